/** A moment on the sender's clock, epoch ms, as well as it is known while a virtual clock moves. */
export interface Moment {
  earliest: number;
  latest: number;
}

/** A request as it came over the wire. */
export interface RecordedRequest {
  /** Counted from 1, in the order in which requests were complete. */
  number: number;
  connection: RecordedConnection;
  /** On this machine's monotonic clock, ms. */
  at: number;
  senderAt: Moment;
  /** Up to and with the empty line, byte for byte. */
  head: Buffer;
  method: string;
  target: string;
  version: string;
  /** Fields as they were written, in order. */
  headers: [name: string, value: string][];
  /** Without the framing of chunks. */
  body: Buffer;
  framing: 'length' | 'chunked' | 'none';
  /** What it was answered; undefined if that was no HTTP answer. */
  status?: number;
}

export interface RecordedConnection {
  /** Monotonic, ms. */
  openedAt: number;
  closedAt?: number;
  /** Bytes of answers that the operating system took off us. */
  readonly bytesSent: number;
}

/** The values of a request's fields of that name, in order (RFC 9110, section 5.1: names know no case). */
export const fieldsOf = ({ headers }: Pick<RecordedRequest, 'headers'>, name: string): string[] =>
  headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
