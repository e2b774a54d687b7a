import type { Alert } from '../../alert/alert';
import { NOTICE } from '../../notice/grouping';
import { judgeNotice, type Telling } from '../../notice/quiet';
import type { CompiledSilence } from '../../notice/silence';
import type { Subscription } from '../../subscription/subscription';
import type { DeliveryRow } from '../delivery';
import { hasEnded } from '../transitions';
import type { EndpointFacts, Facts } from './facts';
import { planCounted } from './in-group';
import type { Plan } from './plan-kinds';

const SETTLED: Plan = { do: 'forget', outcome: 'settled' };

/** A member whose notice has ended without it, or was never made, is delivered on its own. */
export function planMember({ message, endpoint, notice, stored }: Facts): Plan | undefined {
  if (message.notice === undefined) return undefined;
  if (!notice) return { do: 'loadNotice', notice: message.notice };
  if (notice.row && !hasEnded(notice.row)) return SETTLED;
  if (notice.row && endpoint && !notice.isFollowed) return { do: 'follow', notice: notice.row };
  if (!stored) return { do: 'load' };
  // It has the result of its notice now: dead with it, it is not to be sent by itself.
  if (stored.row && hasEnded(stored.row)) return SETTLED;
  return { do: 'release', notice: message.notice };
}

/**
 * A notice whose time has come is frozen; one that is attempted again loses what need not be told any more (SEMANTICS
 * 6.2). Undefined for all other messages, and for a notice that may be attempted.
 */
export function planNotice(facts: Facts): Plan | undefined {
  const { message, endpoint, stored } = facts;
  if (message.type !== NOTICE || message.manual) return undefined;
  if (!stored) return { do: 'load' };
  const { row } = stored;
  if (!row) return SETTLED;
  if (!endpoint) return undefined;
  if (hasEnded(row)) return facts.notice?.isFollowed ? SETTLED : { do: 'follow', notice: row };
  if (row.state !== 'waiting' || row.attempt !== message.attempt) return undefined;
  return facts.content ? planContent({ ...facts, endpoint }, row) : planReading(row);
}

function planReading(row: DeliveryRow): Plan | undefined {
  if (row.z === undefined) return { do: 'freeze', row };
  const isNew = row.attempt === 1 && row.frozenAt !== undefined;
  return isNew ? undefined : { do: 'recheck', row, z: row.z };
}

/** What a notice says has been read from its members, or checked once more. `row` says what it said before. */
function planContent(facts: EndpointFacts, row: DeliveryRow): Plan | undefined {
  const { message, content, stored, isSaid } = facts;
  if (!content) return undefined;
  if (content.items.length === 0) return { do: 'endNotice', pending: { message, row, z: '' } };
  if (!isSaid) return { do: 'say', row, content };
  const isFirst = row.z === undefined && !row.digest;
  return isFirst ? planCounted(facts, { message, row, z: stored?.body?.z ?? '' }) : undefined;
}

/** What decides whether a notice still tells of an alert. */
export interface MemberFacts {
  alert: Alert | undefined;
  silences: readonly CompiledSilence[];
  options: Pick<Subscription, 'delaySeconds' | 'unless' | 'muteWindows'>;
  now: number;
}

/** Firing is checked again when a notice is frozen and before each attempt (SEMANTICS 6.3); its agent is not. */
export const isStillTold = (telling: Telling, facts: MemberFacts): boolean =>
  telling.type !== 'alert.firing' ||
  judgeNotice(telling, { ...facts, ledger: undefined, holds: [], acceptedAt: 0 }).do === 'send';
