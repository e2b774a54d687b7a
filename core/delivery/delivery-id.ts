import { createHash } from 'node:crypto';

/** One event to one subscription has one id, however often it is asked for: the dedupe key of the deliveries table. */
export function deliveryId(project: string, event: string, subscription: string): string {
  const digest = createHash('sha256').update(`${project}\n${event}\n${subscription}`).digest('hex');
  return `dlv_${digest.slice(0, 32)}`;
}
