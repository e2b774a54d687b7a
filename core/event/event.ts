/** Lower-case names of Standard CloudEvents attributes plus Tocsin's own. All times are epoch milliseconds. */
export interface AcceptedEvent {
  /** `evt_...`: derived from project, source and the client's id (SEMANTICS 1.1). */
  id: string;
  project: string;
  /** The id that the client gave, if it gave one. */
  clientId?: string;
  type: string;
  source: string;
  subject?: string;
  /** When it happened, by the client; `receivedAt` if not given or more than 5 minutes ahead (1.2). */
  time: number;
  receivedAt: number;
  /** The client's `time` was more than 5 minutes ahead and was replaced. */
  timeAdjusted?: true;
  /** SHA-256 (base64url) over what the client gave, not over defaults: tells a repeat from a conflict. */
  contentHash: string;
  /** The trace in which it was posted (W3C Trace Context), if it was posted in one. */
  traceparent?: string;
  /**
   * The JSON text that endpoints receive; `data` inside it is byte for byte what was posted, and missing if there was
   * none (`withData` completes it).
   */
  body: string;
}

/**
 * What travels over the bus as an entry's `Detail`, and in the route queue inside EventBridge's envelope.
 * Everything but `body` is small and readable; the body is compressed so that nothing on the way re-writes it.
 */
export interface EventEntry extends Omit<AcceptedEvent, 'body'> {
  v: 1;
  /** base64 of raw deflate of the UTF-8 body. */
  z: string;
}

/** The `Source` of every entry that Tocsin puts on its bus; the rules select on it. */
export const BUS_SOURCE = 'tocsin';
