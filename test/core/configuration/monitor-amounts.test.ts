import { newMonitor } from '../../../core/configuration/monitor';
import { changedDefinition, definitionOf, madeMonitor } from '../../../core/configuration/monitor-change';
import { dollarView, inDollars } from '../../../core/configuration/monitor-amounts';
import { monitorProblems } from '../../../core/configuration/monitor-problems';
import { fieldErrors } from '../../../lambdas/admin/http/field-errors';

const DAY = { calendar: 'day', timeZone: 'UTC' };
const BUDGET = {
  ...{ name: 'a day', kind: 'sum', eventTypes: ['llm.request.*'], value: 'cost', window: DAY },
  ...{ limit: { usd: 5 }, thresholds: [{ atPercent: 80, severity: 'warning' }] },
};
const AVERAGE = {
  ...{ name: 'a request', kind: 'average', eventTypes: ['llm.request.*'], value: 'cost', window: DAY },
  thresholds: [{ atLeast: 200, severity: 'warning', recoverAt: 150 }],
};
const CHANGE = {
  ...{ name: 'unusual', kind: 'change', eventTypes: ['llm.request.*'], value: 'cost' },
  ...{ minValue: '$0.10', thresholds: [{ atLeast: 3, severity: 'warning' }] },
};
const TOKENS = { ...BUDGET, value: 'data.tokens', limit: 5 };
const at = (threshold: object) => ({
  ...BUDGET,
  ...{ limit: undefined, window: { slidingSeconds: 600 } },
  thresholds: [{ ...threshold, severity: 'warning' }],
});

function faults(body: object): string[] {
  const parsed = newMonitor.safeParse(JSON.parse(JSON.stringify(body)), { reportInput: true });
  const found = parsed.success
    ? monitorProblems(parsed.data, 30)
    : parsed.error.issues.flatMap((issue) => fieldErrors(issue));
  return found.map(({ pointer, detail }) => `${pointer} ${detail}`);
}
const made = (body: object) =>
  madeMonitor(newMonitor.parse(body), { id: 'mon_1', project: 'prj_1', shard: 0 }, 1_000);

it.each<[string, object, object]>([
  ['an object', BUDGET, { limit: 5_000_000 }],
  ['a text', { ...BUDGET, limit: '$1,000.50' }, { limit: 1_000_500_000 }],
  ['a number', { ...BUDGET, limit: 10_000 }, { limit: 10_000 }],
  ['less than a cent', { ...BUDGET, limit: { usd: 0.000005 } }, { limit: 5 }],
  [
    'atLeast and recoverAt',
    at({ atLeast: '$4', recoverAt: { usd: 3.5 } }),
    { thresholds: [{ atLeast: 4_000_000, recoverAt: 3_500_000 }] },
  ],
  ['below', at({ below: { usd: 0.01 } }), { thresholds: [{ below: 10_000 }] }],
  ['minValue', CHANGE, { minValue: 100_000, thresholds: [{ atLeast: 3 }] }],
  ['a forecast', { ...BUDGET, kind: 'forecast', limit: '$5' }, { limit: 5_000_000 }],
  ['the sum of what events say', { ...BUDGET, value: 'data.costMicroUsd' }, { limit: 5_000_000 }],
  ['an average, small as it is', AVERAGE, { thresholds: [{ atLeast: 200, recoverAt: 150 }] }],
  [
    'the cost of a token',
    { ...at({ atLeast: 3 }), value: 'cost / data.tokens' },
    { thresholds: [{ atLeast: 3 }] },
  ],
  ['no money', TOKENS, { limit: 5 }],
  ['nothing at all', at({ atLeast: 0 }), { thresholds: [{ atLeast: 0 }] }],
])('%s is taken', (_, body, stored) => {
  expect(faults(body)).toEqual([]);
  expect(made(body)).toMatchObject(stored);
});

const ADVICE =
  'is 5 micro-dollars ($0.000005); for $5 write {"usd": 5}; for $0.000005 write {"usd": 0.000005}';

it.each<[string, object, string[]]>([
  ['a limit of five', { ...BUDGET, limit: 5 }, [`/limit ${ADVICE}`]],
  [
    'a limit just below a cent',
    { ...BUDGET, limit: 9_999 },
    [expect.stringMatching(/^\/limit is 9999 micro-/)],
  ],
  ['a forecast', { ...BUDGET, kind: 'forecast', limit: 5 }, [`/limit ${ADVICE}`]],
  ['with a surcharge', { ...BUDGET, value: 'cost * 1.2', limit: 5 }, [`/limit ${ADVICE}`]],
  ['a threshold', at({ atLeast: 5 }), [`/thresholds/0/atLeast ${ADVICE}`]],
  ['a lower threshold', at({ below: 5 }), [`/thresholds/0/below ${ADVICE}`]],
  ['a recovery', at({ atLeast: '$6', recoverAt: 5 }), [`/thresholds/0/recoverAt ${ADVICE}`]],
  ['the least usual hour', { ...CHANGE, minValue: 5 }, [`/minValue ${ADVICE}`]],
])(
  '%s in bare micro-dollars that were meant as dollars is refused with what to write',
  (_, body, expected) => {
    expect(faults(body)).toEqual(expected);
  },
);

it.each<[string, object, RegExp]>([
  ['a sum of tokens', { ...TOKENS, limit: '$5' }, /^\/limit must be a number: dollars go with/],
  [
    'a count',
    { ...at({ atLeast: { usd: 5 } }), kind: 'count', value: undefined },
    /^\/thresholds\/0\/atLeast must be a number: dollars/,
  ],
  [
    'multiples of the usual cost',
    { ...CHANGE, thresholds: [{ atLeast: '$3', severity: 'info' }] },
    /^\/thresholds\/0\/atLeast must be a number/,
  ],
  ['usual tokens', { ...CHANGE, value: 'data.tokens' }, /^\/minValue must be a number/],
  [
    'a percentage',
    { ...BUDGET, thresholds: [{ atPercent: 80, recoverAt: '$4', severity: 'info' }] },
    /recoverAt .*percentage/,
  ],
  ['a ratio of costs', { ...BUDGET, value: 'cost / cost' }, /^\/limit must be a number/],
])('dollars are refused for %s', (_, body, expected) => {
  expect(faults(body)).toEqual([expect.stringMatching(expected)]);
});

it.each<[unknown, RegExp]>([
  [{ usd: 0 }, /^\/limit must be more than 0/],
  ['$0', /^\/limit must be more than 0/],
  [{ usd: -1 }, /^\/limit\/usd must not be negative/],
  [{ usd: 0.0000005 }, /^\/limit\/usd must have at most 6 decimals/],
  [{ usd: '5' }, /^\/limit must be a number, or dollars: /],
  [{ eur: 5 }, /^\/limit must be a number, or dollars: /],
  [{ usd: 5, cents: 1 }, /^\/limit\/cents is not a known field/],
  [[5], /^\/limit must be a number, or dollars: /],
  ['5', /^\/limit must be dollars such as "\$5"/],
  [`$${'1'.repeat(5_000)}`, /^\/limit must have at most 32/],
  ['$1,000,000,001', /^\/limit must be at most 1000000000/],
])('a limit of %j is refused by name', (limit, expected) => {
  expect(faults({ ...BUDGET, limit })[0]).toMatch(expected);
});

it('a cost that is turned into dollars is refused: its limit could not be told from micro-dollars', () => {
  expect(faults({ ...BUDGET, value: 'cost / 1000000', limit: 10_000 })).toEqual([
    expect.stringMatching(/^\/value must not be turned into dollars/),
  ]);
});

it('a change of something else leaves small money alone, that was given in dollars', () => {
  const before = made({ ...BUDGET, limit: { usd: 0.000005 } });
  const changed = changedDefinition(before, { name: 'other' });
  expect(monitorProblems(changed, 30)).toEqual([]);
  expect(changedDefinition(before, { limit: 5 }).limit).toBe(5);
});

it('a change from tokens to money, or back, does not take the one for the other', () => {
  const toMoney = changedDefinition(made(TOKENS), { value: 'cost' });
  expect(monitorProblems(toMoney, 30)).toMatchObject([{ pointer: '/limit', detail: ADVICE }]);
  const toTokens = changedDefinition(made(BUDGET), { value: 'data.tokens' });
  expect(monitorProblems(toTokens, 30)).toMatchObject([{ pointer: '/limit' }]);
});

it.each([BUDGET, AVERAGE, CHANGE, TOKENS, at({ atLeast: '$4', recoverAt: { usd: 3.5 } })])(
  'what is shown in dollars makes the same monitor',
  (body) => {
    const monitor = made(body);
    const shown = JSON.parse(JSON.stringify(inDollars(definitionOf(monitor)))) as object;
    expect(faults(shown)).toEqual([]);
    expect(made(shown)).toEqual(monitor);
  },
);

it('answers say in dollars what is money', () => {
  expect(
    dollarView(made({ ...BUDGET, thresholds: [{ atPercent: 80, severity: 'info', recoverAt: 50 }] })),
  ).toEqual({
    ...{ limitUsd: 5, thresholdsUsd: [{ at: 4, recoverAt: 2.5 }] },
  });
  expect(dollarView(made(CHANGE))).toEqual({ minValueUsd: 0.1 });
  expect(dollarView(made(TOKENS))).toEqual({});
});
