import { CALLS, makePlan } from './make-plan';
import { mayRepeat, type Plan, type Step, wants } from './plan';

const plans = Array.from({ length: 300 }, (_, seed) => makePlan(seed));

/** How many of these plans it is so of. */
const count = (holds: (plan: Plan) => boolean): number => plans.filter(holds).length;

const does =
  (what: Step['do']) =>
  ({ steps }: Plan): boolean =>
    steps.some((step) => step.do === what);

const endpointIs =
  (kind: string) =>
  ({ endpoints }: Plan): boolean =>
    endpoints.some(({ behaviour }) => behaviour.kind === kind);

const faultIs =
  (kind: string) =>
  ({ weather }: Plan): boolean =>
    [...weather.calls, ...weather.invocations].some(({ fault }) =>
      typeof fault === 'string' ? fault === kind : fault.kind === kind,
    );

test('a seed makes the same plan every time, and another seed another plan', () => {
  for (const plan of plans) expect(makePlan(plan.seed)).toEqual(plan);
  expect(new Set(plans.map((plan) => JSON.stringify({ ...plan, seed: 0 }))).size).toBe(plans.length);
});

test('a plan is data: as JSON it loses nothing', () => {
  for (const plan of plans) expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});

test.each([
  'healthy',
  'flaky',
  'down',
  'slow',
  'switched',
  'gone',
  'picky',
  'dead',
  'deleted',
  'late',
  'limited',
  'forsaken',
])('an endpoint that is %s comes up in many plans', (kind) =>
  expect(count(endpointIs(kind))).toBeGreaterThan(40),
);

test.each([
  ...(['post', 'idle', 'advance', 'sweep', 'disable', 'enable', 'recover'] as const),
  ...(['delete', 'subscribe', 'back', 'restart', 'blackout'] as const),
])('the step %s comes up in many plans', (what) => expect(count(does(what))).toBeGreaterThan(10));

test.each(['error', 'errorAfter', 'crashBefore', 'crashAfter', 'delay', 'throttled', 'resultLost'])(
  'the fault %s comes up in many plans',
  (kind) => expect(count(faultIs(kind))).toBeGreaterThan(60),
);

test('each call of each function is a moment of faults', () => {
  const planned = new Set(plans.flatMap(({ weather }) => weather.calls.map(({ call }) => call)));
  const all = Object.entries(CALLS).flatMap(([name, calls]) => calls.map((call) => `${name} ${call}`));
  expect([...planned].sort()).toEqual([...new Set(all)].sort());
});

test('some plans leave no excuse for a request that is repeated', () => {
  expect(count((plan) => !mayRepeat(plan))).toBeGreaterThan(60);
});

test('every event has somewhere to go', () => {
  const homeless = plans.flatMap(({ steps, endpoints }) =>
    steps.flatMap((step) =>
      step.do === 'post'
        ? step.requests.flat().filter((event) => !endpoints.some((one) => wants(one, step.project, event)))
        : [],
    ),
  );
  expect(homeless).toEqual([]);
});
