import { alertKey } from '../../../adapters/aws/keys';
import { idOf } from '../../../adapters/aws/new-delivery';
import { getRows } from '../../../adapters/aws/read';
import type { Alert } from '../../../core/alert/alert';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { attemptMessage } from '../../../core/delivery/message';
import type { Facts, StoredDelivery } from '../../../core/delivery/plan/facts';
import { isStillTold } from '../../../core/delivery/plan/of-notice';
import type { PutOff, Settlement } from '../../../core/delivery/plan/plan-kinds';
import { storedBody } from '../../../core/delivery/stored-body';
import { dueAfterFailure } from '../../../core/delivery/wake-up';
import { compress } from '../../../core/event/entry';
import { type Content, contentOf, type Member, pack, together, unpack } from '../../../core/notice/content';
import { NOTICE } from '../../../core/notice/grouping';
import { keptUntil } from '../../../core/retention';
import type { Subscription } from '../../../core/subscription/subscription';
import { log } from '../../log';
import { deliveryFields } from '../../message-fields';
import { follow, followRow } from '../follow';
import { loadSilences } from '../load';
import type { DeliverTools } from '../tools';
import { comeBack, DONE, goOn, type Result } from './result';

/** A worker that has not written what a notice says after so long has crashed. */
const PATIENCE_MS = 60_000;

type Plan<Do extends (Settlement | PutOff)['do']> = Extract<Settlement | PutOff, { do: Do }>;

/** Members of a notice that has ended get its result. */
export async function passResult(
  tools: DeliverTools,
  facts: Facts,
  { notice: row }: Plan<'follow'>,
): Promise<Result> {
  if (facts.endpoint) await followRow(tools, row, facts.endpoint.subscription);
  return goOn(facts, { notice: { row, isFollowed: true } }, tools.now());
}

/** A member is delivered on its own, by a message of its own. */
export async function releaseMember(
  tools: DeliverTools,
  { message }: Facts,
  { notice }: Plan<'release'>,
): Promise<Result> {
  await release(tools, notice, idOf(message));
  log('deliver', { ...deliveryFields(message), outcome: 'settled' });
  return DONE;
}

/** Closes a notice to more members and collects what it says. */
export async function freeze(tools: DeliverTools, facts: Facts, { row }: Plan<'freeze'>): Promise<Result> {
  const now = tools.now();
  if (!facts.endpoint || !(await tools.groupings.freeze(row, now, PATIENCE_MS))) return comeBack(facts);
  const content = await collect(tools, facts.endpoint.subscription, row);
  const stored = storedNotice(facts, { ...row, frozenAt: now });
  return goOn(facts, { content, stored }, tools.now());
}

/** Leaves out what need not be told any more: an hour may have passed since the last attempt. */
export async function recheck(
  tools: DeliverTools,
  facts: Facts,
  { row, z }: Plan<'recheck'>,
): Promise<Result> {
  if (!facts.endpoint) return comeBack(facts);
  const content = await contentLeft(tools, facts.endpoint.subscription, row, unpack(z));
  return goOn(facts, { content }, tools.now());
}

/** Writes what a notice says, if that has changed. */
export async function say(tools: DeliverTools, facts: Facts, { row, content }: Plan<'say'>): Promise<Result> {
  const z = pack(content);
  if (z !== row.z && !(await tools.groupings.say(row, z))) return comeBack(facts);
  const { event: notice, subscription } = row;
  log('deliver.notice', { notice, subscription, told: content.items.length + content.more });
  const stored = { ...storedNotice(facts, row), body: storedBody(NOTICE, z) };
  return goOn(facts, { isSaid: true, stored }, tools.now());
}

/** Nothing is left to tell: it ends without an attempt, and the members that it had with it. */
export async function endNotice(
  tools: DeliverTools,
  { message, endpoint }: Facts,
  { pending }: Plan<'endNotice'>,
): Promise<Result> {
  const until = keptUntil(message.acceptedAt, tools.now(), tools.retentionDays);
  await tools.shelf.withhold(pending, 'nothingLeft', until);
  if (endpoint) await follow(tools, idOf(message), endpoint.subscription);
  log('deliver', { ...deliveryFields(message), outcome: 'settled' });
  return DONE;
}

const storedNotice = ({ stored }: Facts, row: DeliveryRow): StoredDelivery => ({
  standing: 'ready',
  ...stored,
  row,
});

/** The content of its members. One that is not told any more is released: its own delivery records why. */
async function collect(tools: DeliverTools, options: Subscription, row: DeliveryRow): Promise<Content> {
  const look = await askOf(tools, options, row.project);
  let content: Content = { items: [], more: 0 };
  for await (const page of tools.groupings.members(row.event)) {
    const isTold = await look(page);
    for (const member of page) {
      if (isTold(member)) content = together(content, contentOf(member.type, bodyOf(member).text()));
      else await release(tools, row.event, member.delivery);
    }
  }
  return content;
}

async function contentLeft(
  tools: DeliverTools,
  options: Subscription,
  row: DeliveryRow,
  content: Content,
): Promise<Content> {
  const look = await askOf(tools, options, row.project);
  const members = content.items.map((item) => memberOf(row, item));
  const kept = members.map(await look(members));
  for (const [index, { delivery }] of members.entries())
    if (!kept[index] && row.frozenAt !== undefined) await release(tools, row.event, delivery);
  return { ...content, items: content.items.filter((_, index) => kept[index]) };
}

function memberOf({ project, subscription }: DeliveryRow, { event }: Content['items'][number]): Member {
  const alert = (event.data as { id?: string } | null)?.id;
  return {
    ...{ delivery: deliveryId(project, event.id, subscription), type: event.type },
    ...{ z: compress(JSON.stringify(event)), ...(alert !== undefined && { alert }) },
  };
}

const bodyOf = ({ type, z }: Member) => storedBody(type, z);

type Ask = (members: readonly Member[]) => Promise<(member: Member) => boolean>;

/** Says of members whether they are to be told as things are now. */
async function askOf(tools: DeliverTools, options: Subscription, project: string): Promise<Ask> {
  const now = tools.now();
  const silences = await loadSilences(tools, project);
  return async (members) => {
    const ids = new Set(members.flatMap(({ alert }) => (alert === undefined ? [] : [alert])));
    const keys = [...ids].map(alertKey);
    const rows = await getRows<Alert>(tools.tables, tools.monitoringTable, keys, now);
    const alerts = new Map(rows.filter((row) => row.project === project).map((row) => [row.id, row]));
    return (member) => {
      const telling = bodyOf(member).telling();
      const alert = alerts.get(member.alert ?? '');
      return !telling || isStillTold(telling, { alert, silences, options, now });
    };
  };
}

async function release(tools: DeliverTools, notice: string, delivery: string): Promise<void> {
  const { groupings, queues, now } = tools;
  const row = await groupings.release(notice, delivery, now());
  // A message that is lost here is sent by the sweep.
  if (row && dueAfterFailure(now(), now()).sendDelayed)
    await queues.fast.send([{ message: attemptMessage(row, row.z) }]);
}
