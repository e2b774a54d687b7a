import { plan } from '../delivery/plan';
import type { EndpointFacts } from '../delivery/plan/facts';
import { isStillTold } from '../delivery/plan/of-notice';
import type { Plan } from '../delivery/plan/plan-kinds';
import { planUnderLease } from '../delivery/plan/under-lease';
import type { Subscription } from '../subscription/subscription';
import { capHour, groupWaitMs, NOTICE, perHour } from './grouping';
import { quietSentence } from './quiet-sentence';
import type { Surroundings } from './surroundings';
import { supposedFacts, supposedNotice } from './supposed-facts';

/** When a delivery is sent and what it waits for before; `at` is missing if that cannot be known. */
export interface Prospect {
  told: 'yes' | 'later' | 'held' | 'no';
  at?: number;
  /** In the order in which it meets them. */
  reasons: string[];
}

/** How far a delivery has come, if nothing is changed. `facts.now` is the moment that it has come to. */
interface Course {
  facts: EndpointFacts;
  reasons: string[];
  isLater: boolean;
  /** Waits that follow on each other, e.g. a silence that ends within a mute window. */
  waits: number;
  /** Why its endpoint is not sent anything now. */
  keptBack?: string;
}

const MAX_WAITS = 50;

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * What becomes of a delivery that begins now, if nothing is changed: it is planned as the delivering function plans it, and
 * each plan is supposed to be carried out in time.
 */
export function prospect(subscription: Subscription, type: string, around: Surroundings): Prospect {
  const facts = supposedFacts(subscription, type, around);
  let course: Course = { facts, reasons: [], isLater: false, waits: 0 };
  while (course.waits < MAX_WAITS) {
    const next = plan(course.facts);
    const after = quietStep(next, course, around) ?? sendingStep(next, course, around);
    if ('told' in after) return after;
    course = after;
  }
  return { told: 'later', reasons: course.reasons };
}

const learn = (course: Course, facts: Partial<EndpointFacts>): Course => ({
  ...course,
  facts: { ...course.facts, ...facts },
});

/** Undefined once nothing but its endpoint keeps the delivery: quiet decides whether it is sent at all. */
function quietStep(next: Plan, course: Course, around: Surroundings): Course | Prospect | undefined {
  if (next.do === 'withhold') {
    const { subscription } = course.facts.endpoint;
    return { told: 'no', reasons: [quietSentence(next, subscription, around.silences)] };
  }
  if (next.do === 'wait') return waitOut(next, course, around);
  if (next.do === 'park') return keepBack(course, 'its endpoint is failing: kept until that answers again');
  if (next.do !== 'pause') return undefined;
  const until = iso(around.pause?.pausedUntil ?? around.now);
  const reason = `its endpoint has asked for a pause until ${until}: what waits returns one after the other`;
  return keepBack(course, reason);
}

function waitOut(
  next: Extract<Plan, { do: 'wait' }>,
  course: Course,
  { silences }: Surroundings,
): Course | Prospect {
  const reasons = [...course.reasons, quietSentence(next, course.facts.endpoint.subscription, silences)];
  const isEndless = next.reason === 'firingUnderWay' || next.endsAt === Infinity;
  if (isEndless) return { told: 'later', reasons };
  return { ...learn(course, { now: next.endsAt }), reasons, isLater: true, waits: course.waits + 1 };
}

const keepBack = (course: Course, keptBack: string): Course => ({
  ...learn(course, { isAdmitted: true }),
  keptBack,
});

function sendingStep(next: Plan, course: Course, around: Surroundings): Course | Prospect {
  const { facts, keptBack } = course;
  if (next.do === 'claim') return atAttempt(course);
  if (keptBack !== undefined) return later(course, keptBack);
  if (next.do === 'joinGroup') return joinGroup(course, next.waitMs, around);
  if (next.do === 'countMessage') return countMessage(course, around);
  if (next.do === 'joinDigest') return joinDigest(course, next.flushAt);
  if (next.do === 'takeLineSlot')
    return learn(course, { slot: { kind: 'line', at: around.nextPlaceAt ?? 0 } });
  if (next.do === 'takeGateSlot')
    return learn(course, { slot: { kind: 'gate', at: facts.now }, hasGateSlot: true });
  if (next.do === 'takeMail') return learn(course, { mayMail: true });
  if (next.do === 'waitForSlot') {
    const { at } = next.slot;
    return { ...later(course, `behind others in its rate limit until ${iso(at)}`), at };
  }
  throw new Error(`A delivery that is supposed to begin now would not be planned to ${next.do}`);
}

function joinDigest(course: Course, flushAt: number): Course {
  const { facts, reasons } = course;
  const most = perHour(facts.endpoint.subscription);
  const reason = `beyond its ${most} messages an hour: put together until ${iso(flushAt)}`;
  const digest = supposedNotice(facts, { now: flushAt, digest: true });
  return { ...course, facts: digest, reasons: [...reasons, reason], isLater: true };
}

const later = ({ reasons }: Course, reason: string): Prospect => ({
  told: 'later',
  reasons: [...reasons, reason],
});

/** What is sent together waits for the others. The notice asks once more; what it leaves out is delivered on its own. */
function joinGroup(course: Course, waitMs: number, { openUntil = 0, ...around }: Surroundings): Course {
  const { facts } = course;
  const now = openUntil > facts.now ? openUntil : facts.now + waitMs;
  const { telling, silences, alert } = around;
  const options = facts.endpoint.subscription;
  const isTold = !telling || isStillTold(telling, { alert, silences, options, now });
  return { ...course, facts: isTold ? supposedNotice(facts, { now }) : { ...facts, now } };
}

function countMessage(course: Course, { now, sentThisHour }: Surroundings): Course {
  const { facts, reasons } = course;
  const { subscription } = facts.endpoint;
  const isCounted = capHour(facts.now) !== capHour(now) || sentThisHour < perHour(subscription);
  const counted = learn(course, { isCounted });
  if (!isCounted || facts.message.type !== NOTICE) return counted;
  const group = `in one message with what else comes within ${groupWaitMs(subscription) / 1_000} s`;
  return { ...counted, reasons: [...reasons, group] };
}

function atAttempt({ facts, reasons, isLater, keptBack }: Course): Prospect {
  const { endpoint, stored, now } = facts;
  const planned = planUnderLease({ row: {}, endpoint, body: stored?.body });
  if (planned.do === 'hold') return { told: 'held', reasons: [] };
  if (keptBack !== undefined) return { told: 'later', reasons: [...reasons, keptBack] };
  return { told: isLater ? 'later' : 'yes', at: now, reasons };
}
