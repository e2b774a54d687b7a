import { planAtEndpoint, planShare } from './plan/at-endpoint';
import { planMail } from './plan/by-mail';
import type { EndpointFacts, Facts } from './plan/facts';
import { planGroup } from './plan/in-group';
import { planTurn } from './plan/in-turn';
import { planMember, planNotice } from './plan/of-notice';
import type { Plan } from './plan/plan-kinds';
import { planQuiet } from './plan/to-people';

/** What may keep a delivery from being attempted now, in the order in which it is asked. */
const STEPS: readonly ((facts: EndpointFacts) => Plan | undefined)[] = [
  planAtEndpoint,
  planShare,
  planQuiet,
  planGroup,
  planTurn,
];

/**
 * What is to be done next for one message of the deliver queues. The caller carries it out; a plan that does not end the
 * work on the message adds to the facts, and the message is planned again. With a claim, the attempt begins: what becomes
 * of the delivery under the lease is planned by `planUnderLease`.
 */
export function plan(facts: Facts): Plan {
  const { endpoint } = facts;
  return (
    planMember(facts) ??
    planNotice(facts) ??
    (endpoint && planForEndpoint({ ...facts, endpoint })) ?? { do: 'claim' }
  );
}

/** A disabled subscription holds all its deliveries: the state of its endpoint does not matter. */
function planForEndpoint(facts: EndpointFacts): Plan | undefined {
  const steps = facts.endpoint.subscription.status === 'disabled' ? [] : STEPS;
  return firstOf([...steps, planMail], facts);
}

function firstOf(steps: typeof STEPS, facts: EndpointFacts): Plan | undefined {
  for (const step of steps) {
    const next = step(facts);
    if (next) return next;
  }
  return undefined;
}
