import { localDay } from '../../core/price/local-day';
import { type TestCloud, withCloud } from './cloud';
import { withNeighbour } from './neighbour';
import { minutesPass, postAs } from './watch';

let stack: TestCloud;

const STORY_MS = 600_000;

beforeAll(async () => {
  stack = await withCloud();
  // No story here goes over midnight.
  const { clock } = stack.cloud;
  const endsDay = (zone: string) => localDay(zone, clock.now()) !== localDay(zone, clock.now() + STORY_MS);
  if (['UTC', 'Asia/Kolkata'].some(endsDay)) clock.advance(STORY_MS);
});

afterAll(() => stack.stop());

const request = (data: object) => ({ type: 'llm.request.completed', data });
const OPENAI = { model: 'gpt-4o', usage: { prompt_tokens: 1_000_000, completion_tokens: 100_000 } };
const ANTHROPIC = {
  model: 'claude-3-7-sonnet-20250219',
  usage: { input_tokens: 3, cache_creation_input_tokens: 12_304, output_tokens: 550 },
};

it('One request answers what agents have spent today, in dollars, and what nobody can price', async () => {
  const unknown = request({ model: 'house/our-own-7b', inputTokens: 1_000, outputTokens: 10 });
  await postAs(stack, 'support-bot', request(OPENAI), request(ANTHROPIC), unknown);
  await postAs(stack, 'helper', request(ANTHROPIC), request({ model: 'gpt-4o' }));
  const rest = { type: 'agent.run.completed', data: { costMicroUsd: 5_000_000 } };
  await postAs(stack, 'helper', rest);

  const byAgent = await stack.admin('GET', '/v1/spend');
  expect(byAgent).toMatchObject({ status: 200, body: { timeZone: 'UTC', complete: true, moreRows: 0 } });
  expect(byAgent.body).toMatchObject({
    total: { usd: 3.608798, costMicroUsd: 3_608_798, requests: 4, unpricedRequests: 1 },
    rows: [
      { agent: 'support-bot', usd: 3.554399, requests: 3, unpricedRequests: 1, inputTokens: 1_013_307 },
      { agent: 'helper', usd: 0.054399, requests: 1, unpricedRequests: 0, outputTokens: 550 },
    ],
    unpriced: [
      {
        ...{ model: 'house/our-own-7b', provider: null, reason: 'price', events: 1 },
        whatToDo: expect.stringContaining('PUT /v1/prices') as string,
      },
    ],
    withoutUsage: {
      ...{ events: 1, missing: ['data.inputTokens', 'data.outputTokens'] },
      agents: [{ agent: 'helper', events: 1 }],
    },
  });

  const byModel = await stack.admin('GET', '/v1/spend?since=today&by=model');
  expect(byModel.body).toMatchObject({
    rows: [
      { model: 'gpt-4o', provider: 'openai', usd: 3.5 },
      { model: 'claude-3-7-sonnet-20250219', provider: 'anthropic', usd: 0.108798, requests: 2 },
      { model: 'house/our-own-7b', provider: null, usd: 0, unpricedRequests: 1 },
    ],
  });
});

it('The day of a budget and the day of the spend are the same money', async () => {
  const monitor = {
    ...{ name: 'a day', kind: 'sum', eventTypes: ['llm.request.*'], value: 'cost', limit: 100_000_000 },
    ...{ window: { calendar: 'day', timeZone: 'Asia/Kolkata' }, filter: { source: ['accountant'] } },
    thresholds: [{ atPercent: 100, severity: 'critical' }],
  };
  const { body } = await stack.admin('POST', '/v1/monitors', monitor);
  await postAs(stack, 'accountant', request(OPENAI), request({ costMicroUsd: 0.45 }));
  const values = await stack.admin('GET', `/v1/monitors/${String(body['id'])}/values`);
  const spend = await stack.admin('GET', '/v1/spend?timeZone=Asia/Kolkata');
  expect(values.body).toMatchObject({ data: [{ value: 3_500_000.45 }] });
  expect(spend.body['rows']).toContainEqual(
    expect.objectContaining({ agent: 'accountant', costMicroUsd: 3_500_000.45, usd: 3.50000045 }),
  );
});

it('Another project sees nothing of what was spent', async () => {
  const { they } = await withNeighbour(stack);
  await postAs(stack, 'ours', request(OPENAI));
  await minutesPass(stack, 1);
  expect(await they('GET', '/v1/spend?since=24h&by=agent,model,day')).toMatchObject({
    ...{ status: 200, body: { total: { usd: 0, requests: 0 }, rows: [], unpriced: [] } },
  });
});

it('A question that cannot be answered is refused with what can be asked', async () => {
  const refused = await stack.admin('GET', '/v1/spend?since=lately&by=user');
  expect(refused).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/since' }, { pointer: '/by' }] },
  });
});
