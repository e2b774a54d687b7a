import { type TestCloud, withCloud } from './cloud';
import { minutesPass, postAs, times, watch } from './watch';

const FAILED = 'agent.run.failed';

let stack: TestCloud;

let subscription = '';

beforeAll(async () => {
  stack = await withCloud();
  await watch(stack, {
    ...{ name: 'failures', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
    ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 2, severity: 'critical' }] },
  });
  const made = await stack.admin<{ id: string }>('POST', '/v1/subscriptions', {
    ...{ name: 'team', eventTypes: ['alert.*', 'agent.review.requested'] },
    ...{ destination: { kind: 'email', to: ['team@example.com'] }, grouping: { waitSeconds: 0 } },
  });
  expect(made.status).toBe(201);
  subscription = made.body.id;
});

afterAll(() => stack.stop());

/** The links of the newest message about an agent, by their label. */
async function linksTo(agent: string): Promise<Record<string, string>> {
  const { text = '' } = (await stack.mails()).find((mail) => mail.text.includes(agent)) ?? {};
  return Object.fromEntries(
    [...text.matchAll(/^ {2}(\w[\w ]*): (http\S+)$/gm)].map(([, label = '', url = '']) => [label, url]),
  );
}

const alertOf = async (agent: string) => {
  type Alerts = {
    data: { id: string; status: string; acknowledgedBy?: string; group: { source: string } }[];
  };
  const { body } = await stack.admin<Alerts>('GET', '/v1/alerts?limit=100');
  return body.data.find(({ group }) => group.source === agent);
};

const fail = (agent: string): Promise<unknown> => postAs(stack, agent, ...times(2, FAILED));
const press = (url = ''): Promise<Response> => fetch(url, { method: 'POST' });

it('6.5 a link shows a page, whoever opens it, and acts when its button is pressed, once', async () => {
  await fail('linked');
  const { Acknowledge: url = '' } = await linksTo('linked');
  for (const method of ['GET', 'GET', 'HEAD']) {
    const page = await fetch(url, { method });
    if (method === 'GET') {
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(await page.text()).toContain('<form method="post">');
    }
  }
  expect(await alertOf('linked')).toMatchObject({ status: 'firing' });
  expect((await press(url)).status).toBe(200);
  await stack.cloud.idle();
  expect(await alertOf('linked')).toMatchObject({
    ...{ status: 'acknowledged', acknowledgedBy: expect.stringMatching(/^link sub_/) as string },
  });
  const again = await press(url);
  expect(again.status).toBe(410);
  expect(await again.text()).toMatch(/Somebody from team has used it at \d{4}-/);
});

it('6.5 a link is good for once, whatever its spelling and whatever a click tracker adds to it', async () => {
  await fail('spelled');
  const { 'Silence 4 h': url = '' } = await linksTo('spelled');
  const page = await fetch(`${url}?utm_source=mail`);
  expect([page.status, (await page.text()).includes('<form method="post">')]).toEqual([200, true]);
  const mac = Buffer.from(url.slice(-43), 'base64url');
  const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
    .map((letter) => url.slice(0, -1) + letter)
    .filter((other) => Buffer.from(other.slice(-43), 'base64url').equals(mac));
  expect(spellings).toHaveLength(4);
  const answers = await Promise.all(
    [...spellings, url].map((spelling) =>
      fetch(`${spelling}?utm_source=mail`, { method: 'POST', headers: { 'idempotency-key': 'k' } }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 410]);
});

it.each([1, 2, 4])('6.5 silence: people are told nothing of that alert for %d h', async (hours) => {
  const noisyAgent = `noisy-${hours}`;
  await fail(noisyAgent);
  const { [`Silence ${hours} h`]: url } = await linksTo(noisyAgent);
  expect((await press(url)).status).toBe(200);
  const { body } = await stack.admin<{ data: { matchers: unknown[]; actor: string; until: string }[] }>(
    'GET',
    '/v1/silences',
  );
  const { until = '' } =
    body.data.find(({ matchers }) => JSON.stringify(matchers).includes(noisyAgent)) ?? {};
  expect(Math.round((Date.parse(until) - stack.cloud.clock.now()) / 3_600_000)).toBe(hours);
  const noisy = body.data.filter(({ matchers }) => JSON.stringify(matchers).includes(noisyAgent));
  expect(noisy).toMatchObject([
    {
      matchers: [{ name: 'monitor' }, { name: 'source', op: '=', value: noisyAgent }],
      actor: expect.stringMatching(/^link sub_/) as string,
    },
  ]);
});

it('6.5 an agent that an alert has paused is resumed by link, once, and its alert is resolved', async () => {
  await watch(stack, {
    ...{ name: 'pausing', kind: 'count', eventTypes: ['tool.call.failed'], groupBy: ['source'] },
    ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 2, severity: 'critical' }] },
    actions: [{ kind: 'pauseAgent' }],
  });
  const fails = { type: 'tool.call.failed', subject: 'run_42', data: { error: { type: 'timeout' } } };
  await postAs(stack, 'halted', fails, fails);
  const { text = '' } = (await stack.mails()).find((mail) => mail.text.includes('halted')) ?? {};
  expect(text).toContain(
    '2 failures in 10 minutes, last: timeout (run_42). halted is paused until somebody resumes it.',
  );
  const { Resume: url } = await linksTo('halted');
  expect(await (await fetch(url ?? '')).text()).toContain('Resume halted');
  expect((await press(url)).status).toBe(200);
  await stack.cloud.idle();
  const shown = await stack.admin<{ data: { state: string }[] }>('GET', '/v1/agents?agent=halted');
  expect(shown.body.data).toMatchObject([{ state: 'running', holds: [] }]);
  expect(await alertOf('halted')).toMatchObject({ status: 'resolved', reason: 'resumed' });
  expect((await press(url)).status).toBe(410);
  const { body } = await stack.admin<{ data: object[] }>('GET', '/v1/changes?target=halted&limit=100');
  expect(body.data).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ action: 'agent.resume', actorName: 'a link to team' }),
      expect.objectContaining({ action: 'agent.pause', actorName: 'pausing' }),
    ]),
  );
});

it('6.5 an agent that is still paused is resumed by link although its alert was resolved, and recorded once', async () => {
  const fails = { type: 'tool.call.failed', subject: 'run_43', data: {} };
  await postAs(stack, 'outlasting', fails, fails);
  const { Resume: url, Acknowledge: acknowledge } = await linksTo('outlasting');
  const alert = await alertOf('outlasting');
  await stack.admin('POST', `/v1/alerts/${alert?.id}/resolve`, {});
  expect((await press(acknowledge)).status).toBe(410);
  expect((await press(url)).status).toBe(200);
  await stack.cloud.idle();
  const shown = await stack.admin<{ data: object[] }>('GET', '/v1/agents?agent=outlasting');
  expect(shown.body.data).toMatchObject([{ state: 'running' }]);
  const path = '/v1/changes?target=outlasting&limit=100';
  const { body } = await stack.admin<{ data: { action: string }[] }>('GET', path);
  expect(body.data.filter(({ action }) => action === 'agent.resume')).toHaveLength(1);
});

it('6.5 a review is approved by link, by one of several', async () => {
  await stack.admin('POST', '/v1/agents/reviewed/review', { reason: 'unusual refunds' });
  await minutesPass(stack, 1);
  const { Approve: approve, Deny: deny } = await linksTo('reviewed');
  expect((await press(approve)).status).toBe(200);
  const agents = await stack.admin<{ data: { agent: string; state: string }[] }>('GET', '/v1/agents');
  expect(agents.body.data.find(({ agent }) => agent === 'reviewed')).toMatchObject({ state: 'running' });
  expect((await press(deny)).status).toBe(410);
});

it('6.5 what is cut off, changed, of another project or too old does nothing', async () => {
  await fail('attacked');
  const { Acknowledge: url = '' } = await linksTo('attacked');
  const [base = '', token = ''] = url.split('/l/');
  const [payload = '', mac = ''] = token.split('.');
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown[];
  const forged = (place: number, value: unknown): string =>
    `${Buffer.from(JSON.stringify(said.with(place, value))).toString('base64url')}.${mac}`;
  const project = `prj_${'0'.repeat(26)}`;
  const others = [token.slice(0, -1), payload, `${payload}.`, 'x', forged(0, 'resume'), forged(1, project)];
  for (const other of others) expect((await press(`${base}/l/${other}`)).status).toBe(404);
  stack.cloud.clock.advance(8 * 86_400_000);
  expect((await press(url)).status).toBe(410);
  expect(await alertOf('attacked')).toMatchObject({
    status: expect.not.stringMatching('acknowledged') as string,
  });
});

it('6.5 links do nothing once the subscription that they were sent by is deleted', async () => {
  await fail('forwarded');
  const { Acknowledge: url = '' } = await linksTo('forwarded');
  expect((await fetch(url)).status).toBe(200);
  expect((await stack.admin('DELETE', `/v1/subscriptions/${subscription}`)).status).toBe(204);
  for (const method of ['GET', 'POST']) expect((await fetch(url, { method })).status).toBe(404);
  expect(await alertOf('forwarded')).toMatchObject({ status: 'firing' });
});
