import type { EventEntry } from '../../core/event/event';
import { isMadeByTocsin } from '../../core/event/limits';
import { viewOf } from '../../core/event/read-entry';
import type { Observation } from '../../core/monitor/counters';
import { mentionOf } from '../../core/monitor/mention';
import type { CompiledMonitor } from '../../core/monitor/observe';
import { TICK_TYPE } from '../../core/monitor/tick';
import type { OwnPrices } from '../../core/price/own-prices';
import type { Meaning } from '../../core/monitor/tally';
import { oldestCounted } from '../../adapters/aws/counting-writes';

/** What Tocsin says about alerts, agents and costs follows from monitors: counting it could feed them for ever. Ticks are no events. */
export const isWatchable = ({ type }: Pick<EventEntry, 'type'>): boolean =>
  type !== TICK_TYPE && !(isMadeByTocsin(type) && /^(alert|agent|cost)\./.test(type));

/** What an event means to all monitors that watch its type; what their filters leave out is left out. */
export function observeAll(
  entry: EventEntry,
  monitors: readonly CompiledMonitor[],
  now: number,
  prices: OwnPrices,
): Meaning[] {
  const { id, type, source, subject, time, receivedAt } = entry;
  const view = viewOf(entry);
  const event = {
    ...{ id, type, source, time, receivedAt, view, prices },
    ...(subject !== undefined && { subject }),
  };
  const mention = mentionOf(entry, view);
  return monitors.flatMap(({ monitor, observe }) => {
    const observation = observe(event);
    if (observation.kind === 'uncounted' && observation.why === 'filtered') return [];
    return [{ monitor, observation: receivedAt < oldestCounted(now) ? TOO_OLD : observation, mention }];
  });
}

const TOO_OLD: Observation = { kind: 'uncounted', why: 'late' };
