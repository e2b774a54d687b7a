import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Breakers } from '../../adapters/aws/breakers';
import type { DeliverQueue, Outgoing } from '../../adapters/aws/deliver-queue';
import type { DueRow, DueRows } from '../../adapters/aws/due-rows';
import { subscriptionKey } from '../../adapters/aws/keys';
import type { Parked } from '../../adapters/aws/parked';
import { getRow } from '../../adapters/aws/read';
import { drainRate, isDrained, probeIntervalMs, type Breaker } from '../../core/delivery/breaker';
import { attemptMessage } from '../../core/delivery/message';
import { delaySeconds, LOOK_AHEAD_MS } from '../../core/delivery/wake-up';
import type { Subscription } from '../../core/subscription/subscription';
import { log, logError } from '../log';

export interface EndpointTools {
  tables: DynamoDBDocumentClient;
  subscriptionsTable: string;
  breakers: Breakers;
  parked: Parked;
  queue: Pick<DeliverQueue, 'send'>;
  now: () => number;
  /** What is due in `subscriptions` by the next minute. */
  due: DueRows;
  /** The number of this run. */
  run: number;
  /** False once the time of this run is used up; what is left is found by the next one. */
  goOn: () => boolean;
}

const MINUTE_MS = 60_000;
/** Endpoints of one project that a run works on before it has looked at all others. */
const SHARE = 20;
/** Parked deliveries that are moved together. */
const PORTION = 100;
/** Parked deliveries of a disabled subscription that one run makes held. */
const MAX_HELD = 3_000;

/** Probes endpoints whose breaker is open and lets follow what was parked for those that are back (SEMANTICS 2.5). */
export async function sweepEndpoints(tools: EndpointTools): Promise<number> {
  let moved = 0;
  const where = ({ sk }: DueRow): boolean => sk === 'breaker';
  for await (const rows of tools.due.fairPages({ run: tools.run, share: SHARE, where })) {
    for (const { pk, sk } of rows) {
      if (!tools.goOn()) return moved;
      moved += await sweepEndpoint(tools, { pk, sk }).catch((error: unknown) => {
        logError('sweep.endpoint', error, { endpoint: pk });
        return 0;
      });
    }
  }
  return moved;
}

async function sweepEndpoint(tools: EndpointTools, key: { pk: string; sk: string }): Promise<number> {
  const { tables, subscriptionsTable, now } = tools;
  const breaker = await getRow<Breaker>(tables, subscriptionsTable, key, now());
  if (!breaker || (breaker.dueAt ?? Infinity) > now() + LOOK_AHEAD_MS) return 0;
  const own = subscriptionKey(breaker.subscription);
  const subscription = await getRow<Subscription>(tables, subscriptionsTable, own, now());
  if (!subscription) {
    await tools.breakers.forget(breaker);
    return 0;
  }
  const enabled = subscription.status === 'enabled';
  if (breaker.state === 'open' && enabled) return probe(tools, breaker);
  return enabled ? drain(tools, breaker, subscription) : hold(tools, breaker);
}

/** The delivery that has waited longest is sent although the breaker is open; the next probe is another one. */
async function probe(tools: EndpointTools, breaker: Breaker): Promise<number> {
  const now = tools.now();
  const probes = (breaker.probes ?? 0) + 1;
  const at = Math.max(now, breaker.dueAt ?? now);
  if (!(await tools.breakers.change(breaker, { probes, dueAt: at + probeIntervalMs(probes) }))) return 0;
  for (const seen of await tools.parked.oldest(breaker.subscription, 2)) {
    const row = await tools.parked.queue(seen, now);
    if (!row) continue;
    const message = { ...attemptMessage(row, row.z), probe: true as const };
    await tools.queue.send([{ message, delaySeconds: delaySeconds(at, now) }]);
    log('sweep.probe', { subscription: breaker.subscription, delivery: row.id, probes });
    return 1;
  }
  return nothingToProbe(tools, { ...breaker, version: breaker.version + 1 });
}

/** Nothing waits: the next event is the probe. Draining lets it through, and looks for what the index may not show yet. */
async function nothingToProbe({ breakers, now }: EndpointTools, breaker: Breaker): Promise<number> {
  await breakers.change(breaker, { state: 'draining', dueAt: now() + MINUTE_MS });
  return 0;
}

/** A minute's worth of what was parked, spread over the minute. */
async function drain(tools: EndpointTools, seen: Breaker, subscription: Subscription): Promise<number> {
  const perMinute = drainRate(seen, subscription.rateLimit?.perSecond);
  const breaker = await claimed(tools, seen, { drainPerMinute: perMinute });
  if (!breaker) return 0;
  let sent = 0;
  for (const portion of portions(await tools.parked.oldest(breaker.subscription, perMinute))) {
    if (!tools.goOn()) break;
    const outgoing = await queued(tools, portion, (index) => ((sent + index) / perMinute) * MINUTE_MS);
    await tools.queue.send(outgoing);
    sent += outgoing.length;
  }
  await settled(tools, breaker, sent, () => endOfDrain(tools, breaker));
  log('sweep.drain', { subscription: breaker.subscription, sent, perMinute });
  return sent;
}

/** Moves the wake-up first: a run that crashes, or another one beside this, leaves nothing undone or done twice. */
async function claimed(
  { breakers, now }: EndpointTools,
  seen: Breaker,
  more: { drainPerMinute?: number } = {},
): Promise<Breaker | undefined> {
  const change = { ...more, dueAt: now() + MINUTE_MS };
  const taken = await breakers.change(seen, change);
  return taken ? { ...seen, ...change, version: seen.version + 1 } : undefined;
}

const portions = (rows: readonly DueRow[]): DueRow[][] =>
  Array.from({ length: Math.ceil(rows.length / PORTION) }, (_, index) =>
    rows.slice(index * PORTION, (index + 1) * PORTION),
  );

async function queued(
  { parked, now }: EndpointTools,
  portion: readonly DueRow[],
  delayMs: (index: number) => number,
): Promise<Outgoing[]> {
  const at = now();
  const rows = await Promise.all(portion.map((seen) => parked.queue(seen, at)));
  return rows
    .filter((row) => row !== undefined)
    .map((row, index) => ({
      message: attemptMessage(row, row.z),
      delaySeconds: delaySeconds(at + delayMs(index), at),
    }));
}

/** A disabled subscription keeps what was parked as held, until somebody enables and recovers it. */
async function hold(tools: EndpointTools, seen: Breaker): Promise<number> {
  if (seen.state !== 'draining') {
    // Whatever is being parked at this moment is refused from now on.
    await tools.breakers.change(seen, { state: 'draining', dueAt: tools.now() });
    return 0;
  }
  const breaker = await claimed(tools, seen);
  if (!breaker) return 0;
  let held = 0;
  for (const portion of portions(await tools.parked.oldest(breaker.subscription, MAX_HELD))) {
    if (!tools.goOn()) break;
    const outcomes = await Promise.all(portion.map((row) => tools.parked.hold(row)));
    held += outcomes.filter(Boolean).length;
  }
  await settled(tools, breaker, held, () => tools.breakers.forget(breaker));
  log('sweep.hold', { subscription: breaker.subscription, held });
  return held;
}

/** Nothing was found twice, some time apart: `end`. Once: remember when (docs/adr/0006). */
async function settled(
  { breakers, now }: EndpointTools,
  breaker: Breaker,
  found: number,
  end: () => Promise<unknown>,
): Promise<void> {
  if (found > 0) {
    if (breaker.emptySince !== undefined) await breakers.change(breaker, { emptySince: undefined });
  } else if (isDrained(breaker, now())) await end();
  else if (breaker.emptySince === undefined) await breakers.change(breaker, { emptySince: now() });
}

/** Without a success since it opened, the breaker only closes: it remembers that the owner is still to be told. */
async function endOfDrain({ breakers }: EndpointTools, breaker: Breaker): Promise<boolean> {
  if (breaker.openedAt === undefined) return breakers.forget(breaker);
  const gone = { dueAt: undefined, emptySince: undefined, drainPerMinute: undefined, probes: undefined };
  return breakers.change(breaker, { ...gone, state: 'closed' });
}
