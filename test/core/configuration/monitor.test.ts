import { newMonitor } from '../../../core/configuration/monitor';
import { monitorProblems } from '../../../core/configuration/monitor-problems';
import { fieldErrors } from '../../../lambdas/admin/http/field-errors';
import { madeMonitor } from '../../../core/configuration/monitor-change';

const COUNT = {
  name: 'five failures',
  kind: 'count',
  eventTypes: ['agent.run.failed'],
  groupBy: ['source'],
  window: { slidingSeconds: 600 },
  thresholds: [{ atLeast: 5, severity: 'critical' }],
};
const DAY = { calendar: 'day', timeZone: 'Europe/Paris' };
const TOKENS = {
  ...COUNT,
  kind: 'sum',
  eventTypes: ['llm.request.completed'],
  value: 'data.inputTokens + data.outputTokens',
  window: DAY,
  limit: 1_000_000,
  thresholds: [{ atPercent: 100, severity: 'critical' }],
};
const SCORE = {
  ...COUNT,
  kind: 'average',
  value: 'data.score',
  thresholds: [{ below: 3, severity: 'warning' }],
};
const RATE = {
  ...COUNT,
  kind: 'rate',
  badFilter: { type: ['agent.run.failed'] },
  thresholds: [{ atLeast: 0.5, severity: 'error' }],
};
const { window: _window, ...UNWINDOWED } = COUNT;
const STREAK = { ...UNWINDOWED, kind: 'streak', badFilter: { type: ['agent.run.failed'] } };
const REPETITION = { ...COUNT, kind: 'repetition', key: ['data.tool'] };
const ABSENCE = {
  ...UNWINDOWED,
  kind: 'absence',
  eventTypes: [],
  startTypes: ['agent.run.started'],
  endTypes: ['agent.run.completed', 'agent.run.failed'],
  deadlineSeconds: 900,
  thresholds: [{ atLeast: 1, severity: 'error' }],
};
const FORECAST = { ...TOKENS, kind: 'forecast' };
const CHANGE = { ...UNWINDOWED, kind: 'change', eventTypes: ['llm.request.*'], value: 'cost' };

const HEART = { ...UNWINDOWED, kind: 'absence', eventTypes: ['agent.heartbeat'], deadlineSeconds: 60 };
const SLIDING_SUM = { ...COUNT, kind: 'sum', value: 'data.n' };
const PAUSE = { kind: 'pauseAgent' };
const SWITCH = { kind: 'switchModel', from: 'gpt-5', to: 'gpt-5-mini' };

/** All faults, as the API names them. */
function faults(body: unknown): { pointer: string; detail: string }[] {
  const parsed = newMonitor.safeParse(body, { reportInput: true });
  return parsed.success
    ? monitorProblems(parsed.data, 30)
    : parsed.error.issues.flatMap((issue) => fieldErrors(issue));
}

const thresholds = (...given: object[]) => ({ thresholds: given });

describe('3. what a monitor may be', () => {
  it.each([
    ['count', COUNT],
    ['sum', TOKENS],
    ['average', { ...SCORE, minSamples: 5 }],
    ['rate', { ...RATE, minSamples: 20 }],
    ['streak', STREAK],
    ['repetition', REPETITION],
    ['absence of ends', ABSENCE],
    [
      'absence of heartbeats',
      { ...UNWINDOWED, kind: 'absence', eventTypes: ['agent.heartbeat'], deadlineSeconds: 60 },
    ],
    ['absence of those who never began', { ...HEART, expected: ['nightly', { source: 'weekly' }] }],
    ['absence of anybody', { ...HEART, groupBy: [], expected: [{}] }],
    ['forecast', FORECAST],
    ['change', { ...CHANGE, minValue: 100_000 }],
    ['a prefix that covers what Tocsin says of runs', { ...COUNT, eventTypes: ['agent.run.*'] }],
    ['what Tocsin says of endpoints', { ...COUNT, eventTypes: ['endpoint.failing'] }],
    [
      'thresholds in any order',
      {
        ...TOKENS,
        ...thresholds(
          { atPercent: 50, severity: 'info' },
          { atPercent: 100, severity: 'critical' },
          { atPercent: 80, severity: 'warning', recoverAt: 70 },
        ),
      },
    ],
    [
      'two thresholds of one severity',
      {
        ...COUNT,
        ...thresholds({ atLeast: 5, severity: 'error' }, { atLeast: 9, severity: 'error' }),
      },
    ],
    ['a pause of the source', { ...COUNT, actions: [PAUSE] }],
    [
      'a switch for all',
      { ...TOKENS, groupBy: [], actions: [{ ...SWITCH, agents: 'all', until: 'windowEnd' }] },
    ],
    [
      'a review for some',
      { ...COUNT, groupBy: [], actions: [{ kind: 'requestReview', agents: ['a'], hold: false }] },
    ],
    ['a window as long as events are kept', { ...COUNT, window: { slidingSeconds: 30 * 86_400 } }],
  ])('%s', (_, body) => {
    expect(faults(body)).toEqual([]);
  });

  it('fills in what was not given, and puts the gravest threshold first', () => {
    const given = newMonitor.parse({
      ...TOKENS,
      ...thresholds({ atPercent: 50, severity: 'info' }, { atPercent: 100, severity: 'critical' }),
    });
    const made = madeMonitor(given, { id: 'mon_1', project: 'prj_1', shard: 0 }, 1_000);
    expect(made).toEqual({
      ...TOKENS,
      ...{
        id: 'mon_1',
        project: 'prj_1',
        shard: 0,
        generation: 1,
        revision: 1,
        createdAt: 1_000,
        updatedAt: 1_000,
      },
      thresholds: [
        { atPercent: 100, severity: 'critical' },
        { atPercent: 50, severity: 'info' },
      ],
      ...{ holdSeconds: 0, resolveAfterSeconds: 300, onNoData: 'keep', latenessSeconds: 3_600 },
      ...{ cooldownSeconds: 900, minSamples: 1, labels: {}, actions: [], enabled: true },
    });
  });
});

const REFUSED: [string, unknown, string, RegExp][] = [
  ['no name', { ...COUNT, name: undefined }, '/name', /is required/],
  ['a name of two lines', { ...COUNT, name: 'a\nb' }, '/name', /control characters/],
  ['an unknown kind', { ...COUNT, kind: 'median' }, '/kind', /"count" or "sum"/],
  ['an unknown field', { ...COUNT, treshold: 1 }, '/treshold', /not a known field/],
  [
    'an unknown field of a threshold',
    { ...COUNT, ...thresholds({ atLeast: 1, severity: 'info', for: 1 }) },
    '/thresholds/0/for',
    /not a known field/,
  ],

  ['no event types', { ...COUNT, eventTypes: undefined }, '/eventTypes', /at least one type/],
  ['all types', { ...COUNT, eventTypes: ['*'] }, '/eventTypes/0', /does not watch all/],
  ['alerts', { ...COUNT, eventTypes: ['agent.retry', 'alert.firing'] }, '/eventTypes/1', /circles/],
  ['all alerts', { ...COUNT, eventTypes: ['alert.*'] }, '/eventTypes/0', /circles/],
  ['what Tocsin says of agents', { ...COUNT, eventTypes: ['agent.paused'] }, '/eventTypes/0', /circles/],
  ['tests', { ...COUNT, eventTypes: ['tocsin.test'] }, '/eventTypes/0', /never come/],
  ['no type', { ...COUNT, eventTypes: ['agent run'] }, '/eventTypes/0', /event type/],
  ['a type twice', { ...COUNT, eventTypes: ['a', 'a'] }, '/eventTypes', /twice/],
  [
    '41 types',
    { ...COUNT, eventTypes: Array.from({ length: 41 }, (_, n) => `t${n}`) },
    '/eventTypes',
    /at most 40/,
  ],

  [
    'an unknown attribute to group by',
    { ...COUNT, groupBy: ['model'] },
    '/groupBy/0',
    /did you mean "data\.model"/,
  ],
  [
    'an attribute that groups nothing',
    { ...COUNT, groupBy: ['source', 'id'] },
    '/groupBy/1',
    /"source", "subject", "type" or/,
  ],
  ['all data to group by', { ...COUNT, groupBy: ['data'] }, '/groupBy/0', /path into the data/],
  ['a path with brackets', { ...COUNT, groupBy: ['data.a[0]'] }, '/groupBy/0', /path into the data/],
  [
    'six paths',
    { ...COUNT, groupBy: ['a', 'b', 'c', 'd', 'e', 'f'].map((n) => `data.${n}`) },
    '/groupBy',
    /at most 5/,
  ],
  ['a path twice', { ...COUNT, groupBy: ['source', 'source'] }, '/groupBy', /twice/],
  ['an unknown attribute as key', { ...REPETITION, key: ['tool'] }, '/key/0', /did you mean "data\.tool"/],
  ['no key', { ...REPETITION, key: [] }, '/key', /at least 1/],

  ['no window', { ...COUNT, window: undefined }, '/window', /required by the kind "count"/],
  ['an empty window', { ...COUNT, window: {} }, '/window', /either/],
  ['both windows', { ...COUNT, window: { slidingSeconds: 1, ...DAY } }, '/window', /either/],
  [
    'a window of nothing',
    { ...COUNT, window: { slidingSeconds: 0 } },
    '/window/slidingSeconds',
    /at least 1/,
  ],
  [
    'a window longer than retention',
    { ...COUNT, window: { slidingSeconds: 30 * 86_400 + 1 } },
    '/window/slidingSeconds',
    /kept for 30 days/,
  ],
  ['no time zone', { ...COUNT, window: { calendar: 'day' } }, '/window/timeZone', /is required/],
  [
    'an unknown time zone',
    { ...COUNT, window: { calendar: 'day', timeZone: 'Europe/Pari' } },
    '/window/timeZone',
    /IANA/,
  ],
  [
    'an offset for a time zone',
    { ...COUNT, window: { calendar: 'day', timeZone: '+02:00' } },
    '/window/timeZone',
    /IANA/,
  ],
  [
    'a time zone of a sliding window',
    { ...COUNT, window: { slidingSeconds: 1, timeZone: 'UTC' } },
    '/window/timeZone',
    /calendar windows only/,
  ],
  [
    'an unknown calendar',
    { ...COUNT, window: { ...DAY, calendar: 'year' } },
    '/window/calendar',
    /"hour" or/,
  ],
  ['a window of a streak', { ...STREAK, window: COUNT.window }, '/window', /not used by the kind "streak"/],
  [
    'a forecast of a sliding window',
    { ...FORECAST, window: COUNT.window },
    '/window/slidingSeconds',
    /calendar window/,
  ],

  ['no value', { ...TOKENS, value: undefined }, '/value', /required by the kind "sum"/],
  ['a value of a count', { ...COUNT, value: 'data.a' }, '/value', /not used by the kind "count"/],
  ['a call', { ...TOKENS, value: 'process.exit(1)' }, '/value', /arithmetic/],
  ['a constructor', { ...TOKENS, value: 'constructor.constructor' }, '/value', /under "data"/],
  ['brackets', { ...TOKENS, value: 'data["a"]' }, '/value', /without brackets/],
  ['a condition', { ...TOKENS, value: 'data.a ? 1 : 2' }, '/value', /arithmetic/],
  [
    'an unknown attribute in the value',
    { ...TOKENS, value: 'inputTokens' },
    '/value',
    /did you mean "data\.inputTokens"/,
  ],
  ['half an expression', { ...TOKENS, value: 'data.a +' }, '/value', /cannot be read/],
  [
    'the cost of what costs nothing',
    { ...TOKENS, eventTypes: ['agent.run.failed'], value: 'cost' },
    '/value',
    /llm\.request/,
  ],

  ['no bad filter', { ...RATE, badFilter: undefined }, '/badFilter', /required by the kind "rate"/],
  ['a bad filter of a count', { ...COUNT, badFilter: { type: ['a'] } }, '/badFilter', /not used/],
  [
    'a bad filter that is no pattern',
    { ...RATE, badFilter: { data: { a: [{ near: 1 }] } } },
    '/badFilter/data/a/0/near',
    /.+/,
  ],
  ['a filter that is no pattern', { ...COUNT, filter: { type: 'x' } }, '/filter/type', /.+/],
  [
    'an unknown attribute in the filter',
    { ...COUNT, filter: { source: ['a'], model: ['gpt-5'] } },
    '/filter/model',
    /did you mean "data": {"model"/,
  ],
  [
    'an unknown attribute in half a filter',
    { ...RATE, badFilter: { $or: [{ type: ['a'] }, { status: ['b'] }] } },
    '/badFilter/$or/1/status',
    /must be one of id, type/,
  ],
  ['no key of a repetition', { ...REPETITION, key: undefined }, '/key', /required/],
  ['a key of a count', { ...COUNT, key: ['subject'] }, '/key', /not used/],
  ['no deadline', { ...ABSENCE, deadlineSeconds: undefined }, '/deadlineSeconds', /required/],
  ['a deadline of a count', { ...COUNT, deadlineSeconds: 60 }, '/deadlineSeconds', /not used/],
  ['starts of a count', { ...COUNT, startTypes: ['a'] }, '/startTypes', /not used/],
  ['no ends', { ...ABSENCE, endTypes: undefined }, '/endTypes', /required with "startTypes"/],
  ['no starts', { ...ABSENCE, startTypes: undefined }, '/startTypes', /required with "endTypes"/],
  ['starts and heartbeats', { ...ABSENCE, eventTypes: ['agent.heartbeat'] }, '/eventTypes', /must be empty/],
  [
    'a start that is an end',
    { ...ABSENCE, endTypes: ['agent.run.started'] },
    '/startTypes/0',
    /"endTypes" as well/,
  ],
  [
    'an absence of nothing',
    { ...ABSENCE, startTypes: undefined, endTypes: undefined },
    '/eventTypes',
    /at least one type/,
  ],
  ['samples of a count', { ...COUNT, minSamples: 5 }, '/minSamples', /not used/],
  ['a floor of a count', { ...COUNT, minValue: 5 }, '/minValue', /not used/],
  ['no limit of a forecast', { ...FORECAST, limit: undefined }, '/limit', /required by the kind "forecast"/],
  ['a limit of nothing', { ...TOKENS, limit: 0 }, '/limit', /./],

  ['no thresholds', { ...COUNT, thresholds: [] }, '/thresholds', /at least 1/],
  [
    '11 thresholds',
    { ...COUNT, thresholds: Array.from({ length: 11 }, (_, n) => ({ atLeast: n + 1, severity: 'info' })) },
    '/thresholds',
    /at most 10/,
  ],
  [
    'an unknown severity',
    { ...COUNT, ...thresholds({ atLeast: 1, severity: 'fatal' }) },
    '/thresholds/0/severity',
    /"critical" or/,
  ],
  [
    'a threshold without a number',
    { ...COUNT, ...thresholds({ severity: 'info' }) },
    '/thresholds/0',
    /exactly one/,
  ],
  [
    'a threshold with two',
    { ...COUNT, ...thresholds({ atLeast: 1, below: 2, severity: 'info' }) },
    '/thresholds/0',
    /exactly one/,
  ],
  [
    'a percentage of nothing',
    { ...COUNT, ...thresholds({ atPercent: 50, severity: 'info' }) },
    '/thresholds/0/atPercent',
    /needs a "limit"/,
  ],
  [
    'two directions',
    { ...SCORE, ...thresholds({ below: 3, severity: 'info' }, { atLeast: 5, severity: 'error' }) },
    '/thresholds/1/atLeast',
    /one direction/,
  ],
  [
    'a graver one that is crossed first',
    { ...COUNT, ...thresholds({ atLeast: 5, severity: 'critical' }, { atLeast: 9, severity: 'warning' }) },
    '/thresholds/0/atLeast',
    /more than the 9 of "warning"/,
  ],
  [
    'a graver one below that is crossed first',
    { ...SCORE, ...thresholds({ below: 2, severity: 'info' }, { below: 3, severity: 'error' }) },
    '/thresholds/1/below',
    /less than the 2 of "info"/,
  ],
  [
    'a graver one that is crossed at once',
    { ...COUNT, ...thresholds({ atLeast: 5, severity: 'critical' }, { atLeast: 5, severity: 'warning' }) },
    '/thresholds/0/atLeast',
    /more than/,
  ],
  [
    'percentages out of order',
    { ...TOKENS, ...thresholds({ atPercent: 90, severity: 'info' }, { atPercent: 80, severity: 'error' }) },
    '/thresholds/1/atPercent',
    /more than the 90/,
  ],
  [
    'a percentage beside a number out of order',
    {
      ...TOKENS,
      ...thresholds({ atLeast: 900_000, severity: 'info' }, { atPercent: 80, severity: 'error' }),
    },
    '/thresholds/1/atPercent',
    /more than the 900000/,
  ],
  [
    'a threshold twice',
    { ...COUNT, ...thresholds({ atLeast: 5, severity: 'info' }, { atLeast: 5, severity: 'info' }) },
    '/thresholds/1/atLeast',
    /same as another/,
  ],
  [
    'none at all as a threshold',
    { ...COUNT, ...thresholds({ atLeast: 0, severity: 'info' }) },
    '/thresholds/0/atLeast',
    /more than 0/,
  ],
  [
    'more than all',
    { ...RATE, ...thresholds({ atLeast: 50, severity: 'info' }) },
    '/thresholds/0/atLeast',
    /at most 1/,
  ],
  [
    'a streak that is not remembered',
    { ...STREAK, ...thresholds({ atLeast: 101, severity: 'info' }) },
    '/thresholds/0/atLeast',
    /at most 100/,
  ],
  [
    'a short streak',
    { ...STREAK, ...thresholds({ below: 5, severity: 'info' }) },
    '/thresholds/0/below',
    /does not go with the kind "streak"/,
  ],
  [
    'fewer than, each morning',
    { ...COUNT, window: DAY, ...thresholds({ below: 5, severity: 'info' }) },
    '/thresholds/0/below',
    /beginning of every calendar window/,
  ],
  [
    'a number beyond all',
    { ...COUNT, ...thresholds({ atLeast: 1e300, severity: 'info' }) },
    '/thresholds/0/atLeast',
    /2\^53/,
  ],
  [
    'recovery on the wrong side',
    { ...COUNT, ...thresholds({ atLeast: 5, severity: 'info', recoverAt: 6 }) },
    '/thresholds/0/recoverAt',
    /not be above the threshold's 5/,
  ],
  [
    'recovery on the wrong side below',
    { ...SCORE, ...thresholds({ below: 3, severity: 'info', recoverAt: 2 }) },
    '/thresholds/0/recoverAt',
    /not be below the threshold's 3/,
  ],
  [
    'recovery of a percentage',
    { ...TOKENS, ...thresholds({ atPercent: 80, severity: 'info', recoverAt: 81 }) },
    '/thresholds/0/recoverAt',
    /above the threshold's 80/,
  ],
  [
    'recovery that never is',
    { ...COUNT, ...thresholds({ atLeast: 5, severity: 'info', recoverAt: 0 }) },
    '/thresholds/0/recoverAt',
    /never recovers/,
  ],
  [
    'recovery of a streak',
    { ...STREAK, ...thresholds({ atLeast: 5, severity: 'info', recoverAt: 2 }) },
    '/thresholds/0/recoverAt',
    /next success/,
  ],

  [
    'a pause of nobody',
    { ...COUNT, groupBy: [], actions: [PAUSE] },
    '/actions/0/agents',
    /is required: "pauseAgent".*"source"/,
  ],
  [
    'a switch of nobody',
    { ...COUNT, groupBy: ['data.model'], actions: [SWITCH] },
    '/actions/0/agents',
    /is required: "switchModel"/,
  ],
  [
    'agents beside a source',
    { ...COUNT, actions: [{ ...PAUSE, agents: 'all' }] },
    '/actions/0/agents',
    /must not be given/,
  ],
  [
    'an agent twice',
    { ...COUNT, groupBy: [], actions: [{ ...PAUSE, agents: ['a', 'a'] }] },
    '/actions/0/agents',
    /twice/,
  ],
  ...['*', '.', '..', 'tocsin', '', 'a\u0000', '\ud800', 'x'.repeat(257)].map(
    (name): (typeof REFUSED)[number] => [
      `the agent ${JSON.stringify(name.slice(0, 9))}`,
      { ...COUNT, groupBy: [], actions: [{ ...PAUSE, agents: ['a', name] }] },
      '/actions/0/agents/1',
      /^must/,
    ],
  ),
  [
    'no agents',
    { ...COUNT, groupBy: [], actions: [{ ...PAUSE, agents: [] }] },
    '/actions/0/agents',
    /at least 1/,
  ],
  [
    'the end of no window',
    { ...COUNT, actions: [{ ...PAUSE, until: 'windowEnd' }] },
    '/actions/0/until',
    /only calendar windows/,
  ],
  ...(
    [
      ['a streak', STREAK],
      ['a rate', RATE],
      ['an average', SCORE],
      ['an overdue run', ABSENCE],
      ['too few events', { ...COUNT, ...thresholds({ below: 5, severity: 'critical' }) }],
      [
        'a sum that is crossed by nothing',
        { ...SLIDING_SUM, ...thresholds({ atLeast: 0, severity: 'info' }) },
      ],
    ] as const
  ).map(([what, body]): (typeof REFUSED)[number] => [
    `a pause until the end of ${what}, which the pause puts off`,
    { ...body, actions: [{ ...PAUSE, until: 'resolved' }] },
    '/actions/0/until',
    /must not be "resolved": a paused agent sends no events/,
  ]),
  [
    'a review until the end of a streak, which the pause puts off',
    { ...STREAK, actions: [{ kind: 'requestReview', until: 'resolved' }] },
    '/actions/0/until',
    /Use "human" or a number of seconds$/,
  ],
  [
    'an unknown end',
    { ...COUNT, actions: [{ ...PAUSE, until: 'tomorrow' }] },
    '/actions/0/until',
    /"human", "resolved"/,
  ],
  [
    'a severity that is never reached',
    {
      ...TOKENS,
      ...thresholds({ atPercent: 50, severity: 'info' }),
      actions: [{ ...PAUSE, atSeverity: 'error' }],
    },
    '/actions/0/atSeverity',
    /none is "error"/,
  ],
  [
    'a switch to itself',
    { ...COUNT, actions: [{ ...SWITCH, to: 'gpt-5' }] },
    '/actions/0/to',
    /another model/,
  ],
  [
    'a switch to nothing',
    { ...COUNT, actions: [{ ...SWITCH, to: undefined }] },
    '/actions/0/to',
    /is required/,
  ],
  [
    'an unknown action',
    { ...COUNT, actions: [{ kind: 'deleteAgent' }] },
    '/actions/0/kind',
    /"pauseAgent", "switchModel" or/,
  ],
  [
    'models of a pause',
    { ...COUNT, actions: [{ ...SWITCH, kind: 'pauseAgent' }] },
    '/actions/0/from',
    /not a known field/,
  ],
  [
    'expectations of a kind that waits for nothing',
    { ...COUNT, expected: ['bot'] },
    '/expected',
    /not used by the kind "count"/,
  ],
  [
    'expectations of runs',
    { ...ABSENCE, expected: ['bot'] },
    '/expected',
    /from its start on\. Watch signs of life by "eventTypes"/,
  ],
  ['a name without a group', { ...HEART, groupBy: [], expected: ['bot'] }, '/expected/0', /object.*: \{\}$/],
  [
    'another path than the group has',
    { ...HEART, expected: [{ subject: 'run_1' }] },
    '/expected/0',
    /must have the paths of "groupBy", and no others: \{"source":"\.\.\."\}/,
  ],
  ['somebody twice', { ...HEART, expected: ['bot', { source: 'bot' }] }, '/expected/1', /twice/],
  [
    '101 expectations',
    { ...HEART, expected: Array.from({ length: 101 }, (_, n) => `bot_${n}`) },
    '/expected',
    /at most 100/,
  ],
  ['six actions', { ...COUNT, actions: Array.from({ length: 6 }, () => PAUSE) }, '/actions', /at most 5/],

  ['a label with a dash', { ...COUNT, labels: { 'a-b': 'c' } }, '/labels/a-b', /letters, digits and "_"/],
  ['an empty label', { ...COUNT, labels: { a: '' } }, '/labels/a', /at least 1/],
  [
    '21 labels',
    { ...COUNT, labels: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`l${n}`, 'x'])) },
    '/labels',
    /at most 20/,
  ],
  ['a hold without end', { ...COUNT, holdSeconds: 30 * 86_400 + 1 }, '/holdSeconds', /at most/],
  ['half a second', { ...COUNT, resolveAfterSeconds: 0.5 }, '/resolveAfterSeconds', /int/],
  ['a lateness that is a text', { ...COUNT, latenessSeconds: '60' }, '/latenessSeconds', /number/],
  ['an unknown way without data', { ...COUNT, onNoData: 'page' }, '/onNoData', /"keep" or/],
];

describe('3. what a monitor may not be', () => {
  it.each(REFUSED)('%s', (_, body, pointer, rule) => {
    expect(faults(body)[0]).toEqual({ pointer, detail: expect.stringMatching(rule) });
  });

  it('names every fault, not only the first', () => {
    const body = {
      ...COUNT,
      groupBy: [],
      window: undefined,
      ...thresholds({ atPercent: 5, severity: 'info' }),
      actions: [{ ...PAUSE, until: 'windowEnd' }],
    };
    expect(faults(body).map(({ pointer }) => pointer)).toEqual([
      '/window',
      '/thresholds/0/atPercent',
      '/actions/0/agents',
      '/actions/0/until',
    ]);
  });
});
