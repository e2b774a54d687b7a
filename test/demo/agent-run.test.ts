import { agentRuns, type AgentRun, stepsOf } from '../../demo/agent-run';

const runs: AgentRun[] = [];

beforeAll(async () => {
  for await (const run of agentRuns()) runs.push(run);
});

const stepsOfType = (...types: string[]) =>
  runs.flatMap(({ steps }) => steps).filter(({ type }) => types.includes(type));

it('the recording is 200 runs, of which 116 failed, with its tokens and tool errors', () => {
  expect(runs).toHaveLength(200);
  expect(stepsOfType('agent.run.failed')).toHaveLength(116);
  expect(stepsOfType('agent.run.completed')).toHaveLength(84);
  expect(stepsOfType('tool.call.failed')).toHaveLength(73);
  const tokens = (name: string) =>
    stepsOfType('llm.request.completed').reduce((sum, { data }) => sum + Number(data[name]), 0);
  expect([tokens('inputTokens'), tokens('outputTokens')]).toEqual([7_090_126, 196_887]);
});

it('every line is an event with an id of its own, and every run has a score beside its end', () => {
  const ids = runs.flatMap(({ steps }) => steps.map(({ id }) => id));
  expect(ids).toHaveLength(3_818 + 200);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { steps } of runs)
    expect(steps.slice(-2).map(({ type, data }) => [type, data.score])).toEqual([
      [steps.at(-1)?.data.score === 1 ? 'agent.run.completed' : 'agent.run.failed', undefined],
      ['evaluation.scored', expect.any(Number)],
    ]);
});

it('a tool call carries a hash of the arguments that the model gave it', () => {
  const call = (name: string, text: string, step: number) => [
    {
      ...{ run: 'r', step, kind: 'llm' as const, model: 'gpt-4o', input_tokens: 1, output_tokens: 2 },
      tool_calls: [{ name, arguments: text }],
    },
    { run: 'r', step: step + 1, kind: 'tool' as const, name, ok: true, result_chars: 3 },
  ];
  const steps = stepsOf([
    ...call('book', '{"a":1}', 1),
    ...call('book', '{"a":1}', 3),
    ...call('book', '{}', 5),
  ]);
  const [first, second, third] = steps
    .filter(({ type }) => type === 'tool.call.completed')
    .map(({ data }) => data.argumentsHash);
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});
