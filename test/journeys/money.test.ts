import type { TestCloud } from './cloud';
import { withCloud } from './cloud';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { minutesPass, postAs, toldOf, watch } from './watch';

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
  await subscribe(stack, receiver.url, ['cost.*', 'alert.*']);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const ASKED = 'llm.request.completed';
const request = (data: object) => ({ type: ASKED, data });
const told = (type: string) => toldOf(receiver).filter((event) => event.type === type);
const budget = (more: object) =>
  watch(stack, {
    ...{ name: 'a day', kind: 'sum', eventTypes: ['llm.request.*'], value: 'cost', groupBy: ['source'] },
    ...{ window: { calendar: 'day', timeZone: 'UTC' }, limit: 100_000_000 },
    ...{ thresholds: [{ atPercent: 100, severity: 'critical' }] },
    ...more,
  });

interface Values {
  data: {
    group: { source: string };
    value: number | null;
    unknownCost: { events: number; models: string[] };
  }[];
}
const valueOf = async (monitor: string, source: string) => {
  const { body } = await stack.admin<Values>('GET', `/v1/monitors/${monitor}/values`);
  return body.data.find(({ group }) => group.source === source);
};

it('3.5 a budget counts a model by whatever name its gateway has for it, and its usage as the provider reports it', async () => {
  const monitor = await budget({});
  await postAs(
    stack,
    'gateway',
    request({ model: 'openai/gpt-4o', usage: { prompt_tokens: 1_000, completion_tokens: 100 } }),
    request({
      model: 'anthropic/claude-3-7-sonnet-20250219',
      usage: { input_tokens: 3, cache_creation_input_tokens: 12_304, output_tokens: 550 },
    }),
    request({ modelVersion: 'models/gemini-2.5-flash', usageMetadata: { promptTokenCount: 1_000 } }),
  );
  expect(await valueOf(monitor, 'gateway')).toMatchObject({ value: 3_500 + 54_399 + 300 });
});

it('3.5 a cost that nobody knows is told, once, and its price makes it known from then on', async () => {
  const monitor = await budget({ name: 'another day' });
  const expensive = request({ model: 'house/our-own-7b', inputTokens: 10_000_000, outputTokens: 0 });
  await postAs(stack, 'house', expensive, expensive, expensive);
  expect(await valueOf(monitor, 'house')).toMatchObject({
    ...{ value: null, unknownCost: { events: 3, models: ['house/our-own-7b'] } },
  });
  await minutesPass(stack, 2);
  const about = told('cost.unknown').filter(({ subject }) => subject === 'house/our-own-7b');
  expect(about).toMatchObject([
    { source: 'tocsin', data: { model: 'house/our-own-7b', agent: 'house', reason: 'price' } },
  ]);

  const prices = [{ model: 'house/our-own-7b', usdPerMillion: { input: 10, output: 10 } }];
  expect((await stack.admin('PUT', '/v1/prices', { prices })).status).toBe(200);
  await postAs(stack, 'house', expensive);
  expect(await valueOf(monitor, 'house')).toMatchObject({ value: 100_000_000, unknownCost: { events: 3 } });
  expect(told('alert.firing').filter(({ data }) => data.group.source === 'house').length).toBeGreaterThan(0);
});

it('An agent cannot say itself that a cost is unknown', async () => {
  const answer = await stack.post([{ type: 'cost.unknown', source: 'rogue' }]);
  expect(answer.status).toBe(400);
});
