import { deadNotice } from '../../core/delivery/dead-notice';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { keptUntil } from '../../core/retention';
import { deadLetterKey, deadListKey, listSort } from './keys';
import { outboxPut } from './outbox';

const DEAD_LETTER_SECONDS = 90 * 86_400;

/** A dead letter: work that could not be finished, kept until somebody replays or discards it. */
export interface DeadLetter {
  id: string;
  /** `event`: it died before it was routed; `monitor`: before it was counted. */
  kind: 'delivery' | 'event' | 'monitor';
  project: string;
  event: string;
  subscription?: string;
  type: string;
  reason: string;
  /** Epoch ms at which the event was accepted. */
  acceptedAt: number;
  /** Epoch ms. */
  at: number;
  /** Of an event, routed or counted: the bus entry's detail as it was, to be published again. */
  entry?: string;
}

/**
 * Epoch seconds at which what died at `now` (ms) is forgotten, row and letter alike: 90 days later (SEMANTICS 2.7), but
 * not before its event is.
 */
export const deadUntil = (acceptedAt: number, now: number, retentionDays: number): number =>
  Math.max(Math.ceil(now / 1_000) + DEAD_LETTER_SECONDS, keptUntil(acceptedAt, now, retentionDays));

export function deadLetterPut(table: string, letter: DeadLetter, expiresAt: number) {
  return {
    Put: {
      TableName: table,
      Item: {
        ...deadLetterKey(letter.id),
        ...letter,
        listKey: deadListKey(letter.project, letter.id),
        listSort: listSort(letter.at, letter.id),
        expiresAt,
      },
    },
  };
}

/** What goes with a delivery's death, in its transaction: the dead letter, and the event that tells of it. */
export function deathPuts(
  table: string,
  row: Pick<
    DeliveryRow,
    'id' | 'project' | 'event' | 'subscription' | 'type' | 'acceptedAt' | 'attempt' | 'test'
  >,
  reason: string,
  { now, expiresAt }: { now: number; expiresAt: number },
) {
  const { id, project, event, subscription, type, acceptedAt } = row;
  const notice = deadNotice(row, reason, now);
  const what = { id, kind: 'delivery' as const, project, event, subscription, type, acceptedAt };
  return [
    deadLetterPut(table, { ...what, reason, at: now }, expiresAt),
    ...(notice ? [outboxPut(table, notice)] : []),
  ];
}
