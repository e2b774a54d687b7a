const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;
/** Of 38 digits; what a double holds takes less. */
const NUMBER_BYTES = 21;

/**
 * Bytes of a value as DynamoDB counts them ("DynamoDB item sizes and formats"): texts in UTF-8, containers and their
 * elements on top, every number as the longest one.
 */
export function storedBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return NUMBER_BYTES;
  if (Array.isArray(value))
    return value.reduce((sum: number, one) => sum + ELEMENT_BYTES + storedBytes(one), CONTAINER_BYTES);
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce(
    (sum, [name, one]) => sum + ELEMENT_BYTES + Buffer.byteLength(name) + storedBytes(one),
    CONTAINER_BYTES,
  );
}

/** The beginning of a text, at most so many bytes of UTF-8; no character is cut in half. */
export function firstBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  return new TextDecoder().decode(Buffer.from(text).subarray(0, Math.max(0, bytes)), { stream: true });
}
