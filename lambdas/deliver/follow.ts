import type { DeliveryRow } from '../../core/delivery/delivery';
import { type EndedRow, type Ending, hasEnded } from '../../core/delivery/transitions';
import { attemptMessage } from '../../core/delivery/message';
import { decompress } from '../../core/event/entry';
import { type Member, unpack } from '../../core/notice/content';
import { NOTICE } from '../../core/notice/grouping';
import type { LedgerEntry } from '../../core/notice/ledger';
import { isAlert } from '../../core/notice/wording';
import { keptUntil } from '../../core/retention';
import type { Subscription } from '../../core/subscription/subscription';
import { repeatLater } from './repeat-later';
import type { DeliverTools } from './tools';

type Tools = Pick<DeliverTools, 'deliveries' | 'groupings' | 'ledgers' | 'queues' | 'now' | 'retentionDays'>;

/** What is left of thousands of members is done by another message. */
const TIME_MS = 15_000;
const AT_ONCE = 16;
const NOTICE_DEAD = 'notice_dead';

/** Members of a notice that has ended get its result (SEMANTICS 6.2). Does nothing while it has not. */
export async function follow(tools: Tools, id: string, subscription: Subscription): Promise<void> {
  const row = await tools.deliveries.get(id);
  if (row) await followRow(tools, row, subscription);
}

/** The same, for a row that has just been read. */
export async function followRow(tools: Tools, row: DeliveryRow, subscription: Subscription): Promise<void> {
  if (!hasEnded(row)) return;
  if (row.frozenAt === undefined) return noteRepeat(tools, row);
  const ended = { row, notice: row.event, subscription, until: tools.now() + TIME_MS };
  if (!(await followAll(tools, ended)))
    await tools.queues.fast.send([{ message: attemptMessage({ ...row, attempt: 1 }) }]);
}

/** A notice that has ended with the result of `row`, whose members get it until the time is over. */
interface Ended {
  row: EndedRow;
  notice: string;
  subscription: Subscription;
  /** Epoch ms. */
  until: number;
}

/** False if there was no time for all. */
async function followAll(tools: Tools, ended: Ended): Promise<boolean> {
  const { row, notice, until } = ended;
  for await (const page of tools.groupings.members(notice)) {
    for (let at = 0; at < page.length; at += AT_ONCE) {
      if (tools.now() > until) return false;
      const some = page.slice(at, at + AT_ONCE);
      const done = await Promise.all(some.map((member) => followOne(tools, ended, member)));
      if (done.includes(false)) return false;
      // A dead notice may be sent again, and its members follow that too.
      if (row.state === 'dead') continue;
      await tools.groupings.forget(
        notice,
        some.map(({ delivery }) => delivery),
      );
    }
  }
  return true;
}

/** The ledger before the row: a worker that crashes in between does both again. */
async function followOne(tools: Tools, ended: Ended, member: Member): Promise<boolean> {
  const { row, notice, subscription } = ended;
  const now = tools.now();
  if (member.alert !== undefined && isAlert(member)) await noteMember(tools, row, member, subscription, now);
  const own = await tools.deliveries.get(member.delivery);
  if (member.type === NOTICE && own && !(await followNested(tools, ended, own))) return false;
  const expiresAt = keptUntil(own?.acceptedAt ?? now, now, tools.retentionDays);
  await tools.groupings.end(notice, member.delivery, endingOf(row, expiresAt, now));
  return true;
}

/** A notice that was a member itself passes the result on. False if there was no time for all of its members. */
async function followNested(tools: Tools, ended: Ended, nested: DeliveryRow): Promise<boolean> {
  if (!(await followAll(tools, { ...ended, notice: nested.event }))) return false;
  if (nested.frozenAt === undefined) await noteRepeat(tools, { ...nested, state: ended.row.state });
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
  await repeatLater(ledgers, { project: row.project, event }, alert, subscription, at);
}

const OUTCOMES: Partial<
  Record<DeliveryRow['state'], { entry: LedgerEntry['outcome']; firing: 'accepted' | 'failed' | 'withheld' }>
> = {
  delivered: { entry: 'sent', firing: 'accepted' },
  dead: { entry: 'failed', firing: 'failed' },
  withheld: { entry: 'withheld', firing: 'withheld' },
  discarded: { entry: 'withheld', firing: 'withheld' },
};

/** A notice that repeats one alert has no members: its result is written into the ledger of the alert. */
async function noteRepeat(
  { ledgers, now }: Tools,
  row: Pick<DeliveryRow, 'id' | 'state' | 'event' | 'subscription' | 'z'>,
): Promise<void> {
  const [item] = row.z === undefined ? [] : unpack(row.z).items;
  const alert = (item?.event.data as { id?: string } | undefined)?.id;
  const outcome = OUTCOMES[row.state];
  if (alert === undefined || !outcome) return;
  const noted = {
    ...{ at: now(), delivery: row.id, type: 'alert.firing', outcome: outcome.entry, notice: row.event },
    reason: 'repeat',
  };
  await ledgers.note({ alert, subscription: row.subscription }, noted);
}
