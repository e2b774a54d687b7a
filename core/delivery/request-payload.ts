/** The body of a request, before it is signed, and the headers that describe it. */
export interface RequestPayload {
  headers: Record<string, string>;
  body: string;
}
