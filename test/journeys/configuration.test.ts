import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type TestCloud, withCloud } from './cloud';

const ARTICLE = readFileSync(join(__dirname, '..', '..', 'examples', 'article.yaml'), 'utf8')
  // No name is looked up in a test.
  .replaceAll('https://hooks.slack.com', 'http://127.0.0.1:9');

let stack: TestCloud;

beforeAll(async () => {
  stack = await withCloud();
});

// Documents count as twenty requests each: no story has used up the rate of the next.
beforeEach(() => stack.cloud.clock.advance(10_000));

afterAll(() => stack.stop());

const MINIMAL = {
  ...{ kind: 'count', eventTypes: ['agent.run.failed'], groupBy: [], window: { slidingSeconds: 600 } },
  thresholds: [{ atLeast: 5, severity: 'critical' }],
};

interface Plan {
  applied: boolean;
  changes: { section: string; name: string; action: string; fields?: string[]; secret?: string }[];
}

const actions = ({ changes }: Plan): string[] => [...new Set(changes.map(({ action }) => action))];

const put = async (document: object, query = '') =>
  stack.admin<Plan & { errors: object[] }>('PUT', `/v1/configuration${query}`, document);

const putYaml = async (text: string, query = '') =>
  stack.request<Plan>('PUT', `/v1/configuration${query}`, {
    ...{ key: stack.first.adminKey, headers: { 'content-type': 'application/yaml' }, body: text },
  });

it('the whole set-up: planned, applied, and then the same', async () => {
  const planned = await putYaml(ARTICLE);
  expect(planned).toMatchObject({ status: 200, body: { applied: false } });
  expect(actions(planned.body)).toEqual(['create']);
  const none = await stack.admin<{ data: unknown[] }>('GET', '/v1/monitors');
  expect(none.body.data).toEqual([]);
  const applied = await putYaml(ARTICLE, '?apply=true');
  expect(applied.body.applied).toBe(true);
  expect(applied.body.changes.map(({ name }) => name)).toEqual(planned.body.changes.map(({ name }) => name));
  const again = await putYaml(ARTICLE, '?apply=true');
  expect(actions(again.body)).toEqual(['keep']);
  const shown = await stack.admin<object>('GET', '/v1/configuration');
  expect(JSON.stringify(shown.body)).not.toMatch(/R0123456789|XXXXXXXX/);
  expect(actions((await put(shown.body)).body)).toEqual(['keep']);
  const yaml = await stack.admin<string>('GET', '/v1/configuration?format=yaml');
  expect(parse(yaml.body)).toEqual(shown.body);
});

it('money is the same in dollars and in micro-dollars, and is shown as it can be put back', async () => {
  const budget = {
    ...{ name: 'a day in dollars', kind: 'sum', eventTypes: ['llm.request.*'], value: 'cost' },
    ...{ window: { calendar: 'day', timeZone: 'UTC' }, limit: { usd: 0.005 } },
    thresholds: [{ atPercent: 80, severity: 'warning' }],
  };
  const actionsOf = async (limit: unknown, query = '') =>
    (await put({ monitors: [{ ...budget, limit }] }, query)).body.changes.filter(
      ({ name }) => name === budget.name,
    );
  expect(await actionsOf({ usd: 0.005 }, '?apply=true')).toMatchObject([{ action: 'create' }]);
  expect(await actionsOf('$0.005')).toMatchObject([{ action: 'keep' }]);
  type Shown = { monitors: { name: string; limit: unknown }[] };
  const { body } = await stack.admin<Shown>('GET', '/v1/configuration');
  expect(body.monitors.find(({ name }) => name === budget.name)).toMatchObject({ limit: { usd: 0.005 } });
  expect(actions((await put(body)).body)).toEqual(['keep']);
  const changed = [{ section: 'monitors', name: budget.name, action: 'change', fields: ['limit'] }];
  expect(await actionsOf('$5', '?apply=true')).toEqual(changed);
  expect(await actionsOf(5_000_000)).toMatchObject([{ action: 'keep' }]);
  expect(await put({ monitors: [{ ...budget, limit: 5 }] })).toMatchObject({
    ...{ status: 400, body: { errors: [{ pointer: '/monitors/0/limit' }] } },
  });
  await put({ monitors: [] }, '?apply=true');
  await put({ monitors: body.monitors.filter(({ name }) => name !== budget.name) }, '?apply=true&prune=true');
});

const told = async (event: object): Promise<string[]> => {
  type Answers = { data: { name: string; kind: string; told: string }[] };
  const { body } = await stack.admin<Answers>('POST', '/v1/routing/explain', { event });
  return body.data
    .filter((one) => one.told !== 'no')
    .map(({ name, kind }) => `${name}: ${kind}`)
    .sort();
};

const alert = (severity: string, about: string): object => ({
  ...{ type: 'alert.firing', data: { severity, labels: { about } } },
});

it.each([
  ['critical failures', alert('critical', 'failure'), ['escalation: email', 'on-call: pagerduty']],
  ['failures that are not critical', alert('warning', 'failure'), ['failures: slack']],
  ['budget thresholds', alert('info', 'budget'), ['budget: email']],
  ['a budget that is used up', alert('critical', 'budget'), ['budget: email']],
  ['quality drops', alert('warning', 'quality'), ['quality: slack']],
  ['completions', { type: 'agent.run.completed' }, ['completions: log']],
  ['a failure alone', { type: 'agent.run.failed' }, []],
  ['a channel that fails', { type: 'endpoint.failing' }, ['watch the watcher: email']],
])('who is told of %s', async (_, event, expected) => {
  expect(await told(event)).toEqual(expected);
});

it('a change names what differs; what is not named stays, unless it is to be pruned', async () => {
  const { subscriptions, ...rest } = parse(ARTICLE) as { subscriptions: Record<string, unknown>[] };
  const changed = subscriptions
    .filter(({ name }) => name !== 'completions')
    .map((one) =>
      one['name'] === 'quality' ? { ...one, muteWindows: undefined, rateCap: { perHour: 5 } } : one,
    );
  const plan = (await put({ ...rest, subscriptions: changed })).body;
  expect(plan.changes.filter(({ action }) => action !== 'keep')).toEqual([
    { section: 'subscriptions', name: 'quality', action: 'change', fields: ['muteWindows', 'rateCap'] },
    { section: 'subscriptions', name: 'completions', action: 'leave' },
  ]);
  const done = (await put({ subscriptions: changed }, '?apply=true&prune=true')).body;
  expect(done.changes.filter(({ action }) => action !== 'keep').map(({ action }) => action)).toEqual([
    ...['change', 'delete'],
  ]);
  expect(await told({ type: 'agent.run.completed' })).toEqual([]);
});

it('a new credential is a change, though none is ever shown', async () => {
  const destination = { kind: 'pagerduty', routingKey: 'N'.repeat(32) };
  const { subscriptions } = parse(ARTICLE) as { subscriptions: Record<string, unknown>[] };
  const [onCall] = subscriptions;
  const document = { subscriptions: [{ ...onCall, destination }] };
  const [change] = (await put(document, '?apply=true')).body.changes;
  expect(change).toMatchObject({ action: 'change', fields: ['destination'] });
  expect((await put(document)).body.changes[0]).toMatchObject({ action: 'keep' });
});

it('what is wrong is named by its place, and nothing is made', async () => {
  const good = { name: 'good', eventTypes: ['a'], destination: { kind: 'log' } };
  const bad = { name: 'bad', eventTypes: ['a'], destination: { kind: 'log' }, delaySeconds: -1 };
  const refused = await put({ subscriptions: [good, bad] }, '?apply=true');
  expect(refused).toMatchObject({
    ...{ status: 400, body: { errors: [{ pointer: '/subscriptions/1/delaySeconds' }] } },
  });
  const twice = await put({ subscriptions: [good, good] });
  expect(twice).toMatchObject({ status: 400, body: { errors: [{ pointer: '/subscriptions/1/name' }] } });
  const all = await stack.admin<{ data: { name: string }[] }>('GET', '/v1/subscriptions');
  expect(all.body.data.map(({ name }) => name)).not.toContain('good');
  expect((await putYaml('a: [')).status).toBe(400);
});

it('a new webhook shows its secret, once', async () => {
  const hook = {
    name: 'hook',
    eventTypes: ['a'],
    destination: { kind: 'webhook', url: 'http://127.0.0.1:9/' },
  };
  const [made] = (await put({ subscriptions: [hook] }, '?apply=true')).body.changes;
  expect(made?.secret).toMatch(/^whsec_/);
  const [kept] = (await put({ subscriptions: [hook] }, '?apply=true')).body.changes;
  expect(kept).toMatchObject({ action: 'keep' });
  const disabled = { subscriptions: [{ ...hook, enabled: false }] };
  expect((await put(disabled, '?apply=true')).body.changes[0]).toMatchObject({
    action: 'change',
    fields: ['status'],
  });
});

it('prices: planned, applied, found again by model and provider, and taken away only if asked', async () => {
  const usdPerMillion = { input: 1, output: 2 };
  const [house, local] = [
    { model: 'our-own-7b', usdPerMillion },
    { model: 'llama3.2', provider: 'ollama', usdPerMillion: { input: 0, output: 0 } },
  ];
  const actionsOf = async (prices: object[], query = ''): Promise<string[]> =>
    (await put({ prices }, query)).body.changes.map(({ name, action }) => `${action} ${name}`);
  expect(await actionsOf([house, local])).toEqual(['create our-own-7b', 'create ollama llama3.2']);
  expect((await stack.admin('GET', '/v1/prices')).body).toEqual({ prices: [] });
  await actionsOf([house, local], '?apply=true');
  expect((await stack.admin('GET', '/v1/prices')).body).toEqual({ prices: [house, local] });
  const dearer = { ...house, usdPerMillion: { input: 3, output: 4 } };
  expect(await actionsOf([dearer], '?apply=true')).toEqual(['change our-own-7b', 'leave ollama llama3.2']);
  expect((await stack.admin('GET', '/v1/prices')).body).toEqual({ prices: [dearer, local] });
  expect(await actionsOf([dearer], '?apply=true&prune=true')).toEqual([
    'keep our-own-7b',
    'delete ollama llama3.2',
  ]);
  expect((await stack.admin('GET', '/v1/prices')).body).toEqual({ prices: [dearer] });
  expect(await put({ prices: [{ model: 'x', usdPerMillion: { input: -1 } }] })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/prices/0/usdPerMillion/input' }] },
  });
});

it('two documents that are applied at the same time make nothing twice', async () => {
  const document = { monitors: [{ ...MINIMAL, name: 'applied once' }] };
  const answers = await Promise.all([put(document, '?apply=true'), put(document, '?apply=true')]);
  expect(answers.map(({ status }) => status)).toContain(200);
  expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
  expect(actions((await put({ monitors: document.monitors }, '?apply=true')).body)).toContain('keep');
  const { body } = await stack.admin<{ data: { name: string }[] }>('GET', '/v1/monitors?limit=100');
  expect(body.data.filter(({ name }) => name === 'applied once')).toHaveLength(1);
});

it('what was made a moment ago is found by its name, although lists lag behind', async () => {
  for (let n = 0; n < 5; n++) {
    const monitor = { ...MINIMAL, name: `a moment ago ${n}` };
    expect((await stack.admin('POST', '/v1/monitors', monitor)).status).toBe(201);
    const { changes } = (await put({ monitors: [monitor] }, '?apply=true')).body;
    expect(changes.find(({ name }) => name === monitor.name)).toMatchObject({ action: 'keep' });
  }
});
