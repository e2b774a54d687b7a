import type { DeliveryRow } from '../../core/delivery/delivery';
import { misplaced } from '../delivery-members';
import { verifiedAt } from '../journeys/subscribe';
import type { Seen } from './endpoints';
import { type Evidence, isTold, type Known } from './evidence';
import { mayRepeat, wants } from './plan';

/** A row forgets attempts before these. */
const ATTEMPTS_KEPT = 40;

/** What must hold of every run in the end. Each law answers how it was broken. */
const LAWS: Record<string, (evidence: Evidence) => string[]> = {
  'every accepted event is stored, with the subscriptions that want it': storedAndMatched,
  'one row for each event and subscription': oneRowEach,
  'every delivery has ended as its endpoint makes it end': ended,
  'every event reached every endpoint that was well in the end': reached,
  'attempts are numbered in order, and a success is the last': attemptsInOrder,
  'attempts are not made sooner than the schedule': notTooSoon,
  'what is recorded has happened': recordIsTrue,
  'without a reason no request is repeated': noNeedlessRepeats,
  'nobody gets what is not meant for him': onlyWanted,
  'requests carry the event as posted, under one id, signed': faithful,
  'what ended waits for nothing': nothingWaits,
  'the row of a delivery holds what its state has': heldByState,
  'who is dead has a letter, of which is told': letters,
  'owners are told of endpoints that fail, recover and are disabled': ownersTold,
};

export const brokenLaws = (evidence: Evidence): string[] =>
  Object.entries(LAWS).flatMap(([name, law]) => law(evidence).map((how) => `${name}: ${how}`));

const nameOf = ({ known }: Evidence, subscription: string): string =>
  known.find(({ id }) => id === subscription)?.name ?? subscription;

const rowsOf = ({ deliveries }: Evidence, event: string, subscription: string): DeliveryRow[] =>
  deliveries.filter((row) => row.event === event && row.subscription === subscription);

const seenBy = ({ seen }: Evidence, endpoint: string, event: string): Seen[] =>
  seen.filter((one) => one.endpoint === endpoint && one.event === event);

/** Each accepted event with each endpoint that has to get it, or only may. */
function pairs(evidence: Evidence): { event: string; known: Known; must: boolean }[] {
  return evidence.accepted.flatMap(({ project, accepted: { event, plan, subscribed } }) =>
    evidence.known.flatMap((known) => {
      if (!known.plan || !wants(known.plan, project, plan)) return [];
      return [{ event, known, must: known.plan.behaviour.kind !== 'deleted' && subscribed.has(known.name) }];
    }),
  );
}

function storedAndMatched(evidence: Evidence): string[] {
  const all = pairs(evidence);
  const unknown = evidence.events.length - evidence.accepted.length;
  const made = evidence.events.filter(({ source }) => source === 'tocsin').length;
  const counted = unknown === made ? [] : [`${unknown - made} more rows of events than were accepted`];
  const wrong = evidence.accepted.flatMap(({ accepted: { event } }) => {
    const row = evidence.events.find(({ id }) => id === event);
    if (!row) return [`${event} is missing`];
    const mine = all.filter((pair) => pair.event === event);
    const may = new Set(mine.map(({ known }) => known.id));
    const missing = mine.filter(({ known, must }) => must && !row.matched.includes(known.id));
    const surplus = row.matched.filter((id) => !may.has(id));
    return [
      ...missing.map(({ known }) => `${event} did not match ${known.name}`),
      ...surplus.map((id) => `${event} matched ${nameOf(evidence, id)}`),
      ...(row.state === 'routed' || row.state === 'filtered' ? [] : [`${event} is ${row.state}`]),
    ];
  });
  return [...counted, ...wrong];
}

function oneRowEach(evidence: Evidence): string[] {
  const wanted = evidence.events.flatMap(({ id, matched }) =>
    matched.map((subscription) => ({ id, subscription })),
  );
  const wrong = wanted.flatMap(({ id, subscription }) => {
    const count = rowsOf(evidence, id, subscription).length;
    return count === 1 ? [] : [`${id} has ${count} rows for ${nameOf(evidence, subscription)}`];
  });
  const surplus = evidence.deliveries.length - wanted.length;
  return surplus === 0
    ? wrong
    : [...wrong, `${evidence.deliveries.length} rows for ${wanted.length} deliveries`];
}

function ended(evidence: Evidence): string[] {
  return evidence.deliveries.flatMap((row) => {
    const known = evidence.known.find(({ id }) => id === row.subscription);
    const states = statesOf(known);
    return states.includes(row.state)
      ? []
      : [
          `${row.event} to ${known?.name} is ${row.state} (${row.reason ?? 'no reason'}) at attempt ${row.attempt}`,
        ];
  });
}

function statesOf(known: Known | undefined): DeliveryRow['state'][] {
  const kind = known?.plan?.behaviour.kind;
  if (kind === 'picky' || kind === 'dead') return ['dead'];
  return kind === 'deleted' ? ['delivered', 'discarded'] : ['delivered'];
}

function reached(evidence: Evidence): string[] {
  return pairs(evidence).flatMap(({ event, known, must }) => {
    if (!must || !statesOf(known).includes('delivered')) return [];
    const successes = seenBy(evidence, known.name, event).filter(({ reply }) => isSuccess(reply));
    return successes.length > 0 ? [] : [`${event} never reached ${known.name}`];
  });
}

const isSuccess = (reply: Seen['reply']): boolean => reply !== 'reset' && reply >= 200 && reply < 300;

/** Whether the row was revived, so that its numbers have gaps and its chain of attempts begins anew. */
const revived = ({ chainStart }: DeliveryRow): boolean => chainStart > 1;

function attemptsInOrder(evidence: Evidence): string[] {
  return evidence.deliveries.flatMap((row) => {
    const numbers = row.attempts.map(({ number }) => number);
    const ordered = numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
    const gapless = revived(row) || numbers.every((number, index) => number === index + 1);
    const good = row.attempts.filter(({ error, status = 0 }) => !error && status >= 200 && status < 300);
    const last =
      row.state === 'delivered' ? good.length === 1 && good[0] === row.attempts.at(-1) : good.length === 0;
    const next = row.state === 'discarded' || row.attempt > (numbers.at(-1) ?? 0);
    if (ordered && gapless && last && next) return [];
    const attempts = row.attempts.map(({ number, status, error }) => `${number}: ${status ?? error}`);
    return [
      `${row.event} to ${nameOf(evidence, row.subscription)}, ${row.state}: ${attempts.join(', ')}; next ${row.attempt}`,
    ];
  });
}

function notTooSoon(evidence: Evidence): string[] {
  const set = evidence.plan.steps.reduce(
    (sum, step) => sum + (step.do === 'advance' && step.ms < 0 ? -step.ms : 0),
    0,
  );
  return evidence.deliveries.flatMap((row) => {
    const { schedule } = evidence.known.find(({ id }) => id === row.subscription)?.plan ?? {};
    if (!schedule || revived(row)) return [];
    return row.attempts.flatMap(({ at }, index) => {
      const before = row.attempts[index - 1];
      if (!before) return [];
      const wait = at - before.at - before.durationMs;
      const least = (schedule[index - 1] ?? 0) * 900 - set - 1_000;
      return wait >= least
        ? []
        : [`${row.event} attempt ${index + 1} after ${wait} ms of ${schedule.join(', ')} s`];
    });
  });
}

/** Recorded answers are among those given, in their order; and who is `dead` was asked as often as its schedule says. */
function recordIsTrue(evidence: Evidence): string[] {
  return evidence.deliveries.flatMap((row) => {
    const known = evidence.known.find(({ id }) => id === row.subscription);
    if (!known) return [`a row for an unknown subscription ${row.subscription}`];
    const given = seenBy(evidence, known.name, row.event).map(({ reply }) => reply);
    const recorded = row.attempts.flatMap(({ status }) => (status === undefined ? [] : [status]));
    const wrong = isWithin(recorded, given)
      ? []
      : [`${row.event} to ${known.name}: ${recorded.join()} of ${given.join()}`];
    const { plan } = known;
    const tries = plan?.behaviour.kind === 'dead' ? (plan.schedule?.length ?? 0) + 1 : undefined;
    const enough = tries === undefined || revived(row) || row.attempts.length === tries;
    return enough
      ? wrong
      : [...wrong, `${row.event} to ${known.name}: ${row.attempts.length} attempts, not ${tries}`];
  });
}

function isWithin(some: unknown[], all: unknown[]): boolean {
  let at = 0;
  return some.every((one) => {
    at = all.indexOf(one, at) + 1;
    return at > 0;
  });
}

function noNeedlessRepeats(evidence: Evidence): string[] {
  if (mayRepeat(evidence.plan)) return [];
  const complete = evidence.deliveries.filter(({ attempts }) => attempts.length < ATTEMPTS_KEPT);
  return complete.flatMap((row) => {
    const name = nameOf(evidence, row.subscription);
    // A connection that was kept and breaks is tried again within the same attempt.
    const answered = seenBy(evidence, name, row.event).filter(({ reply }) => reply !== 'reset').length;
    const recorded = row.attempts.filter(({ status }) => status !== undefined).length;
    return answered === recorded
      ? []
      : [`${row.event} to ${name}: ${answered} requests, ${recorded} recorded`];
  });
}

function onlyWanted(evidence: Evidence): string[] {
  const allowed = new Set(pairs(evidence).map(({ event, known }) => `${event} ${known.name}`));
  const told = new Map(evidence.known.filter(isTold).map((known) => [known.name, known]));
  return evidence.seen.flatMap(({ endpoint, event }) => {
    const known = told.get(endpoint);
    const made = known && evidence.events.find(({ id }) => id === event);
    const fine = known
      ? made?.source === 'tocsin' && made.matched.includes(known.id)
      : allowed.has(`${event} ${endpoint}`);
    return fine ? [] : [`${endpoint} got ${event}`];
  });
}

function faithful(evidence: Evidence): string[] {
  const bodies = new Map(evidence.accepted.map(({ accepted }) => [accepted.event, accepted.bodies]));
  const first = new Map<string, string>();
  return evidence.seen.flatMap(({ endpoint, event, request, times }) => {
    const body = JSON.parse(request.body) as { id?: string; data?: unknown };
    const secret = evidence.known.find(({ name }) => name === endpoint)?.secret ?? '';
    const posted = bodies.get(event);
    const same = first.get(event) ?? request.body;
    first.set(event, same);
    return [
      ...(times.some((time) => isSigned(time, secret, request))
        ? []
        : [`${event} to ${endpoint} is not signed`]),
      ...(posted && !posted.has(JSON.stringify(body.data)) ? [`${event} to ${endpoint} has other data`] : []),
      ...(same === request.body ? [] : [`${event} to ${endpoint} has another body than before`]),
    ];
  });
}

function isSigned(time: number, secret: string, request: Seen['request']): boolean {
  try {
    verifiedAt(time, secret, request);
    return true;
  } catch {
    return false;
  }
}

function heldByState({ deliveries }: Evidence): string[] {
  return deliveries.flatMap((row) => misplaced(row));
}

function nothingWaits({ deliveries, outbox }: Evidence): string[] {
  const waiting = deliveries.filter(
    ({ dueAt, dueShard, leaseUntil, nextAt, expiresAt }) =>
      [dueAt, dueShard, leaseUntil, nextAt].some((one) => one !== undefined) || expiresAt === undefined,
  );
  return [
    ...waiting.map(
      ({ event, subscription, state }) =>
        `${event} to ${subscription} is ${state}, but still to be woken or kept`,
    ),
    ...(outbox > 0 ? [`${outbox} promised events`] : []),
  ];
}

/** What Tocsin has told of what it is about: a delivery, or a subscription. */
function tellings({ known, seen }: Evidence): { type: string; subject: string }[] {
  const told = new Set(known.filter(isTold).map(({ name }) => name));
  return seen
    .filter(({ endpoint }) => told.has(endpoint))
    .map(({ request }) => JSON.parse(request.body) as { type: string; subject: string });
}

function letters(evidence: Evidence): string[] {
  const dead = evidence.deliveries.filter(({ state }) => state === 'dead');
  const lettered = new Set(evidence.letters.map(({ id }) => id));
  const told = tellings(evidence).flatMap(({ type, subject }) => (type === 'delivery.dead' ? [subject] : []));
  const surplus = evidence.letters.filter(({ id }) => !dead.some((row) => row.id === id));
  return [
    ...dead.filter(({ id }) => !lettered.has(id)).map(({ id }) => `${id} has no letter`),
    ...surplus.map(({ id, kind }) => `a letter for ${kind} ${id}, which is not dead`),
    ...dead.filter(({ id }) => !told.includes(id)).map(({ id }) => `nobody was told of ${id}`),
  ];
}

function ownersTold(evidence: Evidence): string[] {
  const told = new Set(tellings(evidence).map(({ type, subject }) => `${type} ${subject}`));
  return evidence.known.flatMap(({ id, name, plan }) => {
    const is = (type: string): boolean => told.has(`endpoint.${type} ${id}`);
    const mine = evidence.deliveries.filter(({ subscription }) => subscription === id);
    const gone = mine.some(({ attempts }) => attempts.some(({ status }) => status === 410));
    // Who was told that it is disabled, or disabled it, or deleted it, waits for nothing else.
    const comesBack = !['gone', 'forsaken', 'switched', 'deleted'].includes(plan?.behaviour.kind ?? '');
    return [
      ...(gone && !is('disabled') ? [`nobody was told that ${name} was disabled`] : []),
      ...(comesBack && is('failing') && !is('recovered')
        ? [`nobody was told that ${name} is well again`]
        : []),
    ];
  });
}
