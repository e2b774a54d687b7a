import { agentRuns } from '../../demo/agent-run';
import { FAILURES, SCORE, TOKENS_A_DAY } from '../../demo/monitors';
import { Tally } from '../../demo/tally';

const failed = { type: 'agent.run.failed', subject: 'r', data: {} };
const used = (inputTokens: number) => ({
  ...{ type: 'llm.request.completed', subject: 'r' },
  data: { inputTokens, outputTokens: 0 },
});
const scored = (score: number) => ({ type: 'evaluation.scored', subject: 'r', data: { score } });
const called = (subject: string, argumentsHash: string, type = 'tool.call.completed') => ({
  ...{ type, subject },
  data: { tool: 'book', argumentsHash },
});

function tips(events: Parameters<Tally['posted']>[0][]): unknown[] {
  const tally = new Tally();
  events.forEach((event, at) => tally.posted(event, at));
  return tally.tips;
}

it('the fifth failure tips, and after a resume the next so many', () => {
  const tally = new Tally();
  for (let at = 1; at <= 7; at++) tally.posted(failed, at);
  tally.resumed();
  for (let at = 101; at <= 100 + FAILURES[1]; at++) tally.posted(failed, at);
  expect(tally.tips).toEqual([
    { monitor: 'failures', severity: 'critical', at: 5 },
    { monitor: 'failures', severity: 'critical', at: 100 + FAILURES[1] },
  ]);
});

it('tokens tip at each share of the budget, several at once if one call is that large', () => {
  expect(tips([used(TOKENS_A_DAY * 0.4), used(TOKENS_A_DAY * 0.4), used(TOKENS_A_DAY), used(1)])).toEqual([
    { monitor: 'tokens', severity: 'info', at: 1 },
    { monitor: 'tokens', severity: 'warning', at: 1 },
    { monitor: 'tokens', severity: 'critical', at: 2 },
  ]);
});

it('scores tip when enough of them are too low on average', () => {
  const scores = Array.from({ length: SCORE.minSamples + 5 }, () => scored(0.4));
  expect(tips(scores)).toEqual([{ monitor: 'score', severity: 'warning', at: SCORE.minSamples - 1 }]);
});

it('the third call of the same tool with the same arguments tips once a run, failed or not', () => {
  expect(
    tips([
      ...[called('a', '1'), called('a', '1'), called('b', '1'), called('a', '2')],
      ...[called('a', '1', 'tool.call.failed'), called('a', '1'), called('a', '2'), called('a', '2')],
    ]),
  ).toEqual([{ monitor: 'repetition', severity: 'warning', at: 4, subject: 'a' }]);
});

it('the recording tips every monitor', async () => {
  const tally = new Tally();
  for await (const { name, steps } of agentRuns())
    for (const step of steps) tally.posted({ ...step, subject: name }, 0);
  const counts = Map.groupBy(tally.tips, ({ monitor }) => monitor);
  expect([...counts].map(([monitor, found]) => [monitor, found.length]).sort()).toEqual([
    ['failures', 1],
    ['repetition', 4],
    ['score', 1],
    ['tokens', 3],
  ]);
});
