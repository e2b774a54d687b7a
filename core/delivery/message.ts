/** The body of a message on the deliver queue: one attempt of one delivery. */
export interface DeliveryMessage {
  v: 1;
  project: string;
  event: string;
  subscription: string;
  type: string;
  /** When the event was accepted (`receivedAt`), epoch ms. */
  acceptedAt: number;
  /** Which attempt this message asks for; a stale one is dropped (2.3). */
  attempt: number;
  /** Compressed body, up to 48 KiB of base64; otherwise the events table has it (1.3). */
  z?: string;
  test?: true;
  /** Asked for by a person: its failure schedules nothing of its own. */
  manual?: true;
}
