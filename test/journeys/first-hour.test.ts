import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { minutesPass } from './watch';

/** Two new users on their first day: what they want is asked for in as few requests as it can be. */

let stack: TestCloud;
let receiver: Receiver;
let asked = 0;

beforeAll(async () => {
  receiver = await Receiver.start();
  stack = await withCloud();
});
beforeEach(() => {
  asked = 0;
});
afterAll(() => Promise.all([stack.stop(), receiver.stop()]));

type Body = Record<string, unknown>;

/** A request of whoever walks here, which is counted. */
async function ask(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
  asked++;
  return await stack.admin<Body>(method, path, body);
}

const example = (name: string): string => readFileSync(join('examples', name), 'utf8');
const monitor = (name: string): Body => JSON.parse(example(join('monitors', name))) as Body;

/** What the agent itself does is its work, and costs its developer no request. */
async function fails(agent: string, times: number): Promise<unknown> {
  const run = (n: number) => ({
    ...{ type: 'agent.run.failed', source: agent, subject: `run_${n}` },
    data: { error: { type: 'timeout', message: 'The model has not answered in time.' } },
  });
  for (let n = 1; n <= times; n++) await stack.post(run(n));
  await stack.cloud.idle();
  const { body } = await stack.post<{ directives: Body[] }>({ type: 'agent.heartbeat', source: agent });
  return body.directives[0]?.['state'];
}

describe('An agent developer', () => {
  it('reports, gets a webhook, has the agent paused and resumes it in at most six requests', async () => {
    asked++;
    expect((await stack.post({ type: 'agent.run.started', source: 'support-bot' })).status).toBe(202);
    const destination = { kind: 'webhook', url: receiver.url };
    const eventTypes = ['alert.*', 'agent.paused', 'agent.resumed'];
    expect((await ask('POST', '/v1/subscriptions', { name: 'ops', eventTypes, destination })).status).toBe(
      201,
    );
    expect((await ask('POST', '/v1/monitors', monitor('five-failures-pause.json'))).status).toBe(201);
    expect(await fails('support-bot', 5)).toBe('paused');
    const resumed = await ask('POST', '/v1/agents/support-bot/resume', { reason: 'The vendor is back' });
    expect(resumed).toMatchObject({ status: 200, body: { state: 'running' } });
    await stack.cloud.idle();
    const told = receiver.requests.map(({ body }) => JSON.parse(body) as { type: string; data: Body });
    expect(told.map(({ type }) => type).sort()).toEqual(
      ['agent.paused', 'agent.resumed', 'alert.firing', 'alert.resolved'].sort(),
    );
    expect(told.find(({ type }) => type === 'alert.firing')?.data).toMatchObject({
      summary: '5 failures in 10 minutes',
      events: [{ error: 'timeout' }, { error: 'timeout' }, { error: 'timeout' }],
      actions: [{ kind: 'pauseAgent', agent: 'support-bot', until: 'human' }],
    });
    expect(asked).toBeLessThanOrEqual(6);
  });

  it('sees what a test has sent and what came back in the request that sends it', async () => {
    const destination = { kind: 'webhook', url: `${receiver.url}/tested` };
    const made = await ask('POST', '/v1/subscriptions', {
      ...{ name: 'tested', eventTypes: ['agent.run.failed'], destination },
    });
    asked = 0;
    const result = await ask('POST', `/v1/subscriptions/${String(made.body['id'])}/test?wait=10`, {
      type: 'agent.run.failed',
    });
    expect(result).toMatchObject({
      status: 200,
      body: { status: 'delivered', test: true, attempts: [{ status: 204 }] },
    });
    expect(asked).toBe(1);
    const arrived = receiver.requests.find(({ path }) => path === '/tested');
    expect(arrived?.headers['webhook-test']).toBe('true');
    expect(JSON.parse(arrived?.body ?? '{}')).toMatchObject({
      ...{ type: 'agent.run.failed', source: 'tocsin' },
      data: { test: true, error: { type: 'timeout' } },
    });
  });

  it('learns of a test that has failed from its answer, and of a failing endpoint its last error', async () => {
    const destination = { kind: 'webhook', url: `${receiver.url}/refuses` };
    const made = await ask('POST', '/v1/subscriptions', {
      ...{ name: 'refuses', eventTypes: ['refused.*'], destination },
    });
    receiver.answerWith(({ path }) => ({ status: path === '/refuses' ? 401 : 204 }));
    const id = String(made.body['id']);
    expect((await ask('POST', `/v1/subscriptions/${id}/test?wait=10`, {})).body).toMatchObject({
      ...{ status: 'dead', reason: 'test_failed', attempts: [{ status: 401, error: 'http_4xx' }] },
    });
    await stack.post({ type: 'refused.once', source: 'bot' });
    await stack.cloud.idle();
    expect((await ask('GET', `/v1/subscriptions/${id}/endpoint`)).body).toMatchObject({
      ...{ state: 'failing', failures: 1, lastError: { status: 401, error: 'http_4xx' } },
    });
  });
});

describe('Whoever is on call', () => {
  it('learns in one request why an agent is paused, by whom and after which errors', async () => {
    expect(await fails('night-bot', 5)).toBe('paused');
    const { body } = await ask('GET', '/v1/agents/night-bot');
    expect(body).toMatchObject({
      ...{ agent: 'night-bot', state: 'paused' },
      holds: [{ actorName: 'Five failures in ten minutes', reason: expect.stringContaining('5') as string }],
      alerts: [
        {
          ...{ status: 'firing', severity: 'critical', summary: '5 failures in 10 minutes' },
          events: [{ run: 'run_5', error: 'timeout' }, { run: 'run_4' }, { run: 'run_3' }],
        },
      ],
    });
    expect(asked).toBe(1);
  });

  it('silences an alert for two hours in one request, whose answer names what it has silenced', async () => {
    expect(await fails('loud-bot', 5)).toBe('paused');
    const matchers = [{ name: 'source', op: '=', value: 'loud-bot' }];
    const silenced = await ask('POST', '/v1/silences', { matchers, for: '2h', reason: 'known' });
    expect(silenced).toMatchObject({ status: 201, body: { status: 'active', matches: { count: 1 } } });
    expect(asked).toBe(1);
  });
});

describe('Whoever pays', () => {
  const spends = (costUsd: number) =>
    stack.post({ type: 'llm.request.completed', source: 'support-bot', data: { model: 'gpt-4o', costUsd } });

  it('has a budget of five dollars a day with mails in one request, and reads in them how much of it is spent', async () => {
    asked++;
    const made = await stack.request('PUT', '/v1/configuration?apply=true', {
      key: stack.first.adminKey,
      headers: { 'content-type': 'application/yaml' },
      body: example('daily-budget.yaml'),
    });
    expect(made.status).toBe(200);
    expect(asked).toBe(1);
    await minutesPass(stack, 1);
    await spends(4);
    await stack.cloud.idle();
    await minutesPass(stack, 1);
    const mails = await stack.mails();
    const mail = mails.find(({ subject }) => subject === '[warning] Daily budget');
    expect(mail?.recipients).toEqual(['finance@example.com']);
    expect(mail?.text).toContain('80 % of $5.00 today ($4.00)');
  });

  it('learns in one request what was spent today, by agent', async () => {
    const { body } = await ask('GET', '/v1/spend?since=today&by=agent');
    expect(body).toMatchObject({ total: { usd: 4 }, rows: [{ agent: 'support-bot', usd: 4 }] });
    expect(asked).toBe(1);
  });
});
