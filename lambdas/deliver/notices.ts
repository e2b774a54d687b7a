import type { Endpoint } from '../../adapters/aws/endpoints';
import { alertKey } from '../../adapters/aws/keys';
import { idOf } from '../../adapters/aws/new-delivery';
import { getRows } from '../../adapters/aws/read';
import type { Alert } from '../../core/alert/alert';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { deliveryId } from '../../core/delivery/delivery-id';
import { attemptMessage, type DeliveryMessage } from '../../core/delivery/message';
import { hasEnded } from '../../core/delivery/transitions';
import { dueAfterFailure } from '../../core/delivery/wake-up';
import { type Content, contentOf, type Member, pack, together, unpack } from '../../core/notice/content';
import { digestAt, NOTICE, perHour } from '../../core/notice/grouping';
import { passage } from '../../core/notice/quiet';
import { compileSilences } from '../../core/notice/silence';
import { compress, decompress } from '../../core/event/entry';
import { keptUntil } from '../../core/retention';
import { ComeBack } from '../batch';
import { log } from '../log';
import { deliveryFields } from '../message-fields';
import type { DeliverTools } from './deliverer';
import { follow } from './follow';
import { joinDigest } from './gather';
import type { Failures } from './serve';
import { tellingOf } from './telling';

/** Whoever has not written what a notice says after so long has crashed. */
const PATIENCE_MS = 60_000;

/**
 * Messages of notices, and of members that the sweep has asked after. A notice whose time has come is frozen; one that
 * is attempted again loses what need not be told any more. Answers what is to go on, other messages as they were.
 */
export async function notices(
  tools: DeliverTools,
  endpoint: Endpoint | undefined,
  messages: readonly DeliveryMessage[],
  failures: Failures,
): Promise<DeliveryMessage[]> {
  const going: DeliveryMessage[] = [];
  for (const message of messages) {
    try {
      const left = await settle(tools, endpoint, message, failures);
      going.push(...left);
      if (left.length === 0 && !failures.has(message))
        log('deliver', { ...deliveryFields(message), outcome: 'settled' });
    } catch (error) {
      failures.set(message, error);
    }
  }
  return going;
}

async function settle(
  tools: DeliverTools,
  endpoint: Endpoint | undefined,
  message: DeliveryMessage,
  failures: Failures,
): Promise<DeliveryMessage[]> {
  if (message.notice !== undefined) return settleMember(tools, endpoint, message, message.notice);
  if (message.type !== NOTICE || message.manual) return [message];
  return settleNotice(tools, endpoint, message, failures);
}

/** A member whose notice has ended without it, or was never made, is delivered on its own. */
async function settleMember(
  tools: DeliverTools,
  endpoint: Endpoint | undefined,
  message: DeliveryMessage,
  notice: string,
): Promise<DeliveryMessage[]> {
  const { project, subscription } = message;
  const row = await tools.deliveries.get(deliveryId(project, notice, subscription));
  if (row && !hasEnded(row)) return [];
  if (row && endpoint) await follow(tools, row.id, endpoint.subscription);
  // It has the result of its notice now: dead with it, it is not to be sent by itself.
  const own = await tools.deliveries.get(idOf(message));
  if (own && hasEnded(own)) return [];
  const released = await tools.groupings.release(notice, idOf(message), tools.now());
  if (released) await send(tools, released);
  return [];
}

async function settleNotice(
  tools: DeliverTools,
  endpoint: Endpoint | undefined,
  message: DeliveryMessage,
  failures: Failures,
): Promise<DeliveryMessage[]> {
  const row = await tools.deliveries.get(idOf(message));
  if (!row || !endpoint) return row ? [message] : [];
  if (hasEnded(row)) {
    await follow(tools, row.id, endpoint.subscription);
    return [];
  }
  if (row.state !== 'waiting' || row.attempt !== message.attempt) return [message];
  const now = tools.now();
  if (row.z !== undefined && row.attempt === 1 && row.frozenAt !== undefined)
    return [{ ...message, z: row.z }];
  if (row.z === undefined && !(await tools.groupings.freeze(row, now, PATIENCE_MS))) throw new ComeBack();
  const content =
    row.z === undefined
      ? await collect(tools, endpoint, row)
      : await recheck(tools, endpoint, row, unpack(row.z));
  if (content.items.length === 0) {
    await withhold(tools, row, message);
    await follow(tools, row.id, endpoint.subscription);
    return [];
  }
  const z = pack(content);
  if (z !== row.z && !(await tools.groupings.say(row, z))) throw new ComeBack();
  log('deliver.notice', {
    notice: row.event,
    subscription: row.subscription,
    told: content.items.length + content.more,
  });
  if (
    row.z === undefined &&
    !row.digest &&
    !(await tools.groupings.countMessage(row.subscription, perHour(endpoint.subscription), now))
  ) {
    const frozen = { ...row, frozenAt: now, z };
    await joinDigest(tools, { message, row: frozen, z }, digestAt(now), failures);
    return [];
  }
  return [{ ...message, z }];
}

async function withhold(tools: DeliverTools, row: DeliveryRow, message: DeliveryMessage): Promise<void> {
  const now = tools.now();
  const until = keptUntil(row.acceptedAt, now, tools.retentionDays);
  await tools.shelf.withhold({ message, row, z: '' }, 'nothingLeft', until);
}

/** The content of its members. A member that need not be sent any more is released: its own delivery records why. */
async function collect(tools: DeliverTools, endpoint: Endpoint, row: DeliveryRow): Promise<Content> {
  const look = await looking(tools, endpoint, row.project);
  let content: Content = { items: [], more: 0 };
  for await (const page of tools.groupings.members(row.event)) {
    const told = await look(page);
    for (const member of page) {
      if (told(member)) content = together(content, contentOf(member.type, decompress(member.z)));
      else await release(tools, row.event, member.delivery);
    }
  }
  return content;
}

/** Firing is checked before each attempt (SEMANTICS 6.3): an hour may have passed since the last. */
async function recheck(
  tools: DeliverTools,
  endpoint: Endpoint,
  row: DeliveryRow,
  content: Content,
): Promise<Content> {
  const look = await looking(tools, endpoint, row.project);
  const members = content.items.map(({ event }): Member => {
    const alert = (event.data as { id?: string } | null)?.id;
    const delivery = deliveryId(row.project, event.id, row.subscription);
    return {
      delivery,
      type: event.type,
      z: compress(JSON.stringify(event)),
      ...(alert !== undefined && { alert }),
    };
  });
  const told = await look(members);
  const kept = members.map(told);
  for (const [index, { delivery }] of members.entries())
    if (!kept[index] && row.frozenAt !== undefined) await release(tools, row.event, delivery);
  return { ...content, items: content.items.filter((_, index) => kept[index]) };
}

type Look = (members: readonly Member[]) => Promise<(member: Member) => boolean>;

/** Says of members whether they are to be told as things are now. */
async function looking(tools: DeliverTools, { subscription }: Endpoint, project: string): Promise<Look> {
  const now = tools.now();
  const silences = compileSilences(await tools.silences.of(project, now));
  return async (members) => {
    const ids = new Set(members.flatMap(({ alert }) => (alert === undefined ? [] : [alert])));
    const keys = [...ids].map(alertKey);
    const rows = await getRows<Alert>(tools.tables, tools.monitoringTable, keys, now);
    const alerts = new Map(rows.filter((row) => row.project === project).map((row) => [row.id, row]));
    return ({ type, alert = '', z }) => {
      const telling = type === NOTICE ? undefined : tellingOf(type, z);
      if (telling?.type !== 'alert.firing') return true;
      const way = passage(telling, {
        ...{ alert: alerts.get(alert), ledger: undefined, silences, options: subscription },
        ...{ holds: [], acceptedAt: 0, now },
      });
      return way.do === 'send';
    };
  };
}

async function release(tools: DeliverTools, notice: string, delivery: string): Promise<void> {
  const row = await tools.groupings.release(notice, delivery, tools.now());
  if (row) await send(tools, row);
}

/** A message that is lost here is sent by the sweep. */
async function send({ queues, now }: DeliverTools, row: DeliveryRow): Promise<void> {
  if (dueAfterFailure(now(), now()).sendDelayed)
    await queues.fast.send([{ message: attemptMessage(row, row.z) }]);
}
