/** The order in which DynamoDB sorts texts: by the bytes of their UTF-8, which for astral characters is not JavaScript's. */
export const byKeyOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
