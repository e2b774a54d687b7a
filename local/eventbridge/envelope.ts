import { randomUUID } from 'node:crypto';
import type { LocalContext } from '../context';

interface Occurrence {
  source: string;
  detailType: string;
  resources: string[];
  /** Epoch ms. */
  time: number;
  /** The JSON text of the detail. It goes into the envelope as it is, so that numbers keep their spelling. */
  detail: string;
}

/** The event as rules see it and targets get it ("AWS service event metadata" in the EventBridge user guide). */
export function envelope(local: LocalContext, occurrence: Occurrence): { id: string; event: string } {
  const id = randomUUID();
  const head = JSON.stringify({
    version: '0',
    id,
    'detail-type': occurrence.detailType,
    source: occurrence.source,
    account: local.account,
    time: `${new Date(occurrence.time).toISOString().slice(0, 19)}Z`,
    region: local.region,
    resources: occurrence.resources,
  });
  return { id, event: `${head.slice(0, -1)},"detail":${occurrence.detail}}` };
}
