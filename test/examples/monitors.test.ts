import { readdirSync } from 'node:fs';
import { agentsOf } from '../../core/alert/edges';
import { DAY, edges, example, EXAMPLES, HOUR, MINUTE, times, told, type Happening } from './story';

const failed = { type: 'agent.run.failed' };
const call = (data: object): Omit<Happening, 'at'> => ({ type: 'llm.request.completed', data });
const tokens = (inputTokens: number, outputTokens: number) =>
  call({ model: 'gpt-5', inputTokens, outputTokens });
const score = (value: number): Omit<Happening, 'at'> => ({
  type: 'evaluation.scored',
  data: { score: value },
});
const tool = (argumentsHash: string, subject = 'run_1'): Omit<Happening, 'at'> => ({
  ...{ type: 'tool.call.completed', subject, data: { tool: 'search', argumentsHash } },
});
const group = { source: 'support-bot' };

it('every ready-made monitor has its test here', () => {
  const names = readdirSync(EXAMPLES).map((file) => file.replace(/\.json$/, ''));
  expect(names.sort()).toEqual([
    ...[
      'daily-budget',
      'daily-tokens-switch-model',
      'failed-model-requests',
      'failed-tool-calls',
      'five-failures-pause',
    ],
    ...['low-evaluation-score', 'monthly-budget'],
    ...['monthly-budget-forecast', 'overdue-run', 'same-tool-call', 'too-many-retries', 'unusual-cost'],
  ]);
});

describe('five-failures-pause', () => {
  const monitor = example('five-failures-pause');

  it('fires at the fifth failure in ten minutes and pauses that agent until a person resumes it', () => {
    const story = times(5, 2 * MINUTE, failed);
    expect(edges(monitor, story, HOUR)[0]).toEqual({
      ...{ at: 8 * MINUTE, group, edge: 'fired', severity: 'critical', value: 5 },
    });
    expect(monitor.actions).toEqual([{ kind: 'pauseAgent', until: 'human' }]);
    expect(monitor.actions.flatMap((action) => agentsOf(action, group))).toEqual(['support-bot']);
  });

  it('does not fire for five failures of two agents, or in an hour', () => {
    const two = [...times(3, MINUTE, failed), ...times(3, MINUTE, { ...failed, source: 'other' })];
    expect(edges(monitor, two, HOUR)).toEqual([]);
    expect(edges(monitor, times(12, 5 * MINUTE, failed), 2 * HOUR)).toEqual([]);
  });
});

describe('failed-model-requests', () => {
  const monitor = example('failed-model-requests');
  const refused = { type: 'llm.request.failed', data: { model: 'gpt-5', error: { message: 'overloaded' } } };

  it('fires at the fifth failed request, though the run goes on and retries for ever, and pauses that agent', () => {
    const [fired, ...more] = edges(monitor, times(200, MINUTE, refused), 3 * HOUR);
    expect(fired).toEqual({
      ...{ at: 4 * MINUTE, group, edge: 'fired', severity: 'critical', value: 5 },
    });
    expect(more).toEqual([]);
    expect(monitor.actions.flatMap((action) => agentsOf(action, group))).toEqual(['support-bot']);
  });

  it('does not fire for one failure now and then', () => {
    expect(edges(monitor, times(60, 5 * MINUTE, refused), 6 * HOUR)).toEqual([]);
  });
});

describe('failed-tool-calls', () => {
  const monitor = example('failed-tool-calls');
  const call = (type: string, name = 'search') => ({ type: `tool.call.${type}`, data: { tool: name } });

  it('fires when half of the calls of one tool fail, and resolves when they work again', () => {
    const story = [
      ...times(4, MINUTE, call('completed')),
      ...times(4, MINUTE, call('failed'), 4 * MINUTE),
      ...times(40, MINUTE, call('completed'), 8 * MINUTE),
    ];
    expect(edges(monitor, story, 2 * HOUR)).toMatchObject([
      { at: 7 * MINUTE, edge: 'fired', severity: 'error', value: 0.5, group: { 'data.tool': 'search' } },
      { edge: 'resolved' },
    ]);
  });

  it('does not fire for the first calls, nor for one tool because of another', () => {
    expect(edges(monitor, times(4, MINUTE, call('failed')), HOUR)).toEqual([]);
    const other = [...times(20, MINUTE, call('completed')), ...times(4, MINUTE, call('failed', 'fetch'))];
    expect(edges(monitor, other, HOUR)).toEqual([]);
  });
});

describe('daily-tokens-switch-model', () => {
  const monitor = example('daily-tokens-switch-model');

  it('fires at a million tokens of all agents, switches the model until the day ends, and resolves then', () => {
    const story = [
      ...times(9, HOUR, tokens(90_000, 10_000)),
      { at: 10 * HOUR, ...tokens(100_000, 0), source: 'other' },
    ];
    expect(edges(monitor, story, 2 * DAY)).toMatchObject([
      { at: 7 * HOUR, edge: 'fired', severity: 'warning', value: 800_000 },
      { at: 10 * HOUR, edge: 'raised', severity: 'critical', value: 1_000_000 },
      { at: DAY, edge: 'resolved' },
    ]);
    expect(monitor.actions).toMatchObject([
      { from: 'gpt-5', to: 'gpt-5-mini', agents: 'all', until: 'windowEnd', atSeverity: 'critical' },
    ]);
  });

  it('does not fire for as many in two days', () => {
    expect(edges(monitor, times(20, 3 * HOUR, tokens(70_000, 5_000)), 3 * DAY)).toEqual([]);
  });
});

describe('low-evaluation-score', () => {
  const monitor = example('low-evaluation-score');

  it('fires when the last hour averages below 3, and resolves when it is well above', () => {
    const story = [...times(10, MINUTE, score(2)), ...times(60, MINUTE, score(5), 70 * MINUTE)];
    expect(edges(monitor, story, 3 * HOUR)).toMatchObject([
      { at: 4 * MINUTE, edge: 'fired', severity: 'warning', value: 2, group },
      { edge: 'resolved' },
    ]);
  });

  it('does not fire for a single bad score, nor for some among good ones', () => {
    expect(edges(monitor, times(4, MINUTE, score(1)), HOUR)).toEqual([]);
    const mixed = [...times(10, 2 * MINUTE, score(5)), ...times(5, 2 * MINUTE, score(1), 20 * MINUTE)];
    expect(edges(monitor, mixed, HOUR)).toEqual([]);
  });
});

describe('overdue-run', () => {
  const monitor = example('overdue-run');
  const started = (subject: string, at = 0, data = {}): Happening => ({
    at,
    type: 'agent.run.started',
    subject,
    data,
  });

  it('fires when a run has neither completed nor failed within its deadline', () => {
    const story = [
      started('run_1'),
      started('run_2'),
      { at: MINUTE, type: 'agent.run.completed', subject: 'run_2' },
    ];
    const [fired, ...more] = edges(monitor, story, HOUR);
    expect(fired).toMatchObject({ edge: 'fired', severity: 'error', group });
    expect(fired?.at).toBeGreaterThanOrEqual(15 * MINUTE);
    expect(fired?.at).toBeLessThanOrEqual(17 * MINUTE);
    expect(more).toEqual([]);
  });

  it('resolves when the run ends after all, and takes a deadline of its own', () => {
    const late = [started('run_1'), { at: 20 * MINUTE, type: 'agent.run.failed', subject: 'run_1' }];
    expect(edges(monitor, late, HOUR).map(({ edge }) => edge)).toEqual(['fired', 'resolved']);
    const own = edges(monitor, [started('run_1', 0, { deadlineMs: 2 * MINUTE })], HOUR);
    expect(own[0]?.at).toBeLessThanOrEqual(4 * MINUTE);
  });

  it('does not fire for runs that end in time', () => {
    const story = ['run_1', 'run_2'].flatMap((subject, n) => [
      started(subject, n * MINUTE),
      { at: (n + 10) * MINUTE, type: n === 0 ? 'agent.run.completed' : 'agent.run.failed', subject },
    ]);
    expect(edges(monitor, story, HOUR)).toEqual([]);
  });
});

describe('too-many-retries', () => {
  const monitor = example('too-many-retries');
  const retry = (subject: string): Omit<Happening, 'at'> => ({ type: 'agent.retry', subject });

  it('fires at the fourth retry in a run', () => {
    expect(edges(monitor, times(4, MINUTE, retry('run_1')), 30 * MINUTE)).toMatchObject([
      { at: 3 * MINUTE, edge: 'fired', value: 4, group: { ...group, subject: 'run_1' } },
    ]);
  });

  it('does not fire for three in each of many runs', () => {
    const story = ['run_1', 'run_2', 'run_3'].flatMap((run) => times(3, MINUTE, retry(run)));
    expect(edges(monitor, story, 30 * MINUTE)).toEqual([]);
  });
});

describe('same-tool-call', () => {
  const monitor = example('same-tool-call');

  it('fires at the third call with the same arguments in a run', () => {
    const story = [...times(3, 2 * MINUTE, tool('h1')), ...times(2, 2 * MINUTE, tool('h2'), MINUTE)];
    expect(edges(monitor, story, 30 * MINUTE)).toMatchObject([
      { at: 4 * MINUTE, edge: 'fired', value: 3, group: { ...group, subject: 'run_1' } },
    ]);
  });

  it('does not fire for other arguments, or for other runs', () => {
    const story = [
      ...['h1', 'h2', 'h3'].flatMap((hash) => times(2, MINUTE, tool(hash))),
      ...times(2, MINUTE, tool('h1', 'run_2')),
    ];
    expect(edges(monitor, story, 30 * MINUTE)).toEqual([]);
  });
});

describe('unusual-cost', () => {
  const monitor = example('unusual-cost');
  const usual = times(48, HOUR, call({ costMicroUsd: 200_000 }));

  it('fires when this hour has cost three times the usual', () => {
    const story = [...usual, ...times(3, 10 * MINUTE, call({ costMicroUsd: 200_000 }), 48 * HOUR)];
    expect(edges(monitor, story, 48 * HOUR + 30 * MINUTE)).toMatchObject([
      { at: 48 * HOUR + 20 * MINUTE, edge: 'fired', severity: 'warning', value: 3, group },
    ]);
  });

  it('does not fire for twice the usual, nor before the usual is known, nor for cents', () => {
    const twice = [...usual, ...times(2, 10 * MINUTE, call({ costMicroUsd: 200_000 }), 48 * HOUR)];
    expect(edges(monitor, twice, 49 * HOUR)).toEqual([]);
    const early = [...usual.slice(0, 20), ...times(9, MINUTE, call({ costMicroUsd: 200_000 }), 20 * HOUR)];
    expect(edges(monitor, early, 21 * HOUR)).toEqual([]);
    const cents = [
      ...times(48, HOUR, call({ costMicroUsd: 2_000 })),
      { at: 48 * HOUR, ...call({ costMicroUsd: 90_000 }) },
    ];
    expect(edges(monitor, cents, 49 * HOUR)).toEqual([]);
  });
});

describe('daily-budget', () => {
  const monitor = example('daily-budget');
  const dollars = (costUsd: number) => call({ costUsd });

  it('fires at half of 5 dollars, becomes worse at 80 and 100 %, and resolves when the day ends', () => {
    expect(edges(monitor, times(8, HOUR, dollars(0.7)), 2 * DAY)).toMatchObject([
      { edge: 'fired', severity: 'info', value: 2_800_000 },
      { edge: 'raised', severity: 'warning', value: 4_200_000 },
      { edge: 'raised', severity: 'critical', value: 5_600_000 },
      { at: DAY, edge: 'resolved' },
    ]);
    expect(monitor.labels).toEqual({ about: 'budget' });
  });

  it('does not fire for as much on two days', () => {
    expect(edges(monitor, times(4, 12 * HOUR, dollars(1.2)), 3 * DAY)).toEqual([]);
  });
});

describe('monthly-budget', () => {
  const monitor = example('monthly-budget');
  const dollars = (amount: number) => call({ costMicroUsd: amount * 1_000_000 });

  it('fires at 50, becomes worse at 80 and 100 %, once each, and resolves when the month ends', () => {
    const story = times(30, 12 * HOUR, dollars(20));
    expect(edges(monitor, story, 35 * DAY)).toMatchObject([
      { edge: 'fired', severity: 'info', value: 260_000_000 },
      { edge: 'raised', severity: 'warning', value: 400_000_000 },
      { edge: 'raised', severity: 'critical', value: 500_000_000 },
      { at: 28 * DAY, edge: 'resolved' },
    ]);
  });

  it('does not fire below half of it, nor for what is over the turn of the month', () => {
    expect(edges(monitor, times(24, DAY, dollars(10)), 28 * DAY)).toEqual([]);
    expect(edges(monitor, times(10, 12 * HOUR, dollars(40), 25 * DAY + 12 * HOUR), 40 * DAY)).toEqual([]);
  });

  it('3.5 counts what it cannot price as unknown', () => {
    const { uncounted, unknownModels } = told(
      monitor,
      times(3, HOUR, call({ model: 'our-own-7b', inputTokens: 5, outputTokens: 5 })),
      DAY,
    );
    expect([uncounted.unknownCost, unknownModels]).toMatchObject([3, [{ model: 'our-own-7b', events: 3 }]]);
  });
});

describe('monthly-budget-forecast', () => {
  const monitor = example('monthly-budget-forecast');
  const dollars = (amount: number) => call({ costMicroUsd: amount * 1_000_000 });

  it('fires long before the budget is spent, and resolves when spending slows down', () => {
    const [fired, ...rest] = edges(monitor, times(12, 12 * HOUR, dollars(15)), 28 * DAY);
    expect(fired).toMatchObject({ edge: 'fired', severity: 'warning', group: {} });
    expect(fired?.at).toBeLessThan(4 * DAY);
    expect(rest).toMatchObject([{ edge: 'resolved' }]);
  });

  it('does not fire for steady spending within the budget', () => {
    expect(edges(monitor, times(56, 12 * HOUR, dollars(7)), 28 * DAY)).toEqual([]);
  });
});
