import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Webhook } from 'standardwebhooks';
import { DeliverQueue } from '../../../adapters/aws/deliver-queue';
import { deliveryKey, subscriptionKey } from '../../../adapters/aws/keys';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { deliveryMessage, type DeliveryMessage } from '../../../core/delivery/message';
import { compress } from '../../../core/event/entry';
import { ComeBack } from '../../../lambdas/batch';
import { deliver } from '../../../lambdas/deliver/deliver';
import { endpoint, type Endpoint } from '../../adapters/http/endpoint';
import { stored, storedOf } from '../../adapters/aws/stored';
import { PROJECT, startWorld, type World } from './world';

const BODY = '{"id":"evt_1","type":"a","data":{"n":9007199254740993,"t":"e\u0301"}}';
const Z = compress(BODY);

let world: World;
let to: Endpoint;
/** What the endpoint answers next; 200 when there is nothing left. */
let answers: [status: number, headers?: Record<string, string>][] = [];
let sub = '';
let tests = 0;

beforeAll(async () => {
  world = await startWorld();
  to = await endpoint((_, response) => {
    const [status, headers] = answers.shift() ?? [200];
    response.writeHead(status, headers).end('thanks');
  });
});
afterAll(async () => {
  await world.aws.stop();
  await to.stop();
});
beforeEach(async () => {
  sub = `sub_${++tests}`;
  answers = [];
  to.received = [];
  await world.aws.received();
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

const message = (more: Partial<DeliveryMessage> = {}): DeliveryMessage => ({
  ...deliveryMessage({ project: PROJECT, id: 'evt_1', type: 'a', receivedAt: world.clock.now, z: Z }, sub),
  ...more,
});
const row = (): Promise<DeliveryRow | undefined> =>
  world.tools.deliveries.get(deliveryId(PROJECT, 'evt_1', sub));

describe('deliver', () => {
  it('2.1 sends the stored bytes, signed so that the receiver can verify them, and ends the row', async () => {
    const sealedHeaders = {
      'X-Env': await world.sealFor(sub, 'prod'),
      'Webhook-Id': await world.sealFor(sub, 'forged'),
    };
    const secret = await world.subscribe(sub, to.url, {
      destination: { kind: 'webhook', url: to.url, sealedHeaders },
    });
    await deliver(world.tools, { message: message() });
    const { request, body } = to.received[0]!;
    expect(body).toBe(BODY);
    expect(() => new Webhook(secret).verify(body, request.headers as Record<string, string>)).not.toThrow();
    expect(request.headers).toMatchObject({
      ...{
        'webhook-id': 'evt_1',
        'user-agent': 'Tocsin/1.2.3',
        'content-type': 'application/json',
        'x-env': 'prod',
      },
    });
    expect(await row()).toMatchObject({
      ...{ state: 'delivered', attempt: 2, deliveredAt: world.clock.now },
      attempts: [{ number: 1, status: 200, address: '127.0.0.1', response: 'thanks' }],
    });
    expect(await world.aws.received()).toEqual([]);
  });

  it('2.3 waits after a failure: due row with a grace, delayed message for the next attempt', async () => {
    await world.subscribe(sub, to.url);
    answers = [[500]];
    await deliver(world.tools, { message: message() });
    const nextAt = world.clock.now + 5_000;
    expect(await row()).toMatchObject({
      ...{ state: 'waiting', attempt: 2, nextAt, dueAt: nextAt + 300_000, z: Z },
      attempts: [{ number: 1, status: 500, error: 'http_5xx' }],
    });
    expect(await world.aws.received()).toEqual([]);
    world.aws.local.clock.advance(5_000);
    const [next] = await world.aws.received();
    expect(next).toEqual({ ...message({ attempt: 2 }) });
    await deliver(world.tools, { message: next as unknown as DeliveryMessage });
    expect(await row()).toMatchObject({
      state: 'delivered',
      attempt: 3,
      attempts: [{ number: 1 }, { number: 2 }],
    });
    expect(to.received.map(({ request }) => request.headers['webhook-id'])).toEqual(['evt_1', 'evt_1']);
  });

  it('2.3 leaves what is two minutes or more away to the sweep', async () => {
    await world.subscribe(sub, to.url, { retry: { scheduleSeconds: [120] } });
    answers = [[503]];
    await deliver(world.tools, { message: message() });
    const nextAt = world.clock.now + 120_000;
    expect(await row()).toMatchObject({ state: 'waiting', nextAt, dueAt: nextAt });
    world.aws.local.clock.advance(900_000);
    expect(await world.aws.received()).toEqual([]);
  });

  it('2.3 does not fail when the delayed message cannot be sent', async () => {
    await world.subscribe(sub, to.url);
    answers = [[500]];
    const gone = new DeliverQueue(world.aws.clients.sqs, `${world.aws.queueUrl}-gone`, () => 0);
    await deliver({ ...world.tools, queues: { fast: gone, slow: gone } }, { message: message() });
    expect(await row()).toMatchObject({ state: 'waiting', attempt: 2 });
  });

  it('2.4 waits as long as Retry-After asks', async () => {
    await world.subscribe(sub, to.url);
    answers = [[429, { 'retry-after': '3600' }]];
    await deliver(world.tools, { message: message() });
    expect(await row()).toMatchObject({ state: 'waiting', nextAt: world.clock.now + 3_603_000 });
  });

  it('2.4 gives up when the schedule is used up, and says so', async () => {
    await world.subscribe(sub, to.url, { retry: { scheduleSeconds: [1] } });
    answers = [[500], [500]];
    await deliver(world.tools, { message: message() });
    await deliver(world.tools, { message: message({ attempt: 2 }) });
    expect(await row()).toMatchObject({ state: 'dead', reason: 'attempts_exhausted', z: Z });
    const rows = await storedOf(world.aws, 'deliveries', PROJECT);
    const id = deliveryId(PROJECT, 'evt_1', sub);
    expect(rows.find(({ pk, sk }) => pk === `delivery#${id}` && sk === 'dead')).toMatchObject({
      kind: 'delivery',
    });
    expect(
      rows.filter(({ entry }) => (entry as { subject?: string } | undefined)?.subject === id),
    ).toHaveLength(1);
  });

  it('2.4 disables the subscription on 410, keeps the delivery, and sends nothing more', async () => {
    await world.subscribe(sub, to.url);
    answers = [[410]];
    await deliver(world.tools, { message: message() });
    expect(await row()).toMatchObject({ state: 'held', attempt: 2, z: Z, attempts: [{ status: 410 }] });
    expect(await stored(world.aws, 'subscriptions', subscriptionKey(sub))).toMatchObject({
      ...{ status: 'disabled', disabledReason: 'gone', revision: 2 },
    });
    await deliver(world.tools, { message: message({ event: 'evt_2' }) });
    expect(to.received).toHaveLength(1);
    expect(await world.tools.deliveries.get(deliveryId(PROJECT, 'evt_2', sub))).toMatchObject({
      state: 'held',
      attempt: 1,
    });
  });

  it('2.4 gives a payload that is too large up at once', async () => {
    await world.subscribe(sub, to.url);
    answers = [[413]];
    await deliver(world.tools, { message: message() });
    expect(await row()).toMatchObject({ state: 'dead', reason: 'payload_too_large' });
  });

  it('2.2 comes back while another one holds the lease, and takes over when it is over', async () => {
    await world.subscribe(sub, to.url);
    await world.tools.deliveries.claim(message(), world.clock.now, world.clock.now + 60_000);
    await expect(deliver(world.tools, { message: message() })).rejects.toThrow(ComeBack);
    expect(to.received).toHaveLength(0);
    world.clock.now += 60_001;
    await deliver(world.tools, { message: message() });
    expect(await row()).toMatchObject({ state: 'delivered', attempts: [{ number: 1 }] });
  });

  it('2.2 drops a message whose attempt is made or not yet due, without a request', async () => {
    await world.subscribe(sub, to.url);
    await deliver(world.tools, { message: message() });
    for (const attempt of [1, 2, 7]) await deliver(world.tools, { message: message({ attempt }) });
    expect(to.received).toHaveLength(1);
  });

  it('2.6 discards what is for a subscription that is deleted, or of another project', async () => {
    await deliver(world.tools, { message: message() });
    expect(await row()).toMatchObject({ state: 'discarded', reason: 'subscription_deleted', attempts: [] });
    await world.subscribe(sub, to.url);
    const foreign = message({ project: 'prj_2' });
    await deliver(world.tools, { message: foreign });
    expect(await world.tools.deliveries.get(deliveryId('prj_2', 'evt_1', sub))).toMatchObject({
      state: 'discarded',
    });
    expect(to.received).toHaveLength(0);
  });

  it('2.8 leaves a delivered one delivered if a manual try cannot even be made', async () => {
    const replayed = async (): Promise<DeliveryRow | undefined> => {
      const key = deliveryKey(deliveryId(PROJECT, 'evt_1', sub));
      await world.aws.tables.send(
        new UpdateCommand({
          ...{
            TableName: 'deliveries',
            Key: key,
            UpdateExpression: 'SET #state = :queued, fallback = :before',
          },
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':queued': 'queued', ':before': 'delivered' },
        }),
      );
      const { z: _, ...without } = message({ attempt: (await row())?.attempt ?? 0 });
      await deliver(world.tools, { message: without });
      return row();
    };
    await world.subscribe(sub, to.url);
    await deliver(world.tools, { message: message() });
    expect(await replayed()).toMatchObject({ state: 'delivered', attempt: 3, attempts: [{ number: 1 }] });
    await world.subscribe(sub, to.url, { status: 'disabled' });
    world.clock.now += 60_000;
    expect(await replayed()).toMatchObject({ state: 'delivered', attempt: 4 });
    expect(to.received).toHaveLength(1);
  });

  it('1.5 sends a test even to a disabled subscription, once', async () => {
    await world.subscribe(sub, to.url, { status: 'disabled' });
    answers = [[500]];
    await deliver(world.tools, { message: message({ test: true }) });
    expect(await row()).toMatchObject({ state: 'dead', reason: 'test_failed', test: true });
    expect(to.received).toHaveLength(1);
  });

  it('1.3 finds a large body in the events table, and gives up if it has expired there', async () => {
    await world.subscribe(sub, to.url);
    const { z: _, ...without } = message();
    const entry = {
      id: 'evt_1',
      project: PROJECT,
      type: 'a',
      source: 's',
      time: 1,
      receivedAt: world.clock.now,
    };
    await world.tools.events.putRouted({ v: 1, ...entry, contentHash: 'h', z: Z }, [sub], world.clock.now);
    await deliver(world.tools, { message: without });
    expect(to.received.map(({ body }) => body)).toEqual([BODY]);
    await deliver(world.tools, { message: { ...without, event: 'evt_gone' } });
    expect(await world.tools.deliveries.get(deliveryId(PROJECT, 'evt_gone', sub))).toMatchObject({
      ...{ state: 'dead', reason: 'event_expired', attempts: [] },
    });
  });

  it('2.4 throws where the fault is ours, and uses up no attempt', async () => {
    await world.subscribe(sub, to.url);
    const dataKeys = {
      get: () => Promise.reject(new Error('KMS is away')),
    } as unknown as typeof world.tools.dataKeys;
    await expect(deliver({ ...world.tools, dataKeys }, { message: message() })).rejects.toThrow(
      'KMS is away',
    );
    expect(await row()).toMatchObject({ state: 'leased', attempt: 1, attempts: [] });
    expect(to.received).toHaveLength(0);
  });
});
