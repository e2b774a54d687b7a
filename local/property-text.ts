/** A text property of a template, which may be written as a number or a boolean; nothing if it is not there. */
export function propertyText(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`a text is needed, not ${JSON.stringify(value)}`);
}
