import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

const DAILY = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'examples', 'monitors', 'daily-budget.json'), 'utf8'),
) as { limit: object };

it('a daily budget of $5 with mail takes two requests, and 80 % of it are told by e-mail', async () => {
  const monitor = await watch(stack, DAILY);
  const mail = await stack.admin('POST', '/v1/subscriptions', {
    ...{ name: 'budget', eventTypes: ['alert.*'], filter: { data: { labels: { about: ['budget'] } } } },
    destination: { kind: 'email', to: ['money@example.com'] },
  });
  expect(mail.status).toBe(201);
  await postAs(
    stack,
    'spender',
    request({ costUsd: 4.01 }),
    request({ cost: 3 }),
    request({ model: 'gpt-4o' }),
  );
  await minutesPass(stack, 2);
  const mails = (await stack.mails()).filter(({ recipients }) => recipients.includes('money@example.com'));
  expect(mails).toMatchObject([
    {
      subject: expect.stringMatching(/^\[warning\] Daily budget/) as string,
    },
  ]);
  const { body } = await stack.admin<object>('GET', `/v1/monitors/${monitor}/values`);
  expect(body).toMatchObject({
    ...{ unit: 'microUsd', limit: 5_000_000, limitUsd: 5, uncounted: { skipped: 2 } },
    data: [{ value: 4_010_000, valueUsd: 4.01, state: 'firing' }],
    missingFields: [
      { field: 'data.cost', events: 1, advice: expect.stringContaining('`costUsd`') as string },
      { field: 'data.usage', events: 1, advice: expect.stringContaining('`input_tokens`') as string },
    ],
  });
  expect((await stack.admin('GET', `/v1/monitors/${monitor}`)).body).toMatchObject({
    ...{ limit: 5_000_000, limitUsd: 5, thresholdsUsd: [{ at: 5 }, { at: 4 }, { at: 2.5 }] },
  });
});

it('a limit of 5 is not taken for 5 dollars, nor for 5 micro-dollars: it is refused with what to write', async () => {
  const detail = expect.stringContaining('is 5 micro-dollars ($0.000005); for $5 write {"usd": 5}') as string;
  const refused = { status: 400, body: { errors: [{ pointer: '/limit', detail }] } };
  expect(await stack.admin('POST', '/v1/monitors', { ...DAILY, limit: 5 })).toMatchObject(refused);
  const monitor = await watch(stack, { ...DAILY, name: 'another budget', labels: {} });
  expect(await stack.admin('PATCH', `/v1/monitors/${monitor}`, { limit: 5 })).toMatchObject(refused);
  const changed = await stack.admin('PATCH', `/v1/monitors/${monitor}`, { limit: '$7.50' });
  expect(changed).toMatchObject({ status: 200, body: { limit: 7_500_000, limitUsd: 7.5 } });
  const preview = {
    monitor: { ...DAILY, limit: 5 },
    since: new Date(stack.cloud.clock.now() - 60_000).toISOString(),
  };
  expect(await stack.admin('POST', '/v1/monitors/preview', preview)).toMatchObject({
    ...{ status: 400, body: { errors: [{ pointer: '/monitor/limit', detail }] } },
  });
});

it('An agent cannot say itself that a cost is unknown', async () => {
  const answer = await stack.post([{ type: 'cost.unknown', source: 'rogue' }]);
  expect(answer.status).toBe(400);
});
