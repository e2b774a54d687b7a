import { meantType, neverHappens, TOCSIN_TYPES } from '../../../core/event/tocsin-types';

test.each([
  ...TOCSIN_TYPES,
  ...['alert.*', 'endpoint.*', 'cost.*', 'delivery.*', 'tocsin.*', 'agent.*', 'agent.review.*', '*'],
  // Agents may post these.
  ...[
    'agent.run.fail',
    'agent.pause',
    'agent.paused.*',
    'agent.model.changed',
    'alert',
    'alerts.fired',
    'cost',
  ],
])('%s may come', (pattern) => {
  expect(neverHappens(pattern)).toBeUndefined();
});

const ALERTS = 'never happens: of "alert.*" there is "alert.firing", "alert.acknowledged", "alert.resolved"';

test.each([
  ['alert.fired', `${ALERTS}; did you mean "alert.firing"?`],
  ['alert.resolve', `${ALERTS}; did you mean "alert.resolved"?`],
  ['alert.firing.*', `${ALERTS}; did you mean "alert.firing"?`],
  ['alert.critical.*', ALERTS],
  ['cost.exceeded', 'never happens: of "cost.*" there is "cost.unknown"'],
  ['tocsin.test.more', 'never happens: of "tocsin.*" there is "tocsin.test"'],
  [
    'endpoint.broken',
    'never happens: of "endpoint.*" there is "endpoint.failing", "endpoint.recovered", "endpoint.disabled"',
  ],
])('%s never happens', (pattern, why) => {
  expect(neverHappens(pattern)).toBe(why);
});

test.each([
  ['agent.run.fail', 'agent.run.failed'],
  ['agent.runs.*', 'agent.run.*'],
  ['agent.pause', 'agent.paused'],
  ['llm.request.complete', 'llm.request.completed'],
  ['alerts.*', 'alert.*'],
])('%s was meant to be %s', (pattern, meant) => {
  expect(meantType(pattern)).toBe(meant);
});

test.each(['agent.run.failed', 'agent.run.*', '*', 'order.created', 'order.*', 'agent.handover'])(
  '%s is meant as it stands',
  (pattern) => {
    expect(meantType(pattern)).toBeUndefined();
  },
);
