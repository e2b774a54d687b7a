import { plan } from '../plan';
import type { Facts } from './facts';
import type { Plan } from './plan-kinds';

/** A message and what is to be done for it. */
export interface Planned<P extends Plan = Plan> {
  facts: Facts;
  plan: P;
}

/**
 * In which order plans of one endpoint's messages are carried out: what is one write for several messages waits until
 * all of them have come so far; the steps of a notice or an alert are taken one message after the other.
 */
const ORDER: readonly Exclude<Plan['do'], 'claim'>[] = [
  ...(['fail', 'comeBack', 'forget', 'load'] as const),
  ...(['release', 'follow', 'loadNotice'] as const),
  ...(['endNotice', 'joinDigest', 'countMessage', 'say', 'recheck', 'freeze'] as const),
  ...(['park', 'pause', 'sendToSlowLane', 'takeShare'] as const),
  ...(['wait', 'withhold', 'loadSilences', 'loadAlert', 'joinGroup'] as const),
  ...(['takeLineSlot', 'waitForSlot', 'takeGateSlot'] as const),
  ...(['refuseMail', 'takeMail'] as const),
];

/** What is carried out for all messages of an endpoint at once. */
const TOGETHER = [
  ...(['load', 'park', 'pause', 'sendToSlowLane', 'takeShare'] as const),
  ...(['loadSilences', 'joinGroup', 'takeLineSlot', 'takeGateSlot'] as const),
] as const satisfies readonly Plan['do'][];

export type TogetherKind = (typeof TOGETHER)[number];

/**
 * Plans messages of one endpoint and returns those whose plan is to be carried out next: all with the same plan where
 * they are carried out together, else one. None if all may be attempted.
 */
export function nextPlans(messages: readonly Facts[]): Planned[] {
  const all = messages.map((facts) => ({ facts, plan: planOrFail(facts) }));
  const [first] = ORDER.flatMap((kind) => all.find((one) => one.plan.do === kind) ?? []);
  if (!first) return [];
  if (!isTogether(first.plan.do)) return [first];
  return all.filter((one) => groupOf(one.plan) === groupOf(first.plan));
}

/** What cannot be planned costs no other message anything. */
function planOrFail(facts: Facts): Plan {
  try {
    return plan(facts);
  } catch (error) {
    return { do: 'fail', error };
  }
}

export const isTogether = (kind: Plan['do']): kind is TogetherKind =>
  TOGETHER.some((together) => together === kind);

/** A transaction joins deliveries to one group. */
const groupOf = (one: Plan): string => (one.do === 'joinGroup' ? `${one.do} ${one.group}` : one.do);
