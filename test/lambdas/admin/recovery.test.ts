import { deadLetterKey, deliveryKey, eventKey } from '../../../adapters/aws/keys';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import type { Conservation } from '../../../sdk/api/conservation';
import { PutRows } from './put-rows';
import { startWorld, type World } from './world';

const MINUTE = 60_000;

let world: World;
let as: Awaited<ReturnType<World['project']>>;
let rows: PutRows;
let subscription: string;

beforeEach(async () => {
  world ??= await startWorld();
  as = await world.project();
  rows = new PutRows(world, as.project);
  const destination = { kind: 'webhook', url: 'https://example.com/' };
  const body = { name: 'x', eventTypes: ['a'], destination };
  subscription = (await world.call('POST', '/v1/subscriptions', { as, body })).body.id;
  world.sent.length = 0;
  world.published.length = 0;
});
afterAll(() => world.stop());

const post = (path: string, body: unknown = {}) => world.call('POST', path, { as, body });
const retry = ({ id }: DeliveryRow) => post(`/v1/deliveries/${id}/retry`);

describe('2.8 a delivery that is retried by hand', () => {
  it('is attempted although its endpoint fails, and leaves its place among the parked', async () => {
    const parked = { dueShard: `parked#${subscription}#0`, dueAt: world.clock.now, z: 'z' };
    const row = await rows.delivery(subscription, { state: 'parked', attempt: 4, chainStart: 2, ...parked });
    expect((await retry(row)).status).toBe(202);
    const after = await rows.stored(row.id);
    expect(after).toMatchObject({
      state: 'queued',
      attempt: 4,
      chainStart: 2,
      dueShard: expect.stringMatching(/^due#/),
    });
    expect(world.sent).toEqual([{ message: expect.objectContaining({ attempt: 4, manual: true }) }]);
  });

  it('is not sent by the place that it had under a rate limit', async () => {
    const slot = { kind: 'line' as const, at: world.clock.now + MINUTE };
    const row = await rows.delivery(subscription, { state: 'waiting', slot, dueShard: 'due#0', dueAt: 1 });
    await retry(row);
    expect(world.sent[0]?.message).not.toHaveProperty('slot');
  });

  it('is attempted anew if whoever was at it has crashed, and left alone while somebody is', async () => {
    const at = { state: 'leased' as const, attempt: 1 };
    const crashed = await rows.delivery(subscription, { ...at, leaseUntil: world.clock.now - MINUTE });
    expect((await retry(crashed)).status).toBe(202);
    expect(world.sent).toHaveLength(1);
    const busy = await rows.delivery(subscription, { ...at, leaseUntil: world.clock.now + MINUTE });
    expect((await retry(busy)).status).toBe(409);
  });

  it('is refused with what helps if its subscription is disabled, or its event is forgotten', async () => {
    const row = await rows.delivery(subscription, { state: 'delivered' });
    await rows.remove('events', eventKey(as.project, row.event));
    expect((await retry(row)).body.detail).toContain('not stored any more');
    await post(`/v1/subscriptions/${subscription}/disable`);
    expect((await retry(row)).body.detail).toContain('disabled');
    expect(world.sent).toEqual([]);
  });
});

describe('an event that is replayed', () => {
  const replay = ({ id }: { id: string }) => post(`/v1/events/${id}/replay`);

  it('goes to those that have no trace of it, and to nobody else', async () => {
    const event = await rows.event('routed', [subscription, 'sub_other']);
    const other = { id: deliveryId(as.project, event.id, 'sub_other'), event: event.id };
    await rows.put('deliveries', { ...deliveryKey(other.id), ...other, state: 'discarded' });
    expect(await replay(event)).toMatchObject({ status: 202, body: { id: event.id, deliveries: 1 } });
    const message = { event: event.id, subscription, attempt: 1, acceptedAt: event.receivedAt };
    expect(world.sent).toEqual([{ message: expect.objectContaining(message) }]);
  });

  it('is routed if it died before, and has no dead letter any more', async () => {
    const event = await rows.event('dead', []);
    const letter = deliveryId(as.project, event.id, '');
    expect(await replay(event)).toMatchObject({ status: 202, body: { deliveries: null } });
    expect(world.published).toEqual([event]);
    expect(await rows.hasLetter(letter)).toBe(false);
  });

  it('must be the own project’s', async () => {
    const event = await rows.event('routed', []);
    const other = await world.project('other');
    const { status } = await world.call('POST', `/v1/events/${event.id}/replay`, { as: other, body: {} });
    expect(status).toBe(404);
  });
});

describe('2.9 the account through the API', () => {
  const pages = async (since: number): Promise<Conservation[]> => {
    const found: Conservation[] = [];
    const from = new Date(since).toISOString();
    const until = new Date(world.clock.now + 1).toISOString();
    let cursor = '';
    do {
      const path = `/v1/conservation?since=${from}&until=${until}${cursor && `&cursor=${cursor}`}`;
      const { status, body } = await world.call('GET', path, { as });
      expect(status).toBe(200);
      found.push(body as unknown as Conservation);
      cursor = body.nextCursor ?? '';
    } while (cursor !== '');
    return found;
  };
  const problems = (found: Conservation[]): string[][] =>
    found.flatMap(({ stranded }) => stranded).map(({ id, problem }) => [id, problem]);

  it('counts and names the same however small the pages are', async () => {
    const since = world.clock.now;
    const delivered = await rows.delivery(subscription, { state: 'delivered' });
    const lost = await rows.delivery(subscription, { state: 'delivered' });
    const orphan = await rows.delivery(subscription, { state: 'delivered' });
    const dead = await rows.delivery(subscription, { state: 'dead' });
    const alive = await rows.delivery(subscription, { state: 'dead' });
    const buried = await rows.event('dead', []);
    await rows.event('filtered', []);
    await rows.remove('deliveries', deliveryKey(lost.id));
    await rows.remove('events', eventKey(as.project, orphan.event));
    await rows.remove('events', eventKey(as.project, buried.id));
    await rows.remove('deliveries', deadLetterKey(dead.id));
    await rows.put('deliveries', { ...deliveryKey(alive.id), ...alive, state: 'delivered' });
    world.clock.now += 16 * MINUTE;

    const whole = await pages(since);
    expect(whole).toHaveLength(1);
    expect(whole[0]).toMatchObject({
      events: { accepted: 5, dead: 0, filtered: 1, fannedOut: 4, replayed: 0 },
      deliveries: { matched: 4, missing: 1, queued: 0, delivered: 2, dead: 1 },
      holds: false,
    });
    expect(problems(whole)).toEqual([
      [lost.id, 'missing'],
      [dead.id, 'letterMissing'],
      [orphan.id, 'orphan'],
      ...[
        [alive.id, 'letterLeft'],
        [deliveryId(as.project, buried.id, ''), 'orphan'],
      ],
    ]);
    expect(JSON.stringify(whole)).not.toContain(delivered.id);

    // A page ends after a step as soon as it has taken too long.
    const { now } = world.admin;
    world.admin.now = () => (world.clock.now += 13_000);
    const small = await pages(since).finally(() => (world.admin.now = now));
    expect(small.length).toBeGreaterThan(3);
    expect(problems(small)).toEqual(problems(whole));
    const accepted = small.reduce((sum, { events }) => sum + events.accepted, 0);
    expect(accepted).toBe(5);
  });

  it('takes a test for what it is, and what is deleted with its subscription for nothing lost', async () => {
    const since = world.clock.now;
    const test = await rows.delivery(subscription, { state: 'delivered', test: true });
    await rows.remove('events', eventKey(as.project, test.event));
    const held = await rows.delivery(subscription, { state: 'held' });
    await world.call('DELETE', `/v1/subscriptions/${subscription}`, { as });
    expect(problems(await pages(since))).toEqual([]);
    // Without a job that discards it, it is held for nobody.
    const [job] = (await world.call('GET', '/v1/jobs', { as })).body.data;
    await rows.remove('subscriptions', { pk: `job#${job?.id}`, sk: 'job' });
    expect(problems(await pages(since))).toEqual([[held.id, 'overdue']]);
  });

  it('lets a dead letter be discarded that has been left over', async () => {
    const since = world.clock.now;
    const row = await rows.delivery(subscription, { state: 'dead' });
    await rows.put('deliveries', { ...deliveryKey(row.id), ...row, state: 'delivered' });
    const [found] = await pages(since);
    const [method = '', path = ''] = found?.stranded[0]?.request?.split(' ') ?? [];
    expect((await world.call(method, path, { as })).status).toBe(204);
    expect(await rows.stored(row.id)).toMatchObject({ state: 'delivered' });
    expect(await pages(since)).toMatchObject([{ stranded: [], holds: true }]);
  });
});
