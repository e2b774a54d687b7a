import fc from 'fast-check';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { Alertmanager } from '../stand-ins/alertmanager';
import { PagerDuty } from '../stand-ins/pagerduty';
import { slackAnswer } from '../stand-ins/slack';
import { type TestCloud, withCloud } from './cloud';
import { Receiver, type Reply } from './receiver';
import { rows } from './rows';
import { minutesPass, postAs, times, watch } from './watch';

const FAILED = 'agent.run.failed';
const MINUTE = 60_000;
/** The sweep comes once a minute, and a group waits half of one. */
const TOLERANCE = 100_000;
const SEED = 15;

interface Explained {
  subscription: string;
  name: string;
  told: 'yes' | 'later' | 'held' | 'no';
  at: string | null;
  reason: string;
}

let stack: TestCloud;
let vendors: Receiver;
let monitor: string;

beforeAll(async () => {
  const [pagerDuty, alertmanager] = [new PagerDuty(), new Alertmanager()];
  vendors = await Receiver.start((request): Reply => {
    if (request.path.startsWith('/services/')) return slackAnswer(request);
    if (request.path === '/v2/enqueue') return pagerDuty.answer(request);
    return request.path === '/hook' ? { status: 204 } : alertmanager.answer(request);
  });
  stack = await withCloud();
  monitor = await watch(stack, {
    ...{ name: 'a failure', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
    ...{ window: { slidingSeconds: 7_200 }, thresholds: [{ atLeast: 1, severity: 'critical' }] },
    labels: { team: 'a' },
  });
});

afterAll(async () => {
  await Promise.all([stack.stop(), vendors.stop()]);
});

const clock = (minutes: number): string =>
  new Date(stack.cloud.clock.now() + minutes * MINUTE).toISOString().slice(11, 16);

/** Subscriptions of all kinds, with every setting that decides who is told when. */
function subscriptions() {
  // No window begins within three minutes after something else has ended: time passes in whole minutes here.
  const mute = fc
    .record({ from: fc.constantFrom(-20, -8, 9), length: fc.constantFrom(10, 14, 30) })
    .map(({ from, length }) => ({ from: clock(from), to: clock(from + length), timeZone: 'UTC' }));
  const delay = fc
    .constantFrom(60, 300, 900)
    .map((delaySeconds) => ({ delaySeconds, unless: ['acknowledged'] }));
  const muted = fc.array(mute, { minLength: 1, maxLength: 1 }).map((muteWindows) => ({ muteWindows }));
  const people = fc
    .tuple(fc.option(delay), fc.option(muted))
    .map(([delayed, quiet]) => ({ ...delayed, ...quiet }));
  const slack = { kind: 'slack', url: `${vendors.url}/services/T0/B0/s3cr3t` };
  const pagerduty = {
    ...{ kind: 'pagerduty', routingKey: 'R0123456789ABCDEF0123456789ABCDE' },
    url: `${vendors.url}/v2/enqueue`,
  };
  const toPeople = fc.oneof(
    fc.tuple(people, fc.constantFrom(0, 30)).map(([more, waitSeconds]) => ({
      ...{ destination: slack, grouping: { by: ['monitor.id'], waitSeconds }, ...more },
    })),
    people.map((more) => ({ destination: pagerduty, ...more })),
  );
  const toMachines = fc
    .constantFrom<object[]>(...[{ kind: 'webhook', url: `${vendors.url}/hook` }, { kind: 'log' }], {
      kind: 'alertmanager',
      url: vendors.url,
    })
    .map((destination) => ({ destination }));
  return fc.tuple(
    fc.oneof({ weight: 3, arbitrary: toPeople }, { weight: 1, arbitrary: toMachines }),
    fc.constantFrom(['alert.*'], ['alert.firing'], ['*'], ['alert.resolved'], [FAILED]),
    fc.constantFrom<(object | undefined)[]>(
      ...[undefined, undefined, { data: { severity: ['critical'] } }, { data: { severity: ['info'] } }],
      ...[{ data: { labels: { team: ['a'] } } }, { time: [{ exists: true }], subject: [{ prefix: 'alt_' }] }],
    ),
    fc.constantFrom('enabled', 'enabled', 'enabled', 'disabled'),
  );
}

async function subscribeAll(): Promise<void> {
  for (const [index, [kind, eventTypes, filter, status]] of fc
    .sample(subscriptions(), { seed: SEED, numRuns: 24 })
    .entries()) {
    const body = { name: `s${index}`, eventTypes, ...(filter && { filter }), ...kind };
    const made = await stack.admin<{ id: string }>('POST', '/v1/subscriptions', body);
    expect(made).toMatchObject({ status: 201, body: { name: body.name } });
    if (status === 'disabled') await stack.admin('POST', `/v1/subscriptions/${made.body.id}/disable`, {});
  }
}

async function explained(event: object): Promise<Explained[]> {
  const answer = await stack.admin<{ data: Explained[] }>('POST', '/v1/routing/explain', { event });
  expect(answer.status).toBe(200);
  return answer.body.data;
}

const firingOf = (source: string): object => ({
  type: 'alert.firing',
  data: {
    ...{ monitor: { id: monitor, name: 'a failure' }, group: { source }, labels: { team: 'a' } },
    ...{ severity: 'critical', value: 1, threshold: 1 },
  },
});

/** The event of a type that is about an agent or its alert. */
async function eventAbout(type: string, source: string): Promise<string> {
  type Listed = { data: { id: string; source: string; subject: string }[] };
  const { body: alerts } = await stack.admin<{ data: { id: string; group: { source: string } }[] }>(
    ...(['GET', '/v1/alerts?limit=100'] as const),
  );
  const alert = alerts.data.find(({ group }) => group.source === source)?.id;
  const { body } = await stack.admin<Listed>('GET', `/v1/events?type=${type}&limit=100`);
  const found = body.data.find((event) => event.subject === alert || event.source === source);
  if (!found) throw new Error(`There is no ${type} about ${source}`);
  return found.id;
}

/** What was said of each subscription, and what has become of its delivery. */
async function outcomes(said: Explained[], event: string) {
  const all = (await rows(stack, 'delivery')).filter((row) => row.event === event);
  return said.map((one) => ({ one, row: all.find(({ subscription }) => subscription === one.subscription) }));
}

const toldAt = (row: DeliveryRow | undefined): number | undefined =>
  row?.state === 'delivered' ? row.deliveredAt : undefined;

function mustAgree({ one, row }: { one: Explained; row: DeliveryRow | undefined }, about: string): void {
  const what = `${about}, ${one.name}: ${one.told} (${one.reason}), ${row?.state} ${row?.reason ?? ''}`;
  if (one.told === 'no') expect([what, row?.state ?? 'withheld']).toEqual([what, 'withheld']);
  else if (one.told === 'held') expect([what, row?.state]).toEqual([what, 'held']);
  else if (one.at === null) expect([what, toldAt(row)]).toEqual([what, undefined]);
  else {
    const late = (toldAt(row) ?? Infinity) - Date.parse(one.at);
    expect([what, late > -TOLERANCE && late < TOLERANCE ? 'then' : `${late} ms later`]).toEqual([
      what,
      'then',
    ]);
  }
}

it('what is said of each subscription before is what happens: told then, later then, kept or not', async () => {
  await subscribeAll();
  const until = new Date(stack.cloud.clock.now() + 20 * MINUTE).toISOString();
  const matchers = [{ name: 'source', op: '=', value: 'silenced' }];
  await stack.admin('POST', '/v1/silences', { matchers, until, reason: 'known' });
  const pause = { reason: 'x', until: new Date(stack.cloud.clock.now() + 12 * MINUTE).toISOString() };
  await stack.admin('POST', '/v1/agents/paused/pause', pause);
  await stack.admin('POST', '/v1/agents/stopped/pause', { reason: 'x' });

  const said: [type: string, source: string, Explained[]][] = [];
  for (const source of ['loud', 'silenced', 'paused', 'stopped']) {
    said.push([FAILED, source, await explained({ type: FAILED, source, data: {} })]);
    said.push(['alert.firing', source, await explained(firingOf(source))]);
    await postAs(stack, source, ...times(1, FAILED, { data: {} }));
  }
  await minutesPass(stack, 45);

  const verdicts = new Set<string>();
  for (const [type, source, all] of said) {
    for (const outcome of await outcomes(all, await eventAbout(type, source))) {
      mustAgree(outcome, `${type} of ${source}`);
      verdicts.add(outcome.one.told);
    }
  }
  // The sample is of use: each verdict has been given.
  expect([...verdicts].sort()).toEqual(['held', 'later', 'no', 'yes']);
});

it('what is beyond the cap is said to come with the next digest, and does', async () => {
  const body = {
    ...{ name: 'capped', eventTypes: ['alert.firing'], rateCap: { perHour: 1 } },
    filter: { data: { group: { source: ['one', 'two'] } } },
    destination: { kind: 'slack', url: `${vendors.url}/services/T0/B0/s3cr3t` },
  };
  await stack.admin('POST', '/v1/subscriptions', body);
  // Not over the end of an hour, after which the cap begins anew.
  const left = 60 - new Date(stack.cloud.clock.now()).getUTCMinutes();
  if (left < 20) await minutesPass(stack, left);
  await postAs(stack, 'one', ...times(1, FAILED));
  await minutesPass(stack, 2);
  // Nor just before a digest, which the message would miss.
  await minutesPass(stack, 5 - (new Date(stack.cloud.clock.now()).getUTCMinutes() % 5));
  const said = (await explained(firingOf('two'))).filter(({ name }) => name === 'capped');
  expect(said).toMatchObject([{ told: 'later', reason: expect.stringContaining('beyond its 1 messages') }]);
  await postAs(stack, 'two', ...times(1, FAILED));
  await minutesPass(stack, 9);
  for (const outcome of await outcomes(said, await eventAbout('alert.firing', 'two')))
    mustAgree(outcome, 'two');
});

it('of an alert that is acknowledged, whoever waits unless it is says that it is not told', async () => {
  await postAs(stack, 'seen', ...times(1, FAILED));
  const { body } = await stack.admin<{ data: { id: string; group: { source: string } }[] }>(
    ...(['GET', '/v1/alerts?limit=100'] as const),
  );
  const id = body.data.find(({ group }) => group.source === 'seen')?.id;
  await stack.admin('POST', `/v1/alerts/${id}/acknowledge`, {});
  const pager = { kind: 'pagerduty', routingKey: 'R0123456789ABCDEF0123456789ABCDE' };
  const more = { delaySeconds: 60, unless: ['acknowledged'] };
  await stack.admin('POST', '/v1/subscriptions', {
    ...{ name: 'escalation', eventTypes: ['alert.firing'], destination: pager, ...more },
  });
  const answer = await stack.admin<{ data: Explained[] }>('POST', '/v1/routing/explain', { alert: id });
  const found = answer.body.data.find(({ name }) => name === 'escalation');
  expect(found).toMatchObject({ told: 'no', at: null, reason: 'the alert is acknowledged' });
});

it.each([
  ['/event/source', { type: 'a', source: 'tocsin' }],
  ['/event/data/monitor', { type: 'alert.firing', data: { monitor: null } }],
  ['/event/data/group', { type: 'alert.firing', data: { group: 'x' } }],
  ['/event/data/severity', { type: 'alert.resolved', data: { severity: 'bad' } }],
])('an event that cannot be is refused at %s', async (pointer, event) => {
  const { status, body } = await stack.admin('POST', '/v1/routing/explain', { event });
  expect([status, (body['errors'] as { pointer: string }[])[0]?.pointer]).toEqual([400, pointer]);
});
