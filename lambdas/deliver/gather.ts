import type { Endpoint } from '../../adapters/aws/endpoints';
import { JOIN_AT_ONCE, type Joining, type NoticeOf } from '../../adapters/aws/groupings';
import { idOf } from '../../adapters/aws/new-delivery';
import type { Found } from '../../adapters/aws/shelf';
import type { DeliveryMessage } from '../../core/delivery/message';
import { delaySeconds, dueAfterFailure } from '../../core/delivery/wake-up';
import { unpack } from '../../core/notice/content';
import { tellsTogether } from '../../core/destination/destination';
import {
  digestAt,
  digestOf,
  groupOf,
  groupWaitMs,
  NOTICE,
  noticeId,
  perHour,
} from '../../core/notice/grouping';
import { goesElsewhere } from '../../core/notice/ledger';
import type { AlertData } from '../../core/alert/alert';
import type { Subscription } from '../../core/subscription/subscription';
import { ComeBack } from '../batch';
import { log } from '../log';
import type { DeliverTools } from './deliverer';
import { onePerDelivery, ready } from './put-off';
import type { Failures } from './serve';
import { tellingOf } from './telling';

type Tools = Pick<DeliverTools, 'groupings' | 'queues' | 'now' | 'shelf' | 'events' | 'ledgers'>;

/**
 * What goes to people passes here once nothing keeps it quiet: it waits for what it goes together with (SEMANTICS 6.2).
 * Answers what is attempted alone: a frozen notice, a person's try, a test, and all where nothing is grouped.
 */
export async function gather(
  tools: Tools,
  { subscription }: Endpoint,
  messages: readonly DeliveryMessage[],
  failures: Failures,
): Promise<DeliveryMessage[]> {
  const waitMs = groupWaitMs(subscription);
  if (waitMs === 0)
    return tellsTogether(subscription.destination)
      ? await withinCap(tools, subscription, messages, failures)
      : [...messages];
  const { found, bodiless } = await ready(
    tools,
    onePerDelivery(messages.filter(mayJoin), failures),
    failures,
  );
  const alone = [...messages.filter((message) => !mayJoin(message)), ...bodiless];
  const groups = new Map<string, Joining[]>();
  for (const one of found) {
    const alert = alertOf(one);
    if (one.row?.frozenAt !== undefined || (await isElsewhere(tools, one, subscription, alert)))
      alone.push(one.message);
    else {
      const group = groupOf(subscription, one.message.type, alert);
      groups.set(group, [...(groups.get(group) ?? []), joining(one, alert?.id)]);
    }
  }
  for (const [group, members] of groups)
    for (let at = 0; at < members.length; at += JOIN_AT_ONCE)
      await join(
        tools,
        { subscription: subscription.id, group, waitMs },
        members.slice(at, at + JOIN_AT_ONCE),
        failures,
      );
  return alone;
}

const mayJoin = ({ attempt, manual, test }: DeliveryMessage): boolean => attempt === 1 && !manual && !test;

/** Each is a message of its own, and counts for its hour; what comes beyond the cap joins the next digest. */
async function withinCap(
  tools: Tools,
  subscription: Subscription,
  messages: readonly DeliveryMessage[],
  failures: Failures,
): Promise<DeliveryMessage[]> {
  // A notice has been counted when it was frozen.
  const isCounted = (message: DeliveryMessage): boolean => mayJoin(message) && message.type !== NOTICE;
  const joining = onePerDelivery(messages.filter(isCounted), failures);
  const { found, bodiless } = await ready(tools, joining, failures);
  const alone = [...messages.filter((message) => !isCounted(message)), ...bodiless];
  for (const one of found) {
    const now = tools.now();
    const alert = alertOf(one);
    const counts = !(await isElsewhere(tools, one, subscription, alert));
    if (!counts || (await tools.groupings.countMessage(subscription.id, perHour(subscription), now)))
      alone.push(one.message);
    else await joinDigest(tools, one, digestAt(now), failures, alert?.id);
  }
  return alone;
}

/** A notice, or an event told alone, that is beyond its subscription's cap joins the next digest. */
export async function joinDigest(
  tools: Tools,
  found: Found,
  flushAt: number,
  failures: Failures,
  alert?: string,
): Promise<void> {
  const { subscription } = found.message;
  const group = digestOf(flushAt);
  await join(
    tools,
    { subscription, group, waitMs: flushAt - tools.now(), digest: true },
    [joining(found, alert)],
    failures,
  );
}

const joining = (found: Found, alert?: string): Joining => ({
  found,
  member: {
    ...{ delivery: idOf(found.message), type: found.message.type, z: found.z },
    ...(alert !== undefined && { alert }),
  },
});

/** The alert that is told of; a notice that is no group yet tells of one once more. */
function alertOf({ message, z }: Found): AlertData | undefined {
  if (message.type === NOTICE) return unpack(z).items[0]?.event.data as AlertData | undefined;
  return tellingOf(message.type, z)?.data;
}

async function isElsewhere(
  { ledgers, now }: Tools,
  { message }: Found,
  subscription: Subscription,
  alert: AlertData | undefined,
): Promise<boolean> {
  if (!alert || message.type === 'alert.firing' || message.type === NOTICE) return false;
  const names = { alert: alert.id, subscription: message.subscription };
  return goesElsewhere(await ledgers.get(names, now()), subscription);
}

interface Group {
  subscription: string;
  group: string;
  waitMs: number;
  digest?: true;
}

async function join(
  tools: Tools,
  group: Group,
  members: readonly Joining[],
  failures: Failures,
): Promise<void> {
  const [first] = members;
  if (!first) return;
  const { project } = first.found.message;
  try {
    let after = 0;
    for (;;) {
      const open = await tools.groupings.open(group, { now: tools.now(), waitMs: group.waitMs, after });
      const notice = noticeId(group.subscription, group.group, open.number);
      const of = { project, subscription: group.subscription, notice };
      await announce(tools, of, open.flushAt, group.digest);
      const result = await tools.groupings.join(of, members, open.flushAt);
      if (result === 'busy') throw new ComeBack();
      log('deliver.grouped', { notice, subscription: group.subscription, members: members.length, result });
      if (result === 'joined') return;
      after = open.number;
    }
  } catch (error) {
    for (const { found } of members) failures.set(found.message, error);
  }
}

/** The notice's row before its members, so that none waits for a notice that nobody will send. */
async function announce(tools: Tools, of: NoticeOf, flushAt: number, digest?: true): Promise<void> {
  const { groupings, queues } = tools;
  const now = tools.now();
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
