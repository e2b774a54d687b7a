import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { Breakers } from '../../../adapters/aws/breakers';
import { Burials } from '../../../adapters/aws/burials';
import { Deliveries } from '../../../adapters/aws/deliveries';
import { moveWakeUp } from '../../../adapters/aws/due-rows';
import { Events } from '../../../adapters/aws/events';
import { Groupings } from '../../../adapters/aws/groupings';
import { breakerKey, deliveryKey } from '../../../adapters/aws/keys';
import { idOf } from '../../../adapters/aws/new-delivery';
import { Parked } from '../../../adapters/aws/parked';
import { Redeliveries } from '../../../adapters/aws/redeliveries';
import { Shelf } from '../../../adapters/aws/shelf';
import { transact } from '../../../adapters/aws/transact';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { chainOf, DISCARDABLE, RECOVERABLE } from '../../../core/delivery/manual-try';
import { deliveryId } from '../../../core/delivery/delivery-id';
import type { DeliveryMessage } from '../../../core/delivery/message';
import type { PendingDelivery } from '../../../core/delivery/pending-delivery';
import { standingOf } from '../../../core/delivery/standing';
import type { Ending } from '../../../core/delivery/transitions';
import type { LocalAws } from '../local-aws';

const BEGIN = Date.parse('2026-03-01T12:00:00.000Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const NOTICE = 'ntc_1';
const BREAKER = {
  ...{ project: 'prj', subscription: 'sub_1', state: 'open' as const, version: 1, failures: 10 },
  ...{ failingSince: BEGIN, openedAt: BEGIN, probes: 0, dueShard: 'due#0', dueAt: BEGIN },
};

/** The breaker that parking depends on. */
export const putBreaker = ({ tables }: LocalAws): Promise<unknown> =>
  tables.send(new PutCommand({ TableName: 'subscriptions', Item: { ...breakerKey('sub_1'), ...BREAKER } }));

/** Everything that is ever done to the row of a delivery, each on the conditions on which its callers do it. */
export function deliveryVerbs(aws: LocalAws, project: string) {
  const { tables } = aws;
  const breakers = new Breakers(tables, { subscriptionsTable: 'subscriptions', outboxTable: 'deliveries' });
  const deliveries = new Deliveries(tables, 'deliveries', 30);
  const shelf = new Shelf(tables, 'deliveries', breakers);
  const names = { monitoringTable: 'monitoring', deliveriesTable: 'deliveries' };
  const groupings = new Groupings(tables, names, shelf);
  const redeliveries = new Redeliveries(tables, 'deliveries', 30);
  const burials = new Burials(tables, new Events(tables, 'events', 30), deliveries);
  const parked = new Parked(tables, 'deliveries');
  const message: DeliveryMessage = {
    ...{ v: 1, project, event: 'evt_1', subscription: 'sub_1', type: 'a', acceptedAt: BEGIN, attempt: 1 },
  };
  const id = idOf(message);
  const of = { project, subscription: 'sub_1', notice: NOTICE };
  let now = BEGIN;
  let claimed: DeliveryRow | undefined;

  /** Such a row is absent for all that read it. */
  const isExpired = ({ expiresAt = Infinity }: DeliveryRow): boolean => expiresAt < Math.floor(now / SECOND);
  const attempt = () => ({ number: 1, at: now, durationMs: 1 });
  const asFound = (row: DeliveryRow | undefined): PendingDelivery => ({
    message: { ...message, attempt: row?.attempt ?? 1 },
    ...{ row, z: 'z' },
  });
  /** Of what is put off, or ends, before an attempt: nobody is at it. */
  const found = async (work: (found: PendingDelivery) => Promise<unknown>): Promise<void> => {
    const row = await deliveries.get(id);
    const one = asFound(row);
    const standing = standingOf(row, one.message.attempt, now);
    if (standing === 'ready') await work(one);
    if (standingOf(row, 1, now) === 'absent') await work({ ...one, message });
  };
  const result = async (work: (row: DeliveryRow) => Promise<unknown>): Promise<void> => {
    if (claimed) await work(claimed);
  };
  const known = async (work: (row: DeliveryRow) => Promise<unknown>): Promise<void> => {
    const row = await deliveries.get(id);
    if (row && !isExpired(row)) await work(row);
  };
  const seen = ({ attempt, dueAt = 0 }: DeliveryRow) => ({ ...deliveryKey(id), attempt, dueAt });
  const later = () => ({ nextAt: now + MINUTE, dueAt: now + 6 * MINUTE });
  const ended = () => ({ expiresAt: Math.ceil(now / SECOND) + 30 * 86_400 });
  const written = (writes: Parameters<typeof transact>[1]) => transact(tables, writes, () => 0);

  const end = (ending: Ending) => known(() => groupings.end(NOTICE, id, ending));

  const verbs = {
    claim: async () => {
      await known(({ attempt }) => claim(attempt));
      await claim(1);
    },
    succeed: () => result((row) => deliveries.succeed(row, attempt(), now)),
    retryLater: () =>
      result(async (row) => row.fallback ?? deliveries.retryLater(row, attempt(), { ...later(), z: 'z' })),
    parkAgain: () =>
      result(
        async (row) =>
          row.fallback ?? deliveries.parkAgain(row, attempt(), 'z', now, breakers.stillOpen(BREAKER)),
      ),
    hold: () => result(async (row) => row.fallback ?? deliveries.hold(row, 'z')),
    discardLeased: () =>
      result(async (row) => row.fallback ?? deliveries.discard(row, 'subscription_deleted')),
    giveUp: () => result(async (row) => row.fallback ?? deliveries.giveUp(row, 'x', now, 'z', attempt())),
    fallBack: () =>
      result(async (row) => row.fallback && deliveries.fallBack(row, row.fallback, undefined, now)),
    putHeld: () => deliveries.putHeld(message, 'z'),
    park: () => found((one) => shelf.park([one], BREAKER)),
    defer: () => found((one) => shelf.defer(one, { at: now + MINUTE, kind: 'line' }, now + 6 * MINUTE)),
    postpone: () => found((one) => shelf.postpone(one, later().nextAt, later().dueAt)),
    withhold: () => found((one) => shelf.withhold(one, 'x', ended().expiresAt)),
    announce: () => groupings.putNotice({ ...of, notice: 'evt_1' }, { at: now, dueAt: now + MINUTE }),
    freeze: () => known((row) => groupings.freeze(row, now, MINUTE)),
    say: () => known(async (row) => row.state === 'waiting' && groupings.say(row, 'z')),
    join: () =>
      found(async (one) => {
        await groupings.putNotice(of, { at: now, dueAt: now + MINUTE });
        await groupings.join(of, [{ pending: one, member: { delivery: id, type: 'a', z: 'z' } }], now);
      }),
    release: () => known(() => groupings.release(NOTICE, id, now)),
    endDelivered: () => end({ state: 'delivered', deliveredAt: now, ...ended() }),
    endDead: () => end({ state: 'dead', reason: 'notice_dead', ...ended() }),
    endWithheld: () => end({ state: 'withheld', reason: 'x', ...ended() }),
    endDiscarded: () => end({ state: 'discarded', reason: 'x', ...ended() }),
    bury: async () => {
      const row = await deliveries.get(id);
      const isBusy = row?.state === 'leased' && row.leaseUntil >= now;
      if (!isBusy) await burials.delivery({ ...asFound(row).message, z: 'z' }, 'delivery_failed', now);
    },
    requeue: () =>
      known(async (row) => {
        if (RECOVERABLE.includes(row.state))
          await written(redeliveries.requeueWrites(row, chainOf(row), now));
      }),
    sendAgain: () =>
      known(async (row) => {
        if (row.state !== 'delivered') return;
        await written(redeliveries.requeueWrites(row, { fallback: 'delivered' }, now));
      }),
    discard: () =>
      known(async (row) => {
        if (row.state === 'dead' || DISCARDABLE.includes(row.state))
          await written(redeliveries.discardWrites(row, 'discarded', now));
      }),
    queueParked: () => known((row) => parked.queue(seen(row), now)),
    holdParked: () => known((row) => parked.hold(seen(row))),
    wake: () => known((row) => moveWakeUp(tables, 'deliveries', seen(row), now + MINUTE)),
    leaseRunsOut: () => Promise.resolve(void (now += 2 * MINUTE)),
    expires: () => Promise.resolve(void (now += 200 * DAY)),
  } satisfies Record<string, () => Promise<unknown>>;

  async function claim(attempt: number): Promise<void> {
    const claim = await deliveries.claim({ ...message, attempt }, now, now + MINUTE);
    if ('claimed' in claim) claimed = claim.claimed;
  }

  return {
    row: () => deliveries.get(id),
    notice: () => deliveries.get(deliveryId(project, NOTICE, 'sub_1')),
    names: Object.keys(verbs) as (keyof typeof verbs)[],
    async do(verb: keyof typeof verbs): Promise<void> {
      now += SECOND;
      await verbs[verb]();
    },
    /** Whether the row has gone as far as every read and condition is concerned. */
    isExpired,
    isLeased: ({ leaseUntil = 0 }: DeliveryRow): boolean => leaseUntil >= now,
  };
}

export type Verb = Parameters<ReturnType<typeof deliveryVerbs>['do']>[0];
