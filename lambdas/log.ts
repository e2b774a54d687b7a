/** Writes one wide line for one unit of work. Callers pass ids, counts and names: never bodies, never secrets. */
export function log(unit: string, fields: Record<string, unknown>): void {
  console.log(JSON.stringify({ level: 'INFO', unit, ...fields }));
}

/** The same for a unit that failed; an error's message and stack are ours or the SDK's, not the client's. */
export function logError(unit: string, error: unknown, fields: Record<string, unknown> = {}): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  console.error(JSON.stringify({ level: 'ERROR', unit, ...fields, error: { name, message, stack } }));
}
