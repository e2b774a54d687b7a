import type { CallFault, InvocationFault } from '../../local/faults';
import { Dice } from './dice';
import type { Behaviour, EndpointPlan, EventPlan, FlakyAnswer, Plan, PlannedFault, Step } from './plan';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const TYPES = ['run.failed', 'run.completed', 'tokens.spent', 'answer.scored'];
const SOURCES = ['support-bot', 'billing-bot', 'night-bot'];
const KINDS = [
  ...(['flaky', 'flaky', 'down', 'down', 'slow', 'switched', 'gone', 'limited'] as const),
  ...(['picky', 'dead', 'deleted', 'late', 'healthy', 'forsaken'] as const),
];

/** The calls that functions make, by function: each may be the moment of a fault. */
export const CALLS: Record<string, readonly string[]> = {
  authorize: ['dynamodb GetItem'],
  ingest: ['dynamodb Query', 'dynamodb BatchGetItem', 'events PutEvents'],
  route: ['dynamodb GetItem', 'dynamodb Query', 'dynamodb PutItem', 'sqs SendMessageBatch'],
  deliver: [
    ...[
      'dynamodb PutItem',
      'dynamodb GetItem',
      'dynamodb Query',
      'dynamodb UpdateItem',
      'dynamodb UpdateItem',
    ],
    ...['dynamodb TransactWriteItems', 'dynamodb DeleteItem', 'sqs SendMessageBatch', 'kms Decrypt'],
  ],
  sweep: [
    ...['dynamodb Query', 'dynamodb UpdateItem', 'sqs SendMessageBatch', 'dynamodb GetItem'],
    ...['events PutEvents', 'dynamodb DeleteItem', 'dynamodb TransactWriteItems', 'dynamodb BatchGetItem'],
  ],
  bury: ['dynamodb GetItem', 'dynamodb TransactWriteItems'],
  admin: ['dynamodb PutItem', 'dynamodb GetItem', 'dynamodb UpdateItem', 'dynamodb TransactWriteItems'],
};

/** Whoever is called often can be hit late. */
const OFTEN: Record<string, number> = { ingest: 6, route: 15, deliver: 30, sweep: 30 };

const THROTTLES = ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'];

/** The schedule of a seed. The same seed gives the same plan, whatever happens elsewhere. */
export function makePlan(seed: number): Plan {
  const dice = new Dice(seed);
  // Without what may excuse a repeated request, every request has to be in the record.
  const gentle = dice.chance(0.3);
  const projects = dice.chance(0.2) ? 2 : 1;
  const endpoints = dice.times(projects, (project) => endpointsOf(dice, project)).flat();
  const posts = dice.times(dice.int(2, 4), (index) =>
    post(dice, dice.int(0, projects - 1), `${seed}-${index}`),
  );
  const steps = arrange(dice, withRepeats(dice, posts), endpoints, gentle);
  const first = posts[0];
  const again =
    dice.chance(0.15) && first ? [{ project: first.project, events: first.requests[0] ?? [] }] : [];
  return { seed, projects, endpoints, steps, weather: weather(dice, gentle), afterRetention: again };
}

function endpointsOf(dice: Dice, project: number): EndpointPlan[] {
  const kinds = ['healthy', ...dice.times(dice.int(2, 4), () => dice.pick(KINDS))] as const;
  return kinds.map((kind, index) => {
    const behaviour = behaviourOf(dice, kind);
    const name = `${project}-${index}-${kind}`;
    return { name, project, ...interests(dice, index), behaviour, ...patience(dice, behaviour) };
  });
}

/** The first endpoint gets everything, so that every event has somewhere to go. */
function interests(dice: Dice, index: number): Pick<EndpointPlan, 'eventTypes' | 'sources' | 'below'> {
  if (index === 0) return { eventTypes: ['run.*', 'tokens.spent', 'answer.scored'] };
  return {
    eventTypes: dice.pick([['run.*'], ['run.failed', 'answer.*'], ['tokens.spent', 'run.completed'], TYPES]),
    ...(dice.chance(0.25) ? { sources: dice.pick([SOURCES.slice(0, 1), SOURCES.slice(1)]) } : {}),
    ...(dice.chance(0.25) ? { below: 500 } : {}),
  };
}

function behaviourOf(dice: Dice, kind: Behaviour['kind']): Behaviour {
  if (kind === 'slow') return { kind, ms: dice.int(20, 250) };
  if (kind === 'limited') return { kind, perSecond: dice.pick([0.05, 0.5, 5]) };
  if (kind !== 'flaky') return { kind };
  const answers = dice.times(dice.int(1, 4), (): FlakyAnswer => {
    if (dice.chance(0.2)) return 'reset';
    const status = dice.pick([500, 502, 503, 429, 408, 404, 302]);
    return { status, ...(dice.chance(0.3) ? { retryAfterSeconds: dice.int(1, 400) } : {}) };
  });
  return { kind, failures: dice.int(1, 4), answers };
}

/** Endpoints that come back need a schedule, or a breaker, that lasts until then. */
function patience(dice: Dice, { kind }: Behaviour): Pick<EndpointPlan, 'schedule' | 'breaker'> {
  const never = { failures: 1_000, seconds: 86_400 };
  const soon = { failures: dice.int(1, 4), seconds: dice.pick([0, 0, 30]) };
  if (kind === 'dead') return { schedule: dice.pick([[1], [5, 60], [2, 150, 400]]), breaker: never };
  if (kind === 'forsaken') return { breaker: { failures: 1, seconds: 0 } };
  if (kind === 'down') return dice.chance(0.6) ? { breaker: soon } : {};
  if (kind !== 'flaky') return {};
  const schedule = dice.pick([[1, 5, 30, 130, 600], [3, 3, 3, 3, 3], undefined]);
  const breaker = dice.pick([never, soon, undefined]);
  return { ...(schedule && { schedule }), ...(breaker && { breaker }) };
}

type Post = Step & { do: 'post' };

function post(dice: Dice, project: number, name: string): Post {
  const requests = dice.chance(0.3) ? dice.int(2, 4) : 1;
  const most = dice.chance(0.1) ? 12 : 3;
  return {
    do: 'post',
    project,
    requests: dice.times(requests, (request) =>
      dice.times(dice.int(1, most), (index) => event(dice, `${name}-${request}-${index}`)),
    ),
  };
}

function event(dice: Dice, id: string): EventPlan {
  const size = dice.int(1, 40);
  const bytes =
    size === 1 ? dice.int(70_000, 150_000) : size < 8 ? dice.int(1_000, 20_000) : dice.int(0, 100);
  return { id, type: dice.pick(TYPES), source: dice.pick(SOURCES), n: dice.int(0, 999), bytes };
}

/** Clients post some requests again, at once or later: the same, or the same ids with another body. */
function withRepeats(dice: Dice, posts: Post[]): Post[] {
  const all = [...posts];
  for (const one of posts.filter(() => dice.chance(0.3))) {
    const again = (event: EventPlan): EventPlan => (dice.chance(0.3) ? { ...event, other: true } : event);
    const requests = one.requests.map((events) => [...events, ...events.slice(0, 1)].map(again));
    all.splice(dice.int(all.indexOf(one) + 1, all.length), 0, { ...one, requests });
  }
  return all;
}

/** Posts, with time passing and things happening between them. */
function arrange(dice: Dice, posts: Post[], endpoints: EndpointPlan[], gentle: boolean): Step[] {
  const steps: Step[] = posts.flatMap((one) => [one, ...between(dice, gentle)]);
  for (const step of changes(dice, endpoints)) insert(dice, steps, step);
  if (!gentle && dice.chance(0.12)) insert(dice, steps, { do: 'restart' });
  if (dice.chance(0.08)) insert(dice, steps, { do: 'blackout', name: dice.pick(['route', 'deliver']) });
  return steps;
}

/** Anywhere but between `idle` and the move of the clock that it was waited for. */
function insert(dice: Dice, steps: Step[], step: Step): void {
  const at = dice.int(1, steps.length);
  const waitedFor = steps[at - 1]?.do === 'idle';
  steps.splice(waitedFor ? at - 1 : at, 0, step);
}

function between(dice: Dice, gentle: boolean): Step[] {
  const steps: Step[] = [];
  if (gentle || dice.chance(0.4)) steps.push({ do: 'idle' });
  if (dice.chance(0.6)) {
    const ms = dice.pick([3 * SECOND, 20 * SECOND, 2 * MINUTE, 5 * MINUTE, 11 * MINUTE, 3 * HOUR]);
    steps.push({ do: 'advance', ms: dice.chance(0.12) ? -dice.int(1, 20) * SECOND : ms });
  }
  if (dice.chance(0.25)) steps.push({ do: 'sweep', times: dice.int(1, 3) });
  return steps;
}

function changes(dice: Dice, endpoints: EndpointPlan[]): Step[] {
  return endpoints.flatMap(({ name: endpoint, behaviour: { kind } }): Step[] => {
    if (kind === 'deleted') return [{ do: 'delete', endpoint }];
    if (kind === 'late') return [{ do: 'subscribe', endpoint }];
    if (kind === 'down') return dice.chance(0.5) ? [{ do: 'back', endpoint }] : [];
    if (kind !== 'switched') return [];
    const more: Step[] = dice.chance(0.5) ? [{ do: 'enable', endpoint }] : [];
    return [
      { do: 'disable', endpoint },
      ...more,
      ...(dice.chance(0.3) ? [{ do: 'recover' as const, endpoint }] : []),
    ];
  });
}

function weather(dice: Dice, gentle: boolean): Plan['weather'] {
  const disturbed = Object.keys(CALLS).filter((name) => !(gentle && name === 'deliver'));
  return {
    settings: {
      readLagMs: dice.pick([0, 20, 20, 300]),
      duplicateProbability: dice.pick([0, 0.01, 0.3, 0.7]),
      reorder: dice.chance(0.9),
      entryFailureProbability: dice.pick([0, 0, 0.1, 0.4]),
      transactionMs: gentle ? 0 : dice.pick([0, 0, 5, 40]),
    },
    calls: dice.times(dice.int(0, 9), () => plannedFault(dice, disturbed)),
    throttledShare: gentle ? 0 : dice.pick([0, 0, 0, 0.02]),
    invocations: dice.times(dice.int(0, 3), () => ({
      name: dice.pick(Object.keys(CALLS)),
      nth: dice.int(1, 8),
      fault: dice.pick<InvocationFault>(['throttled', 'resultLost']),
    })),
  };
}

function plannedFault(dice: Dice, names: string[]): PlannedFault {
  const name = dice.pick(names);
  const call = dice.pick(CALLS[name] ?? []);
  return { call: `${name} ${call}`, nth: dice.int(1, OFTEN[name] ?? 3), fault: fault(dice, call) };
}

function fault(dice: Dice, call: string): CallFault {
  const kind = dice.pick([
    'crashBefore',
    'crashAfter',
    'crashAfter',
    'error',
    'error',
    'errorAfter',
    'delay',
  ]);
  if (kind === 'delay') return { kind, ms: dice.int(50, 600) };
  if (kind === 'errorAfter') return { kind, code: 'InternalServerError', status: 500 };
  if (kind !== 'error') return { kind } as CallFault;
  if (/PutItem|UpdateItem|DeleteItem/.test(call) && dice.chance(0.5))
    return { kind, code: 'TransactionConflictException', status: 400 };
  return dice.chance(0.5)
    ? { kind, code: 'InternalServerError', status: 500 }
    : { kind, code: dice.pick(THROTTLES), status: 400 };
}
