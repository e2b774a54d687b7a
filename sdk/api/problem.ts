/** What the API says when it refuses (RFC 9457); the gateway in front of it answers a `message` alone. */
export interface Problem {
  title?: string;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
  requestId?: string;
  message?: string;
}
