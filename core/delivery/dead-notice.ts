import type { EventEntry } from '../event/event';
import { isMadeByTocsin } from '../event/limits';
import { tocsinEntry } from '../event/made-by-tocsin';
import type { DeliveryRow } from './delivery';

/**
 * The `delivery.dead` event of a delivery that was given up. A test, and an event that Tocsin made itself, die
 * without a word: otherwise two dead endpoints would tell each other for ever (SEMANTICS 1.5).
 */
export function deadNotice(
  row: Pick<DeliveryRow, 'id' | 'project' | 'event' | 'subscription' | 'type' | 'attempt' | 'test'>,
  reason: string,
  now: number,
): EventEntry | undefined {
  if (row.test || isMadeByTocsin(row.type)) return undefined;
  const { id, project, event, subscription, type, attempt } = row;
  const data = { delivery: id, event, subscription, type, reason, attempts: attempt };
  return tocsinEntry({
    project,
    type: 'delivery.dead',
    subject: id,
    now,
    occasion: `${id}:${attempt}`,
    data,
  });
}
