/** An event pattern that breaks a rule of EventBridge's pattern language. */
export class PatternError extends Error {
  /**
   * @param pointer JSON pointer (RFC 6901) of the offending part, relative to the pattern; '' is the whole.
   * @param message names the broken rule, for the person who wrote the pattern.
   */
  constructor(
    readonly pointer: string,
    message: string,
  ) {
    super(message);
    this.name = 'PatternError';
  }
}
