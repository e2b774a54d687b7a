/** The command was called wrongly; the message says how, and what helps. */
export class BadUsage extends Error {
  override name = 'BadUsage';
}
