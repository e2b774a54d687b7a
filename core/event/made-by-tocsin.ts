import { createHash } from 'node:crypto';
import { compress } from './entry';
import type { EventEntry } from './event';
import { eventId } from './identity';
import { OWN_SOURCE } from './own-source';

/** A fact that Tocsin itself reports. `occasion` names what it is about, so that saying it twice is saying it once. */
export interface TocsinEvent {
  project: string;
  type: string;
  subject: string;
  /** Epoch ms. */
  now: number;
  occasion: string;
  data: object;
}

/** The entry of an event that Tocsin makes, with a deterministic id (SEMANTICS 1.5). */
export function tocsinEntry({ project, type, subject, now, occasion, data }: TocsinEvent): EventEntry {
  const id = eventId(project, OWN_SOURCE, { kind: 'made', id: JSON.stringify([type, occasion]) });
  const time = new Date(now).toISOString();
  return {
    v: 1,
    ...{ id, project, type, source: OWN_SOURCE, subject, time: now, receivedAt: now },
    contentHash: createHash('sha256')
      .update(JSON.stringify([type, subject, occasion]))
      .digest('base64url'),
    z: compress(JSON.stringify({ id, type, source: OWN_SOURCE, subject, time, data })),
  };
}
