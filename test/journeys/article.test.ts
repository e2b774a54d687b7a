import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PagerDuty } from '../stand-ins/pagerduty';
import { slackAnswer } from '../stand-ins/slack';
import { type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { directiveOf, minutesPass, postAs, times } from './watch';

const ARTICLE = readFileSync(join(__dirname, '..', '..', 'examples', 'article.yaml'), 'utf8');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FAILURES = ['llm.request.failed', 'agent.retry', 'tool.call.failed', 'agent.run.failed'];

let stack: TestCloud;
let vendors: Receiver;
let machine: Receiver;
let pagerDuty: PagerDuty;

beforeAll(async () => {
  pagerDuty = new PagerDuty();
  vendors = await Receiver.start((request) =>
    request.path.startsWith('/services/') ? slackAnswer(request) : pagerDuty.answer(request),
  );
  [stack, machine] = await Promise.all([withCloud(), Receiver.start()]);
  await clockShows(9);
  const document = ARTICLE.replaceAll('https://hooks.slack.com', vendors.url).replace(
    'kind: pagerduty,',
    `kind: pagerduty, url: "${vendors.url}/v2/enqueue",`,
  );
  const applied = await stack.admin('PUT', '/v1/configuration?apply=true', parse(document));
  expect(applied).toMatchObject({ status: 200, body: { applied: true } });
  await subscribe(stack, machine.url, ['agent.run.completed']);
});

afterAll(async () => {
  await Promise.all([stack.stop(), vendors.stop(), machine.stop()]);
});

/** Moves the clock to the next time that it is so late in UTC; Berlin is one or two hours ahead. */
async function clockShows(hour: number): Promise<void> {
  const { clock } = stack.cloud;
  const now = clock.now();
  const today = now - (now % DAY) + hour * HOUR;
  clock.advance((today > now ? today : today + DAY) - now);
  await stack.cloud.idle();
}

const slacked = (channel: string): string[] =>
  vendors.requests.filter(({ path }) => path.includes(channel)).map(({ body }) => body);
const ENGINEERS = 'B00000001';
const PRODUCT = 'B00000000';
const stateOf = async (agent: string): Promise<string> => (await directiveOf(stack, agent)).state;

it.each(FAILURES)(
  'five %s in ten minutes page whoever is on call and pause the agent, while it runs',
  async (type) => {
    const agent = `bot-${type}`;
    const failure = { type, subject: 'run_1', data: { model: 'gpt-5', error: { message: 'overloaded' } } };
    const before = pagerDuty.incidents.size;
    await postAs(stack, agent, ...Array.from({ length: 4 }, () => failure));
    expect([pagerDuty.incidents.size - before, await stateOf(agent)]).toEqual([0, 'running']);
    await postAs(stack, agent, failure);
    expect([pagerDuty.incidents.size - before, await stateOf(agent)]).toEqual([1, 'paused']);
    await postAs(stack, agent, ...Array.from({ length: 200 }, () => failure));
    await minutesPass(stack, 1);
    expect([pagerDuty.incidents.size - before, await stateOf(agent)]).toEqual([1, 'paused']);
  },
);

it('failed requests and retries of one run count together, and a person lets the agent go on', async () => {
  const happened = [
    'llm.request.failed',
    'agent.retry',
    'llm.request.failed',
    'agent.retry',
    'tool.call.failed',
  ];
  await postAs(stack, 'mixed', ...happened.map((type) => ({ type, subject: 'run_1' })));
  expect(await stateOf('mixed')).toBe('paused');
  await stack.admin('POST', '/v1/agents/mixed/resume', {});
  expect(await stateOf('mixed')).toBe('running');
});

it('nobody has acknowledged a page within 15 minutes: the lead gets an e-mail', async () => {
  await postAs(stack, 'unanswered', ...times(5, 'llm.request.failed'));
  await minutesPass(stack, 17);
  const mails = (await stack.mails()).filter(({ recipients }) => recipients.includes('lead@example.com'));
  expect(mails.map(({ text }) => text).join()).toContain('unanswered');
});

it('a fourth retry of a run, however slow, is told in the channel of the engineers', async () => {
  for (let retry = 0; retry < 4; retry++) {
    await postAs(stack, 'slow', { type: 'agent.retry', subject: 'run_1' });
    stack.cloud.clock.advance(6 * 60_000);
    await stack.cloud.idle();
  }
  expect(await stateOf('slow')).toBe('running');
  expect(slacked(ENGINEERS).join()).toContain('More than three retries in a run: slow, run_1');
});

it('the same tool call three times is told in the channel of the engineers, and the tenth pauses the agent', async () => {
  const call = (type: string) => ({ type, subject: 'run_1', data: { tool: 'search', argumentsHash: 'h1' } });
  await postAs(stack, 'stuck', ...Array.from({ length: 3 }, () => call('tool.call.completed')));
  await minutesPass(stack, 2);
  expect(slacked(ENGINEERS).join()).toContain('[warning] The same tool call in a loop: stuck, run_1');
  expect(await stateOf('stuck')).toBe('running');
  const before = pagerDuty.incidents.size;
  await postAs(stack, 'stuck', ...Array.from({ length: 7 }, () => call('tool.call.completed')));
  expect([pagerDuty.incidents.size - before, await stateOf('stuck')]).toEqual([1, 'paused']);
});

it('a completed run starts the next step by webhook, and wakes nobody', async () => {
  const before = [vendors.requests.length, (await stack.mails()).length];
  await postAs(stack, 'done', { type: 'agent.run.completed', subject: 'run_7' });
  await minutesPass(stack, 1);
  expect(machine.requests.map(({ body }) => (JSON.parse(body) as { subject: string }).subject)).toContain(
    'run_7',
  );
  expect([vendors.requests.length, (await stack.mails()).length]).toEqual(before);
});

it('a million tokens in a day switch all agents to the cheaper model until midnight', async () => {
  const usage = { model: 'gpt-5', inputTokens: 900_000, outputTokens: 100_000, costMicroUsd: 0 };
  await postAs(stack, 'eager', { type: 'llm.request.completed', data: usage });
  expect(await directiveOf(stack, 'another')).toMatchObject({
    ...{ state: 'running', modelSwitches: [{ from: 'gpt-5', to: 'gpt-5-mini' }] },
  });
  await clockShows(0);
  await minutesPass(stack, 2);
  expect(await directiveOf(stack, 'another')).toMatchObject({ modelSwitches: [] });
});

it('half of the monthly budget is told to engineering and finance by e-mail, in dollars', async () => {
  await postAs(stack, 'eager', { type: 'llm.request.completed', data: { costMicroUsd: 260_000_000 } });
  await minutesPass(stack, 2);
  const mails = (await stack.mails()).filter(({ recipients }) => recipients.includes('finance@example.com'));
  const budget = mails.find(({ subject }) => subject.includes('Monthly budget of 500 dollars'));
  expect(budget?.recipients).toContain('engineering@example.com');
  expect(budget?.text).toMatch(/Value: \$260\.00[\s\S]*Threshold: \$250\.00/);
});

it('scores below 3 are told to the product team in Slack, by day', async () => {
  await clockShows(10);
  await postAs(stack, 'sloppy', ...times(5, 'evaluation.scored', { data: { score: 2 } }));
  await minutesPass(stack, 2);
  expect(slacked(PRODUCT).join()).toContain('Evaluation scores below 3: sloppy');
  await clockShows(22);
  await postAs(stack, 'nightly', ...times(5, 'evaluation.scored', { data: { score: 2 } }));
  await minutesPass(stack, 2);
  expect(slacked(PRODUCT).join()).not.toContain('nightly');
  await clockShows(7);
  await minutesPass(stack, 8);
  expect(slacked(PRODUCT).join()).toContain('nightly');
});
