import { JOIN_AT_ONCE, type Joining, type NoticeOf } from '../../../adapters/aws/groupings';
import { idOf } from '../../../adapters/aws/new-delivery';
import type { Facts } from '../../../core/delivery/plan/facts';
import type { Planned } from '../../../core/delivery/plan/next-plans';
import type { PutOff, Reservation } from '../../../core/delivery/plan/plan-kinds';
import type { PendingDelivery } from '../../../core/delivery/pending-delivery';
import { delaySeconds, dueAfterFailure } from '../../../core/delivery/wake-up';
import { digestOf, NOTICE, noticeId } from '../../../core/notice/grouping';
import { ComeBack } from '../../batch';
import { log } from '../../log';
import { deliveryFields } from '../../message-fields';
import type { DeliverTools } from '../tools';
import { DONE, fail, goOn, type Result } from './result';

type Tools = Pick<DeliverTools, 'groupings' | 'queues' | 'now'>;
type JoiningGroup = Extract<PutOff, { do: 'joinGroup' }>;
type JoiningDigest = Extract<PutOff, { do: 'joinDigest' }>;

/** Deliveries of one group wait for its notice (SEMANTICS 6.2). */
export async function joinGroup(tools: Tools, all: readonly Planned<JoiningGroup>[]): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < all.length; at += JOIN_AT_ONCE)
    results.push(...(await joinAtOnce(tools, all.slice(at, at + JOIN_AT_ONCE))));
  return results;
}

/** At most `JOIN_AT_ONCE`, all or none. */
async function joinAtOnce(tools: Tools, some: readonly Planned<JoiningGroup>[]): Promise<Result[]> {
  const [first] = some;
  if (!first) return [];
  const { group, waitMs } = first.plan;
  const members = some.map(({ plan: { pending, alert } }) => joining(pending, alert?.id));
  try {
    await join(tools, { subscription: first.facts.message.subscription, group, waitMs }, members);
    return some.map(() => DONE);
  } catch (error) {
    return some.map(({ facts }) => fail(facts, error));
  }
}

/** Beyond the cap of its subscription: it waits for the digest of these minutes. */
export async function joinDigest(
  tools: Tools,
  { message }: Facts,
  { pending, flushAt, alert }: JoiningDigest,
): Promise<Result> {
  const group = {
    subscription: message.subscription,
    group: digestOf(flushAt),
    waitMs: flushAt - tools.now(),
  };
  await join(tools, { ...group, digest: true }, [joining(pending, alert?.id)]);
  if (message.type === NOTICE) log('deliver', { ...deliveryFields(message), outcome: 'settled' });
  return DONE;
}

export async function countMessage(
  { groupings, now }: Tools,
  facts: Facts,
  { perHour }: Extract<Reservation, { do: 'countMessage' }>,
): Promise<Result> {
  const isCounted = await groupings.countMessage(facts.message.subscription, perHour, now());
  return goOn(facts, { isCounted }, now());
}

const joining = (pending: PendingDelivery, alert?: string): Joining => ({
  pending,
  member: {
    ...{ delivery: idOf(pending.message), type: pending.message.type, z: pending.z },
    ...(alert !== undefined && { alert }),
  },
});

interface Group {
  subscription: string;
  group: string;
  waitMs: number;
  digest?: true;
}

/** Joins the notice that is open for the group, or the next. Throws `ComeBack` if a row has changed since it was read. */
async function join(tools: Tools, group: Group, members: readonly Joining[]): Promise<void> {
  const { subscription, waitMs, digest } = group;
  const project = members[0]?.pending.message.project ?? '';
  let after = 0;
  for (;;) {
    const open = await tools.groupings.open(group, { now: tools.now(), waitMs, after });
    const notice = noticeId(subscription, group.group, open.number);
    const of = { project, subscription, notice };
    await announce(tools, of, open.flushAt, digest);
    const result = await tools.groupings.join(of, members, open.flushAt);
    if (result === 'busy') throw new ComeBack();
    log('deliver.grouped', { notice, subscription, members: members.length, result });
    if (result === 'joined') return;
    after = open.number;
  }
}

/** The notice's row before its members, so that none waits for a notice that is never sent. */
async function announce(
  { groupings, queues, now: clock }: Tools,
  of: NoticeOf,
  flushAt: number,
  digest?: true,
): Promise<void> {
  const now = clock();
  const { dueAt, sendDelayed } = dueAfterFailure(flushAt, now);
  if (!(await groupings.putNotice(of, { at: flushAt, dueAt, ...(digest && { digest }) }))) return;
  if (!sendDelayed) return;
  const { project, subscription, notice: event } = of;
  const message = {
    v: 1,
    project,
    event,
    subscription,
    type: NOTICE,
    acceptedAt: flushAt,
    attempt: 1,
  } as const;
  await queues.fast.send([{ message, delaySeconds: delaySeconds(flushAt, now) }]);
}
