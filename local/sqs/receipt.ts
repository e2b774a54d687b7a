import { createHash, randomUUID } from 'node:crypto';
import { receiptHandleIsInvalid } from './errors';

const fingerprint = (queue: string): string =>
  createHash('sha256').update(queue).digest('base64url').slice(0, 12);

/** A new handle for one receive of the message `seq` from `queue`. */
export const newReceipt = (queue: string, seq: number): string =>
  Buffer.from(`${seq} ${fingerprint(queue)} ${randomUUID()}`).toString('base64url');

/** Which message a handle names. Throws ReceiptHandleIsInvalid for one that this queue never gave. */
export function seqOfReceipt(queue: string, handle: string): number {
  const [seq, from, nonce] = Buffer.from(handle, 'base64url').toString().split(' ');
  if (!seq || !nonce || !/^\d+$/.test(seq) || from !== fingerprint(queue))
    throw receiptHandleIsInvalid(handle);
  return Number(seq);
}
