import type { Ledgers } from '../../adapters/aws/ledgers';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { type EndedRow, type Ending, hasEnded } from '../../core/delivery/transitions';
import { attemptMessage } from '../../core/delivery/message';
import { decompress } from '../../core/event/entry';
import { type Member, unpack } from '../../core/notice/content';
import { NOTICE, repeatMs } from '../../core/notice/grouping';
import type { LedgerEntry } from '../../core/notice/ledger';
import { keptUntil } from '../../core/retention';
import type { Subscription } from '../../core/subscription/subscription';
import type { DeliverTools } from './deliverer';
import { isOfAlert } from './telling';

type Tools = Pick<DeliverTools, 'deliveries' | 'groupings' | 'ledgers' | 'queues' | 'now' | 'retentionDays'>;

/** What is left of thousands of members is done by another message. */
const TIME_MS = 15_000;
const AT_ONCE = 16;
const NOTICE_DEAD = 'notice_dead';

/** Members of a notice that has ended have its result (SEMANTICS 6.2). Does nothing while it has not. */
export async function follow(tools: Tools, id: string, subscription: Subscription): Promise<void> {
  const row = await tools.deliveries.get(id);
  if (!row || !hasEnded(row)) return;
  if (row.frozenAt === undefined) await noteRepeat(tools, row);
  else if (!(await followAll(tools, row, row.event, subscription, tools.now() + TIME_MS)))
    await tools.queues.fast.send([{ message: attemptMessage({ ...row, attempt: 1 }) }]);
}

/** False if there was no time for all. */
async function followAll(
  tools: Tools,
  row: EndedRow,
  notice: string,
  subscription: Subscription,
  until: number,
): Promise<boolean> {
  for await (const page of tools.groupings.members(notice)) {
    for (let at = 0; at < page.length; at += AT_ONCE) {
      if (tools.now() > until) return false;
      const some = page.slice(at, at + AT_ONCE);
      const done = await Promise.all(
        some.map((member) => followOne(tools, row, notice, member, subscription, until)),
      );
      if (done.includes(false)) return false;
      // A dead notice may be sent again, and its members follow that too.
      if (row.state !== 'dead')
        await tools.groupings.forget(
          notice,
          some.map(({ delivery }) => delivery),
        );
    }
  }
  return true;
}

/** The ledger before the row: whoever is stopped in between does both again. */
async function followOne(
  tools: Tools,
  row: EndedRow,
  notice: string,
  member: Member,
  subscription: Subscription,
  until: number,
): Promise<boolean> {
  const now = tools.now();
  if (member.alert !== undefined && isOfAlert(member.type))
    await noteMember(tools, row, member, subscription, now);
  const nested = await tools.deliveries.get(member.delivery);
  const all =
    member.type !== NOTICE || !nested || (await followAll(tools, row, nested.event, subscription, until));
  if (!all) return false;
  if (member.type === NOTICE && nested?.frozenAt === undefined && nested)
    await noteRepeat(tools, { ...nested, state: row.state });
  const expiresAt = keptUntil(nested?.acceptedAt ?? now, now, tools.retentionDays);
  await tools.groupings.end(notice, member.delivery, endingOf(row, expiresAt, now));
  return true;
}

function endingOf(row: EndedRow, expiresAt: number, now: number): Ending {
  if (row.state === 'delivered') return { state: row.state, expiresAt, deliveredAt: row.deliveredAt ?? now };
  return { state: row.state, expiresAt, reason: row.state === 'dead' ? NOTICE_DEAD : row.reason };
}

async function noteMember(
  { ledgers }: Tools,
  row: DeliveryRow,
  { delivery, type, alert = '', z }: Member,
  subscription: Subscription,
  at: number,
): Promise<void> {
  const outcome = OUTCOMES[row.state];
  if (!outcome) return;
  const { entry, firing } = outcome;
  const { reason = '' } = row;
  const noted = { at, delivery, type, outcome: entry, notice: row.event, ...(reason && { reason }) };
  const names = { alert, subscription: subscription.id };
  await ledgers.note(names, noted, type === 'alert.firing' ? firing : undefined);
  if (entry !== 'sent' || type !== 'alert.firing') return;
  const event = (JSON.parse(decompress(z)) as { id: string }).id;
  await tellAgain(ledgers, { project: row.project, event }, alert, subscription, at);
}

const OUTCOMES: Partial<
  Record<DeliveryRow['state'], { entry: LedgerEntry['outcome']; firing: 'accepted' | 'failed' | 'withheld' }>
> = {
  delivered: { entry: 'sent', firing: 'accepted' },
  dead: { entry: 'failed', firing: 'failed' },
  withheld: { entry: 'withheld', firing: 'withheld' },
  discarded: { entry: 'withheld', firing: 'withheld' },
};

async function noteRepeat(
  { ledgers, now }: Tools,
  row: Pick<DeliveryRow, 'id' | 'state' | 'event' | 'subscription' | 'z'>,
): Promise<void> {
  const [item] = row.z === undefined ? [] : unpack(row.z).items;
  const alert = (item?.event.data as { id?: string } | undefined)?.id;
  const outcome = OUTCOMES[row.state];
  if (alert === undefined || !outcome) return;
  const noted = {
    at: now(),
    delivery: row.id,
    type: 'alert.firing',
    outcome: outcome.entry,
    notice: row.event,
  };
  await ledgers.note({ alert, subscription: row.subscription }, { ...noted, reason: 'repeat' });
}

/** The alert is told again while it fires, if its subscription says so (SEMANTICS 6.4). */
export async function tellAgain(
  ledgers: Ledgers,
  { project, event }: Pick<DeliveryRow, 'project' | 'event'>,
  alert: string,
  subscription: Subscription,
  at: number,
): Promise<void> {
  const after = repeatMs(subscription);
  if (after > 0)
    await ledgers.repeatAt({ alert, subscription: subscription.id }, at + after, { project, event });
}
