import { plan } from '../plan';
import type { Facts } from './facts';
import type { Plan } from './plan-kinds';

/** A message and what is to be done for it. */
export interface Planned<P extends Plan = Plan> {
  facts: Facts;
  plan: P;
}

/**
 * In which order plans of one endpoint's messages are carried out, and whether one read or write serves all messages that
 * have the plan. Such a plan waits until all messages have come so far. The steps of a notice or of an alert are taken
 * alone: a later step of one message precedes the earlier steps of the next.
 */
const ORDER = {
  fail: 'alone',
  comeBack: 'alone',
  forget: 'alone',
  load: 'together',

  release: 'alone',
  follow: 'alone',
  loadNotice: 'alone',
  endNotice: 'alone',
  joinDigest: 'alone',
  countMessage: 'alone',
  say: 'alone',
  recheck: 'alone',
  freeze: 'alone',

  park: 'together',
  pause: 'together',
  sendToSlowLane: 'together',
  takeShare: 'together',

  wait: 'alone',
  withhold: 'alone',
  loadSilences: 'together',
  loadAlert: 'alone',
  joinGroup: 'together',

  takeLineSlot: 'together',
  waitForSlot: 'alone',
  takeGateSlot: 'together',

  refuseMail: 'alone',
  takeMail: 'alone',
} as const satisfies Record<Exclude<Plan['do'], 'claim'>, 'alone' | 'together'>;

type Kind = keyof typeof ORDER;
export type TogetherKind = { [K in Kind]: (typeof ORDER)[K] extends 'together' ? K : never }[Kind];

/**
 * Plans messages of one endpoint and returns those whose plan is to be carried out next: all with the same plan where
 * they are carried out together, else one. None if all may be attempted.
 */
export function nextPlans(messages: readonly Facts[]): Planned[] {
  const all = messages.map((facts) => ({ facts, plan: planOrFail(facts) }));
  const [first] = Object.keys(ORDER).flatMap((kind) => all.find((one) => one.plan.do === kind) ?? []);
  if (!first) return [];
  if (!isTogether(first.plan.do)) return [first];
  return all.filter((one) => groupOf(one.plan) === groupOf(first.plan));
}

/** A message that cannot be planned does not keep the others from their endpoint. */
function planOrFail(facts: Facts): Plan {
  try {
    return plan(facts);
  } catch (error) {
    return { do: 'fail', error };
  }
}

export const isTogether = (kind: Plan['do']): kind is TogetherKind =>
  kind !== 'claim' && ORDER[kind] === 'together';

/** A transaction joins deliveries to one group. */
const groupOf = (one: Plan): string => (one.do === 'joinGroup' ? `${one.do} ${one.group}` : one.do);
