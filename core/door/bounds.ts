/** How much of other programs' values an event keeps. */
export const BOUNDS = {
  /** Of a name of a model, a tool, a provider. */
  nameCharacters: 256,
  /** Of what is said for people about a failure. */
  messageCharacters: 500,
  /** Beyond it a count or an amount is a mistake, and not exact any more. */
  number: 1e15,
} as const;

export const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= BOUNDS.number;

export const cutName = (text: string | undefined): string | undefined =>
  text?.slice(0, BOUNDS.nameCharacters);

export const cutMessage = (text: string | undefined): string | undefined =>
  text?.slice(0, BOUNDS.messageCharacters);
