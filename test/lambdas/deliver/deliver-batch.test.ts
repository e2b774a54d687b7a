import type { SQSEvent } from 'aws-lambda';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Pauses } from '../../../adapters/aws/pauses';
import { breakerKey, paceKey, parkedShard, subscriptionKey } from '../../../adapters/aws/keys';
import type { Breaker } from '../../../core/delivery/breaker';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { deliveryMessage, type DeliveryMessage } from '../../../core/delivery/message';
import type { Lane } from '../../../core/delivery/pace';
import { compress } from '../../../core/event/entry';
import { deliverBatch } from '../../../lambdas/deliver/deliver-batch';
import { endpoint, type Endpoint } from '../../adapters/http/endpoint';
import { stored, storedOf } from '../../adapters/aws/stored';
import { linesFromNow, type Line } from '../lines';
import { PROJECT, startWorld, type World } from './world';

const Z = compress('{"id":"evt_1","type":"a","data":{}}');

let world: World;
let to: Endpoint;
let status = 200;
let headers: Record<string, string> = {};
let sub = '';
let tests = 0;
let lines: Line[];

beforeAll(async () => {
  world = await startWorld();
  to = await endpoint((_, response) => response.writeHead(status, headers).end());
});
afterAll(async () => {
  await world.aws.stop();
  await to.stop();
});
beforeEach(async () => {
  sub = `sub_${++tests}`;
  status = 200;
  headers = {};
  to.received = [];
  world.clock.now += 3_600_000;
  world.aws.local.clock.advance(3_600_000);
  await world.aws.received();
  await world.aws.receivedSlow();
  lines = linesFromNow();
});
afterEach(() => jest.restoreAllMocks());

const message = (event: string, more: Partial<DeliveryMessage> = {}): DeliveryMessage => ({
  ...deliveryMessage({ project: PROJECT, id: event, type: 'a', receivedAt: world.clock.now, z: Z }, sub),
  ...more,
});
const idOf = (event: string): string => deliveryId(PROJECT, event, sub);
const row = (event: string): Promise<DeliveryRow | undefined> => world.tools.deliveries.get(idOf(event));
const breaker = () => stored(world.aws, 'subscriptions', breakerKey(sub)) as Promise<Breaker | undefined>;
const events = (count: number, prefix = 'evt'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}_${index}`);

/** The ids of messages that come back. */
async function batch(messages: (DeliveryMessage | string)[], lane: Lane = 'fast', tools = world.tools) {
  const Records = messages.map((body, index) => ({
    messageId: `m${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }));
  const answer = await deliverBatch(tools, { Records } as SQSEvent, lane);
  return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

const told = async (type: string): Promise<Record<string, unknown>[]> =>
  (await storedOf(world.aws, 'deliveries', PROJECT)).filter(({ entry }) => {
    const promised = entry as { type?: string; subject?: string } | undefined;
    return promised?.type === type && promised.subject === sub;
  });

async function setBreaker(more: Partial<Breaker>): Promise<void> {
  const made = {
    ...{ project: PROJECT, subscription: sub, state: 'open', version: 7, failures: 10 },
    ...{ failingSince: world.clock.now - 60_000, openedAt: world.clock.now - 1_000 },
    ...more,
  };
  await world.aws.tables.send(
    new PutCommand({ TableName: 'subscriptions', Item: { ...breakerKey(sub), ...made } }),
  );
  world.tools.endpoints.forget(sub);
}

describe('a batch', () => {
  it('gives back only what failed, and attempts the rest', async () => {
    await world.subscribe(sub, to.url);
    expect(await batch([message('evt_1'), 'no message', message('evt_2')])).toEqual(['m1']);
    expect(to.received).toHaveLength(2);
  });

  it('comes back whole for an endpoint that cannot be read, which costs no other anything', async () => {
    await world.subscribe(sub, to.url);
    const broken = Object.create(world.tools.endpoints) as typeof world.tools.endpoints;
    broken.get = (project, id) =>
      id === sub ? world.tools.endpoints.get(project, id) : Promise.reject(new Error('throttled'));
    const tools = { ...world.tools, endpoints: broken };
    const other = message('evt_2', { subscription: 'sub_other' });
    expect(await batch([other, message('evt_1')], 'fast', tools)).toEqual(['m0']);
    expect(await row('evt_1')).toMatchObject({ state: 'delivered' });
  });
});

describe('the slow lane', () => {
  const unproven = async (id: string, project = PROJECT): Promise<void> => {
    await world.subscribe(id, to.url, { project });
    await world.aws.tables.send(new DeleteCommand({ TableName: 'subscriptions', Key: paceKey(id) }));
    world.tools.endpoints.forget(id);
  };

  it('A new endpoint is first served there, and on the fast lane once it has answered quickly', async () => {
    await unproven(sub);
    expect(await batch([message('evt_1')])).toEqual([]);
    expect(to.received).toEqual([]);
    expect(await world.aws.receivedSlow()).toMatchObject([{ event: 'evt_1' }]);
    await batch([message('evt_1')], 'slow');
    expect(await stored(world.aws, 'subscriptions', paceKey(sub))).toMatchObject({
      provenAt: expect.any(Number) as number,
    });
    await batch([message('evt_2')]);
    expect(to.received).toHaveLength(2);
  });

  it('An endpoint that has just proven itself in another invocation is served on the fast lane at once', async () => {
    await unproven(sub);
    await batch([message('evt_1')]);
    await world.tools.paces.mark(sub, { provenAt: world.clock.now });
    await batch([message('evt_2')]);
    expect(await row('evt_2')).toMatchObject({ state: 'delivered' });
  });

  it('What comes while another invocation has just begun waits for it, and is attempted', async () => {
    await unproven(sub);
    await world.tools.slowLaneSlots.take(PROJECT, 'quick', world.clock.now + 60_000, world.clock.now);
    let pauses = 0;
    const wait = async (ms: number): Promise<void> => {
      world.clock.now += ms;
      if (++pauses === 3) await world.tools.slowLaneSlots.release(PROJECT, 'quick');
    };
    await batch([message('evt_1')], 'slow', { ...world.tools, wait });
    expect([pauses, to.received.length]).toEqual([3, 1]);
  });

  it('What finds the share of its project taken comes back later, and another project does not notice', async () => {
    await unproven(sub);
    const began = world.clock.now - 1_001;
    await world.tools.slowLaneSlots.take(PROJECT, 'other', began + 60_000, began);
    expect(await batch([message('evt_1'), message('evt_2', { waits: 1 })], 'slow')).toEqual([]);
    expect(to.received).toEqual([]);
    expect(await world.aws.receivedSlow()).toEqual([]);
    world.aws.local.clock.advance(20_000);
    const back = await world.aws.receivedSlow();
    expect(back.map(({ event, waits }) => [event, waits]).sort()).toEqual([
      ['evt_1', 1],
      ['evt_2', 2],
    ]);
    await world.tools.slowLaneSlots.release(PROJECT, 'other');
    await batch([message('evt_1')], 'slow');
    await batch([message('evt_2')], 'slow');
    expect(to.received).toHaveLength(2);
  });
});

describe('the lines of a batch', () => {
  const TRACE = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
  const about = (event: string, attempt = 1) => ({
    ...{ unit: 'deliver', project: PROJECT, event, subscription: sub, delivery: idOf(event), attempt },
    ...TRACE,
  });

  it('say of each message what became of it, one of each', async () => {
    await world.subscribe(sub, to.url);
    const busy = message('evt_2', TRACE);
    await world.tools.deliveries.claim(busy, world.clock.now, world.clock.now + 60_000);
    await batch([message('evt_1', TRACE), busy]);
    await batch([message('evt_1', TRACE)]);
    await batch([message('evt_1', { attempt: 7, ...TRACE })]);
    expect(lines).toHaveLength(4);
    expect(lines).toMatchObject([
      { ...about('evt_1'), outcome: 'delivered', status: 200 },
      { ...about('evt_2'), outcome: 'comesBack', messageId: 'm1' },
      { ...about('evt_1'), outcome: 'stale' },
      { ...about('evt_1', 7), outcome: 'stale' },
    ]);
  });

  it('name what has failed, and quote nothing of what is not JSON', async () => {
    const broken = Object.create(world.tools.endpoints) as typeof world.tools.endpoints;
    broken.get = () => Promise.reject(new Error('throttled'));
    await batch(['s3cr3t', message('evt_1', TRACE)], 'fast', { ...world.tools, endpoints: broken });
    expect(lines).toMatchObject([
      { level: 'ERROR', messageId: 'm0', error: { message: 'is not JSON' } },
      { level: 'ERROR', messageId: 'm1', ...about('evt_1'), error: { message: 'throttled' } },
    ]);
    expect(JSON.stringify(lines)).not.toContain('s3cr3t');
  });

  it('say what is put off under a rate limit, or too late for the breaker', async () => {
    await world.subscribe(sub, to.url, { rateLimit: { perSecond: 0.1 } });
    await batch([message('evt_1', TRACE), message('evt_2', TRACE)]);
    expect(lines).toMatchObject([
      { ...about('evt_2'), outcome: 'deferred', until: expect.any(Number) as number },
      { ...about('evt_1'), outcome: 'delivered' },
    ]);
    lines.length = 0;
    await setBreaker({});
    await batch([message('evt_1', TRACE)]);
    expect(lines).toMatchObject([{ ...about('evt_1'), outcome: 'stale' }]);
  });
});

describe('2.5 breaker', () => {
  it('costs an endpoint that is well no write', async () => {
    await world.subscribe(sub, to.url);
    await batch(events(3).map((event) => message(event)));
    expect(await breaker()).toBeUndefined();
  });

  it('counts the failures of a batch in one write, and opens after ten over a minute', async () => {
    await world.subscribe(sub, to.url);
    status = 503;
    const count = jest.spyOn(world.tools.breakers, 'countFailures');
    await batch(events(9).map((event) => message(event)));
    expect(count).toHaveBeenCalledTimes(1);
    expect(await breaker()).toMatchObject({ state: 'closed', failures: 9, failingSince: world.clock.now });
    expect(await breaker()).toMatchObject({
      lastError: { delivery: expect.stringMatching(/^dlv_/) as string, status: 503, error: 'http_5xx' },
    });
    world.clock.now += 59_999;
    await batch([message('evt_9')]);
    expect(await breaker()).toMatchObject({ state: 'closed', failures: 10 });
    expect(await told('endpoint.failing')).toEqual([]);
    world.clock.now += 1;
    await batch([message('evt_10')]);
    expect(await breaker()).toMatchObject({
      ...{ state: 'open', failures: 11, openedAt: world.clock.now, dueAt: world.clock.now + 60_000 },
      ...{ probes: 0, dueShard: expect.stringMatching(/^due#/) as unknown },
    });
    expect(await told('endpoint.failing')).toHaveLength(1);
  });

  it('forgets failures at the first success', async () => {
    await world.subscribe(sub, to.url);
    status = 500;
    await batch([message('evt_1')]);
    expect(await breaker()).toMatchObject({ failures: 1 });
    status = 200;
    await batch([message('evt_2')]);
    expect(await breaker()).toBeUndefined();
    expect(await told('endpoint.recovered')).toEqual([]);
  });

  it('is settable', async () => {
    await world.subscribe(sub, to.url, { breaker: { failures: 2, seconds: 0 } });
    status = 500;
    await batch([message('evt_1'), message('evt_2')]);
    expect(await breaker()).toMatchObject({ state: 'open' });
  });

  it('parks what comes while it is open, with its body, oldest first, and sends nothing', async () => {
    await world.subscribe(sub, to.url);
    await setBreaker({});
    const old = message('evt_1', { acceptedAt: 5 });
    expect(await batch([old, message('evt_2')])).toEqual([]);
    expect(to.received).toEqual([]);
    expect(await row('evt_1')).toMatchObject({
      ...{ state: 'parked', attempt: 1, chainStart: 1, attempts: [], z: Z },
      ...{ dueShard: parkedShard(sub, idOf('evt_1')), dueAt: 5 },
    });
    expect(await row('evt_2')).toMatchObject({ state: 'parked', dueAt: world.clock.now });
  });

  it('parks what waits for a retry when its message comes, and keeps what was tried', async () => {
    await world.subscribe(sub, to.url);
    status = 500;
    await batch([message('evt_1')]);
    await setBreaker({});
    await batch([message('evt_1', { attempt: 2 })]);
    const parked = await row('evt_1');
    expect(parked).toMatchObject({
      state: 'parked',
      attempt: 2,
      attempts: [{ number: 1, status: 500 }],
      z: Z,
    });
    expect(parked).not.toHaveProperty('nextAt');
  });

  it('does not park twice, nor what has ended or is being attempted', async () => {
    await world.subscribe(sub, to.url);
    await batch([message('evt_1')]);
    await world.tools.deliveries.claim(message('evt_2'), world.clock.now, world.clock.now + 60_000);
    await setBreaker({});
    const three = message('evt_3');
    expect(await batch([message('evt_1'), message('evt_2'), three, three])).toEqual(['m3', 'm1']);
    expect(await batch([three])).toEqual([]);
    expect(await row('evt_1')).toMatchObject({ state: 'delivered' });
    expect(await row('evt_2')).toMatchObject({ state: 'leased' });
    expect(await row('evt_3')).toMatchObject({ state: 'parked' });
  });

  it('parks only on condition that the breaker is as it was seen: closed meanwhile, it attempts', async () => {
    await world.subscribe(sub, to.url);
    await setBreaker({});
    await world.tools.endpoints.get(PROJECT, sub);
    const { aws } = world;
    const Item = { ...breakerKey(sub), ...(await breaker()), state: 'draining', version: 8 };
    await aws.tables.send(new PutCommand({ TableName: 'subscriptions', Item }));
    expect(await batch([message('evt_1')])).toEqual([]);
    expect(await row('evt_1')).toMatchObject({ state: 'delivered' });
  });

  it('lets a person and a test through, and closes when one of them succeeds', async () => {
    await world.subscribe(sub, to.url);
    await setBreaker({});
    await batch([message('evt_1', { test: true })]);
    expect(to.received).toHaveLength(1);
    expect(await breaker()).toMatchObject({ state: 'open' });
    await batch([message('evt_2', { manual: true })]);
    expect(await breaker()).toMatchObject({ state: 'draining', failures: 0, dueAt: world.clock.now });
    expect(await breaker()).not.toHaveProperty('openedAt');
    expect(await told('endpoint.recovered')).toHaveLength(1);
  });

  it('closes although the sweep has changed the breaker since it was read', async () => {
    await world.subscribe(sub, to.url);
    await setBreaker({});
    await world.tools.endpoints.get(PROJECT, sub);
    const Item = { ...breakerKey(sub), ...(await breaker()), probes: 1, version: 8 };
    await world.aws.tables.send(new PutCommand({ TableName: 'subscriptions', Item }));
    await batch([message('evt_1', { probe: true })]);
    expect(await breaker()).toMatchObject({ state: 'draining' });
  });

  it('parks a failed probe behind the others, at no cost to its schedule', async () => {
    await world.subscribe(sub, to.url, { retry: { scheduleSeconds: [1] } });
    await setBreaker({ dueAt: world.clock.now + 60_000 });
    status = 500;
    await batch([message('evt_1', { probe: true })]);
    expect(await row('evt_1')).toMatchObject({
      ...{ state: 'parked', attempt: 2, chainStart: 2, attempts: [{ number: 1 }], z: Z },
      ...{ dueShard: parkedShard(sub, idOf('evt_1')), dueAt: world.clock.now },
    });
    expect(await breaker()).toMatchObject({ state: 'open', dueAt: world.clock.now + 60_000 });
  });

  it('2.4 puts the next probe off for as long as Retry-After asks', async () => {
    await world.subscribe(sub, to.url);
    await setBreaker({ dueAt: world.clock.now + 60_000 });
    [status, headers] = [503, { 'retry-after': '1800' }];
    await batch([message('evt_1', { probe: true })]);
    expect(await breaker()).toMatchObject({ dueAt: world.clock.now + 1_800_000 });
  });

  it('has a failed probe wait as usual if the breaker has closed meanwhile', async () => {
    await world.subscribe(sub, to.url);
    status = 500;
    await batch([message('evt_1', { probe: true })]);
    expect(await row('evt_1')).toMatchObject({ state: 'waiting', attempt: 2, chainStart: 2 });
  });

  it('opens again at once when what is back fails again, and does not tell the owner twice', async () => {
    await world.subscribe(sub, to.url);
    await setBreaker({ state: 'draining', drainPerMinute: 10, dueAt: world.clock.now });
    status = 500;
    await batch([message('evt_1')]);
    expect(await breaker()).toMatchObject({ state: 'open', probes: 0 });
    expect(await breaker()).not.toHaveProperty('drainPerMinute');
    expect(await told('endpoint.failing')).toEqual([]);
  });

  it('holds what comes for a disabled subscription, be its breaker open or not', async () => {
    await world.subscribe(sub, to.url, { status: 'disabled' });
    await setBreaker({});
    await batch([message('evt_1')]);
    expect(await row('evt_1')).toMatchObject({ state: 'held' });
  });

  it('never fails a delivery because its endpoint could not be judged', async () => {
    await world.subscribe(sub, to.url);
    status = 500;
    jest.spyOn(world.tools.breakers, 'countFailures').mockRejectedValue(new Error('throttled'));
    expect(await batch([message('evt_1')])).toEqual([]);
    expect(await row('evt_1')).toMatchObject({ state: 'waiting' });
  });
});

describe('2.6 five days of nothing but failure', () => {
  it('disable the subscription, and say so', async () => {
    await world.subscribe(sub, to.url);
    await setBreaker({ failingSince: world.clock.now - 5 * 86_400_000 });
    status = 500;
    await batch([message('evt_1', { probe: true })]);
    expect(await stored(world.aws, 'subscriptions', subscriptionKey(sub))).toMatchObject({
      ...{ status: 'disabled', disabledReason: 'failing' },
    });
    expect(await told('endpoint.disabled')).toHaveLength(1);
  });

  it('begin anew when somebody enables it', async () => {
    await world.subscribe(sub, to.url, { enabledAt: world.clock.now - 1 });
    await setBreaker({ failingSince: world.clock.now - 5 * 86_400_000 });
    status = 500;
    await batch([message('evt_1', { probe: true })]);
    expect(await stored(world.aws, 'subscriptions', subscriptionKey(sub))).toMatchObject({
      status: 'enabled',
    });
  });
});

describe('a slow endpoint', () => {
  const slow = async (): Promise<void> =>
    world.tools.paces.mark(sub, { slowUntil: world.clock.now + 600_000 });

  it('is served by a queue of its own', async () => {
    await world.subscribe(sub, to.url);
    await slow();
    const sent = message('evt_1');
    expect(await batch([sent])).toEqual([]);
    expect(to.received).toEqual([]);
    expect(await world.aws.receivedSlow()).toEqual([sent]);
    await batch([sent], 'slow');
    expect(await row('evt_1')).toMatchObject({ state: 'delivered' });
  });

  it('is served by the common one if its own does not take the message', async () => {
    await world.subscribe(sub, to.url);
    await slow();
    const gone = Object.assign(Object.create(world.tools.queues.slow) as typeof world.tools.queues.slow, {
      send: (all: unknown[]) => Promise.resolve(all),
    });
    const queues = { ...world.tools.queues, slow: gone };
    await batch([message('evt_1')], 'fast', { ...world.tools, queues });
    expect(await row('evt_1')).toMatchObject({ state: 'delivered' });
  });

  it('has its retries sent there at once', async () => {
    await world.subscribe(sub, to.url);
    await slow();
    status = 500;
    await batch([message('evt_1')], 'slow');
    world.aws.local.clock.advance(6_000);
    expect(await world.aws.receivedSlow()).toMatchObject([{ event: 'evt_1', attempt: 2 }]);
  });

  it('A quick answer after the mark is over brings it back to the common queue', async () => {
    await world.subscribe(sub, to.url);
    await slow();
    world.clock.now += 600_001;
    world.tools.endpoints.forget(sub);
    await batch([message('evt_1')], 'slow');
    await batch([message('evt_2')]);
    expect(await row('evt_2')).toMatchObject({ state: 'delivered' });
  });
});

describe('a rate limit', () => {
  const limited = (perSecond: number): Promise<string> =>
    world.subscribe(sub, to.url, { rateLimit: { perSecond } });

  it('sends what its places allow within a second, and puts the rest off, in its order', async () => {
    await limited(2);
    const now = world.clock.now;
    expect(await batch(events(6).map((event) => message(event)))).toEqual([]);
    const states = await Promise.all(events(6).map(row));
    expect(states.filter((one) => one?.state === 'delivered')).toHaveLength(3);
    const waiting = states.filter((one) => one?.state === 'waiting');
    expect(waiting.map((one) => one?.nextAt)).toEqual([now + 1_500, now + 2_000, now + 2_500]);
    expect(waiting[0]).toMatchObject({
      attempt: 1,
      attempts: [],
      z: Z,
      slot: { kind: 'line', at: now + 1_500 },
    });
    world.aws.local.clock.advance(3_000);
    expect(await world.aws.received()).toHaveLength(3);
  });

  it('attempts what was put off when its turn has come, and forgets the place then', async () => {
    await limited(0.1);
    const began = world.clock.now;
    await batch([message('evt_0'), message('evt_1')]);
    expect(await row('evt_1')).toMatchObject({ state: 'waiting', nextAt: began + 10_000 });
    world.clock.now = began + 9_800;
    await batch([message('evt_1', { slot: { kind: 'line', at: began + 10_000 } })]);
    expect(await row('evt_1')).toMatchObject({ state: 'delivered' });
    expect(await row('evt_1')).not.toHaveProperty('slot');
    expect(to.received).toHaveLength(2);
  });

  it('spaces what comes in a bunch after a standstill, without sending it to the end of the line', async () => {
    await limited(1);
    const began = world.clock.now;
    const bunch = events(4).map((event, index) =>
      message(event, { slot: { kind: 'line', at: began - 30_000 + index * 1_000 } }),
    );
    await world.tools.places.take(sub, 'line', 5_000, { perSecond: 1 }, began);
    await batch(bunch);
    const waiting = (await Promise.all(events(4).map(row))).filter((one) => one?.state === 'waiting');
    expect(waiting.map((one) => one?.slot)).toEqual([
      { kind: 'gate', at: began + 2_000 },
      { kind: 'gate', at: began + 3_000 },
    ]);
  });

  it('gives a place that was missed at the gate another one soon', async () => {
    await limited(1);
    await batch([message('evt_1', { slot: { kind: 'gate', at: world.clock.now - 5_000 } })]);
    expect(await row('evt_1')).toMatchObject({ state: 'delivered' });
  });

  it('A delivery whose message is twice in a batch takes one slot, and the second message comes back', async () => {
    await limited(0.1);
    const twice = message('evt_1');
    expect(await batch([twice, twice, message('evt_2')])).toEqual(['m1']);
    expect(await row('evt_2')).toMatchObject({ state: 'waiting', nextAt: world.clock.now + 10_000 });
  });

  it('leaves what comes long before its place to the sweep', async () => {
    await limited(0.01);
    await batch([message('evt_0'), message('evt_1'), message('evt_2')]);
    const { nextAt, dueAt } = (await row('evt_2'))!;
    expect(dueAt).toBe(nextAt);
    world.aws.local.clock.advance(900_000);
    expect(await world.aws.received()).toMatchObject([{ event: 'evt_1' }]);
  });

  it('is not asked by a person', async () => {
    await limited(0.01);
    await batch(events(3).map((event) => message(event, { manual: true })));
    expect(to.received).toHaveLength(3);
  });
});

describe('2.4 an endpoint that asks for a pause', () => {
  const minute = 60_000;
  const waitOf = async (event: string): Promise<number> =>
    ((await row(event))?.nextAt ?? 0) - world.clock.now;
  const askFor = (seconds: string): void => {
    [status, headers] = [429, { 'retry-after': seconds }];
  };

  it('is sent nothing more, and what comes waits behind it, with all of its attempts', async () => {
    await world.subscribe(sub, to.url);
    askFor('120');
    await batch([message('told')]);
    expect(await batch(events(12).map((event) => message(event)))).toEqual([]);
    expect(to.received).toHaveLength(1);
    expect(await row('told')).toMatchObject({ state: 'waiting', attempt: 2 });
    expect(await row('evt_0')).toMatchObject({ state: 'waiting', attempt: 1, attempts: [], z: Z });
    const waits = await Promise.all(['told', ...events(12)].map(waitOf));
    expect(waits[0]).toBeGreaterThanOrEqual(2 * minute);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    // Ten in the first minute after it.
    expect(waits.filter((wait) => wait < 3 * minute)).toHaveLength(10);
    expect(new Set(lines.map(({ outcome }) => outcome))).toContain('paused');
  });

  it('is sent what waited when the pause is over, and what is new at once', async () => {
    await world.subscribe(sub, to.url);
    askFor('60');
    await batch([message('told'), message('second')]);
    await batch([message('waits')]);
    world.clock.now += await waitOf('waits');
    status = 200;
    expect(await batch([message('waits'), message('new')])).toEqual([]);
    expect(await row('waits')).toMatchObject({ state: 'delivered' });
    expect(await row('new')).toMatchObject({ state: 'delivered' });
  });

  it('that asks again has everything wait again, and has lost nobody an attempt', async () => {
    await world.subscribe(sub, to.url);
    askFor('60');
    await batch([message('told')]);
    await batch([message('waits')]);
    world.clock.now += minute + 10_000;
    await batch([message('told', { attempt: 2 })]);
    await batch([message('waits')]);
    expect(to.received).toHaveLength(2);
    expect(await row('waits')).toMatchObject({ state: 'waiting', attempt: 1, attempts: [] });
    expect(await waitOf('waits')).toBeGreaterThanOrEqual(minute);
  });

  it('keeps the longest pause of several that it asks for', async () => {
    await world.subscribe(sub, to.url);
    askFor('600');
    await batch([message('one', { manual: true })]);
    askFor('60');
    await batch([message('two', { manual: true })]);
    await batch([message('three')]);
    expect(await waitOf('two')).toBeGreaterThanOrEqual(10 * minute);
    expect(await waitOf('three')).toBeGreaterThanOrEqual(10 * minute);
    askFor('1200');
    await batch([message('four', { manual: true })]);
    await batch([message('five')]);
    expect(await waitOf('five')).toBeGreaterThanOrEqual(20 * minute);
  });

  it('never pauses another one, be it at the same host', async () => {
    await world.subscribe(sub, to.url);
    await world.subscribe(`${sub}_other`, to.url);
    askFor('21600');
    await batch([message('told')]);
    status = 200;
    await batch([message('other', { subscription: `${sub}_other` })]);
    expect(await world.tools.deliveries.get(deliveryId(PROJECT, 'other', `${sub}_other`))).toMatchObject({
      state: 'delivered',
    });
  });

  it('lets a person through, whose success ends the pause', async () => {
    await world.subscribe(sub, to.url);
    askFor('3600');
    await batch([message('told')]);
    [status, headers] = [200, {}];
    await batch([message('waits')]);
    expect(await row('waits')).toMatchObject({ state: 'waiting' });
    await batch([message('waits', { manual: true })]);
    expect(await row('waits')).toMatchObject({ state: 'delivered' });
    await batch([message('next')]);
    expect(await row('next')).toMatchObject({ state: 'delivered' });
  });

  it('asks for itself alone by a status that is about one request', async () => {
    await world.subscribe(sub, to.url);
    [status, headers] = [500, { 'retry-after': '600' }];
    await batch([message('told')]);
    status = 200;
    await batch([message('next')]);
    expect(await waitOf('told')).toBeGreaterThanOrEqual(10 * minute);
    expect(await row('next')).toMatchObject({ state: 'delivered' });
  });

  it('costs no delivery anything where its pause cannot be written', async () => {
    await world.subscribe(sub, to.url);
    askFor('120');
    const pauses = new Pauses(world.aws.tables, 'gone');
    jest.spyOn(console, 'error').mockImplementation();
    expect(await batch([message('told')], 'fast', { ...world.tools, pauses })).toEqual([]);
    expect(await row('told')).toMatchObject({ state: 'waiting', attempt: 2 });
    expect(await waitOf('told')).toBeGreaterThanOrEqual(2 * minute);
  });
});
