import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { deadLetterPut } from '../../../adapters/aws/dead-letters';
import { Events } from '../../../adapters/aws/events';
import { deadLetterKey, deliveryKey } from '../../../adapters/aws/keys';
import { idOf, newDelivery } from '../../../adapters/aws/new-delivery';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryMessage } from '../../../core/delivery/message';
import { compress } from '../../../core/event/entry';
import type { EventEntry } from '../../../core/event/event';
import { transact } from '../../../adapters/aws/transact';
import { DueRows } from '../../../adapters/aws/due-rows';
import { sweepJobs } from '../../../lambdas/sweep/jobs/sweep-jobs';
import { startWorld, type World } from './world';

const BIG = '{"count":9007199254740993,"rate":1e400,"text":"\\u00e9","again":1.0}';

describe('events, deliveries, dead letters', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;
  let subscription: string;
  let number = 0;

  beforeEach(async () => {
    world ??= await startWorld();
    as = await world.project();
    const body = {
      name: 'x',
      eventTypes: ['a'],
      destination: { kind: 'webhook', url: 'https://example.com/' },
    };
    subscription = (await world.call('POST', '/v1/subscriptions', { as, body })).body.id;
    world.sent.length = 0;
    world.published.length = 0;
  });
  afterAll(() => world.stop());

  const entry = (data = '{}'): EventEntry => {
    const id = `evt_${String(++number).padStart(32, '0')}`;
    const at = world.clock.now;
    const body = `{"id":"${id}","type":"a","source":"bot","data":${data}}`;
    return {
      v: 1,
      id,
      project: as.project,
      type: 'a',
      source: 'bot',
      time: at,
      receivedAt: at,
      contentHash: id,
      z: compress(body),
    };
  };

  async function putEvent(
    state: 'routed' | 'filtered' | 'dead',
    matched: string[],
    data?: string,
  ): Promise<EventEntry> {
    const made = entry(data);
    const Item = new Events(world.tables, 'events', 30).item(made, state, matched, world.clock.now);
    await world.tables.send(new PutCommand({ TableName: 'events', Item }));
    return made;
  }

  /** A routed event and its delivery in some state. */
  async function putDelivery(row: Partial<DeliveryRow>, data?: string): Promise<DeliveryRow> {
    const event = await putEvent('routed', [subscription], data);
    const made = {
      ...newDelivery(deliveryMessage(event, subscription)),
      ...{ state: 'delivered', attempt: 2, chainStart: 1, attempts: [], z: event.z },
      ...row,
    } as DeliveryRow;
    await world.tables.send(
      new PutCommand({ TableName: 'deliveries', Item: { ...deliveryKey(made.id), ...made } }),
    );
    if (made.state === 'dead') await putLetter({ id: made.id, event: event.id, subscription });
    return made;
  }

  async function putLetter(letter: {
    id: string;
    event: string;
    subscription?: string;
    entry?: string;
  }): Promise<void> {
    const kind = letter.entry === undefined ? ('delivery' as const) : ('event' as const);
    const whole = {
      ...letter,
      kind,
      project: as.project,
      type: 'a',
      reason: 'attempts_exhausted',
      acceptedAt: world.clock.now,
      at: world.clock.now,
    };
    await world.tables.send(
      new PutCommand(deadLetterPut('deliveries', whole, world.clock.now / 1_000 + 999).Put),
    );
  }

  const stored = async (id: string): Promise<DeliveryRow> =>
    (await world.tables.send(new GetCommand({ TableName: 'deliveries', Key: deliveryKey(id) })))
      .Item as DeliveryRow;
  const letterOf = async (id: string) =>
    (await world.tables.send(new GetCommand({ TableName: 'deliveries', Key: deadLetterKey(id) }))).Item;

  const toolsOf = ({ admin, monitoring }: World) => ({
    ...{ jobs: admin.jobs, now: admin.now, run: 0, goOn: () => true },
    due: new DueRows(admin.tables, 'subscriptions', admin.now()),
    tools: { ...admin, monitoring, random: Math.random },
    patienceMs: 5_000,
    pause: throughTheLine,
  });
  const sweep = (): Promise<number> => sweepJobs(toolsOf(world));

  /** What `deliver` would do with everything that was sent. */
  async function throughTheLine(): Promise<void> {
    for (const { message } of world.sent) {
      const row = await stored(idOf(message));
      if (row?.state !== 'queued') continue;
      const Item = { ...deliveryKey(row.id), ...row, state: 'delivered', attempt: row.attempt + 1 };
      await world.tables.send(new PutCommand({ TableName: 'deliveries', Item }));
    }
  }

  it('shows data byte for byte as it was posted', async () => {
    const { id } = await putEvent('filtered', [], BIG);
    const { text, status } = await world.call('GET', `/v1/events/${id}`, { as });
    expect(status).toBe(200);
    expect(text).toContain(`"data":${BIG}`);
    const other = await world.project('other');
    expect((await world.call('GET', `/v1/events/${id}`, { as: other })).status).toBe(404);
  });

  it('lists events by type, source, subject and time, newest first', async () => {
    const first = await putEvent('filtered', []);
    world.clock.now += 60_000;
    const second = await putEvent('filtered', []);
    const ids = async (query: string): Promise<string[]> =>
      (await world.call('GET', `/v1/events?${query}`, { as })).body.data.map(({ id }) => id);
    expect(await ids('type=a&source=bot')).toEqual([second.id, first.id]);
    expect(await ids('source=other')).toEqual([]);
    const border = encodeURIComponent(new Date(second.receivedAt).toISOString());
    expect(await ids(`until=${border}`)).toEqual([first.id]);
    expect(await ids(`since=${border}`)).toEqual([second.id]);
  });

  it('shows a delivery without a row as queued', async () => {
    const { id } = await putEvent('routed', [subscription, 'sub_other']);
    const { body } = await world.call('GET', `/v1/events/${id}/deliveries?limit=1`, { as });
    expect(body.data).toEqual([expect.objectContaining({ subscription, status: 'queued', event: id })]);
    const rest = await world.call('GET', `/v1/events/${id}/deliveries?limit=1&cursor=${body.nextCursor}`, {
      as,
    });
    expect(rest.body).toMatchObject({ data: [{ subscription: 'sub_other' }], nextCursor: null });
  });

  it('lists the deliveries of a subscription by state, and shows one with its attempts', async () => {
    const attempts = [
      { number: 1, at: world.clock.now, durationMs: 7, status: 503, error: 'http_5xx', response: 'no' },
    ];
    const waiting = await putDelivery({ state: 'waiting', nextAt: world.clock.now + 5_000, attempts });
    await putDelivery({ state: 'delivered' });
    const list = await world.call('GET', `/v1/subscriptions/${subscription}/deliveries?status=waiting`, {
      as,
    });
    expect(list.body.data).toEqual([expect.objectContaining({ id: waiting.id, attemptsMade: 1 })]);
    const { body } = await world.call('GET', `/v1/deliveries/${waiting.id}`, { as });
    expect(body.attempts).toEqual([
      expect.objectContaining({ number: 1, status: 503, address: null, manual: false }),
    ]);
  });

  it('retries what waits without moving it', async () => {
    const row = await putDelivery({ state: 'waiting', attempt: 3 });
    expect((await world.call('POST', `/v1/deliveries/${row.id}/retry`, { as })).status).toBe(202);
    expect(world.sent).toEqual([{ message: expect.objectContaining({ attempt: 3, manual: true }) }]);
    expect(await stored(row.id)).toMatchObject({ state: 'waiting', attempt: 3 });
  });

  it('sends a delivered one again as a try that starts no chain', async () => {
    const row = await putDelivery({
      state: 'delivered',
      attempt: 2,
      expiresAt: Math.floor(world.clock.now / 1000) + 999,
    });
    await world.call('POST', `/v1/deliveries/${row.id}/retry`, { as });
    expect(world.sent).toEqual([{ message: expect.objectContaining({ attempt: 2, manual: true }) }]);
    const after = await stored(row.id);
    expect(after).toMatchObject({ state: 'queued', attempt: 2, chainStart: 1, fallback: 'delivered' });
    expect(after).not.toHaveProperty('expiresAt');
  });

  it('replays a dead one with a new chain, and its dead letter is gone', async () => {
    const row = await putDelivery({ state: 'dead', attempt: 12, reason: 'attempts_exhausted' });
    const list = await world.call('GET', `/v1/dead-letters?subscription=${subscription}`, { as });
    expect(list.body.data).toEqual([expect.objectContaining({ id: row.id, kind: 'delivery' })]);
    expect((await world.call('POST', `/v1/dead-letters/${row.id}/replay`, { as })).status).toBe(202);
    expect(await stored(row.id)).toMatchObject({ state: 'queued', attempt: 12, chainStart: 12 });
    expect(world.sent).toEqual([{ message: expect.objectContaining({ attempt: 12 }) }]);
    expect(await letterOf(row.id)).toBeUndefined();
    expect((await world.call('POST', `/v1/dead-letters/${row.id}/replay`, { as })).status).toBe(404);
  });

  it('discards a dead one', async () => {
    const row = await putDelivery({ state: 'dead' });
    expect((await world.call('DELETE', `/v1/dead-letters/${row.id}`, { as })).status).toBe(204);
    expect(await stored(row.id)).toMatchObject({ state: 'discarded', reason: 'discarded' });
    expect(await letterOf(row.id)).toBeUndefined();
    expect((await world.call('POST', `/v1/deliveries/${row.id}/retry`, { as })).status).toBe(409);
  });

  it('puts an event that died before routing on the bus again', async () => {
    const event = await putEvent('dead', []);
    await putLetter({ id: 'dlv_event', event: event.id, entry: JSON.stringify(event) });
    expect((await world.call('POST', '/v1/dead-letters/dlv_event/replay', { as })).status).toBe(202);
    expect(world.published).toEqual([event]);
    expect((await world.call('GET', `/v1/events/${event.id}`, { as })).body.status).toBe('replayed');
    expect(await letterOf('dlv_event')).toBeUndefined();
  });

  it('sends a test event straight to one subscription', async () => {
    const { status, body } = await world.call('POST', `/v1/subscriptions/${subscription}/test`, { as });
    expect(status).toBe(202);
    const message = { event: body.event, subscription, type: 'tocsin.test', test: true, attempt: 1 };
    expect(world.sent).toEqual([{ message: expect.objectContaining(message) }]);
    expect(world.published).toEqual([]);
  });

  it('recovers dead and held deliveries by a job, in order of acceptance, once', async () => {
    const since = new Date(world.clock.now).toISOString();
    const open = [await putDelivery({ state: 'held' }), await putDelivery({ state: 'dead' })];
    const ended = await putDelivery({ state: 'delivered' });
    const { status, body } = await world.call('POST', `/v1/subscriptions/${subscription}/recover`, {
      as,
      body: { since },
    });
    expect({ status, state: body.status }).toEqual({ status: 202, state: 'queued' });
    await sweep();
    await sweep();
    const job = await world.call('GET', `/v1/jobs/${body.id}`, { as });
    expect(job.body).toMatchObject({ kind: 'recover', status: 'done', done: 2 });
    for (const { id } of open) expect((await stored(id)).state).toBe('queued');
    expect((await stored(ended.id)).state).toBe('delivered');
    expect(world.sent).toHaveLength(2);
  });

  it('replays the dead letters of a window of acceptance by a job', async () => {
    const early = await putDelivery({ state: 'dead' });
    world.clock.now += 60_000;
    const since = new Date(world.clock.now).toISOString();
    const inside = [await putDelivery({ state: 'dead' }), await putDelivery({ state: 'dead' })];
    const event = await putEvent('dead', []);
    await putLetter({ id: 'dlv_event_2', event: event.id, entry: JSON.stringify(event) });
    const until = new Date(world.clock.now + 1).toISOString();
    const { body } = await world.call('POST', '/v1/dead-letters/replay', { as, body: { since, until } });
    await sweep();
    expect((await world.call('GET', `/v1/jobs/${body.id}`, { as })).body).toMatchObject({
      status: 'done',
      done: 3,
    });
    for (const { id } of inside) expect((await stored(id)).state).toBe('queued');
    expect((await stored(early.id)).state).toBe('dead');
    expect(world.published).toEqual([event]);
  });

  it('goes on where a job was interrupted', async () => {
    const since = new Date(world.clock.now).toISOString();
    for (let n = 0; n < 105; n++) await putDelivery({ state: 'held' });
    const { body } = await world.call('POST', `/v1/subscriptions/${subscription}/recover`, {
      as,
      body: { since },
    });
    let steps = 0;
    // Counting, finding the first page and working on it: one step each, and one look before it.
    await sweepJobs({ ...toolsOf(world), goOn: () => ++steps <= 7 });
    const between = await world.call('GET', `/v1/jobs/${body.id}`, { as });
    expect(between.body).toMatchObject({ status: 'running', done: 100, total: 105 });
    world.clock.now += 180_000;
    await sweep();
    expect((await world.call('GET', `/v1/jobs/${body.id}`, { as })).body).toMatchObject({
      status: 'done',
      done: 105,
    });
    expect(new Set(world.sent.map(({ message }) => message.event)).size).toBe(105);
  });

  it.each([
    [1_000, [250, 250, 250, 250]],
    [50, [50]],
  ])('A run leaves a job that cannot move for %d ms to the next run', async (patienceMs, pauses) => {
    const since = new Date(world.clock.now).toISOString();
    for (let n = 0; n < 205; n++) await putDelivery({ state: 'held' });
    const { body } = await world.call('POST', `/v1/subscriptions/${subscription}/recover`, {
      as,
      body: { since },
    });
    const pause = jest.fn(() => Promise.resolve());
    await sweepJobs({ ...toolsOf(world), patienceMs, pause });
    expect(pause.mock.calls).toEqual(pauses.map((ms) => [ms]));
    const between = await world.call('GET', `/v1/jobs/${body.id}`, { as });
    expect(between.body).toMatchObject({ status: 'running', done: 100, total: 205 });
    await throughTheLine();
    await sweep();
    const after = await world.call('GET', `/v1/jobs/${body.id}`, { as });
    expect(after.body).toMatchObject({ status: 'done', done: 205 });
  });

  it('Works on jobs of every project in one run, however many one of them has', async () => {
    const other = await world.project('busy');
    const input = { since: 0, until: 1 };
    for (let n = 0; n < 40; n++) {
      const job = {
        id: `job_busy_${n}`,
        project: other.project,
        kind: 'replayDeadLetters',
        status: 'queued',
      } as const;
      const { admin } = world;
      await transact(
        admin.tables,
        [admin.jobs.createWrite({ ...job, ...{ done: 0, input, failures: 0, createdAt: 0 } }, 0)],
        Math.random,
      );
    }
    const since = new Date(world.clock.now).toISOString();
    await putDelivery({ state: 'held' });
    const { body } = await world.call('POST', `/v1/subscriptions/${subscription}/recover`, {
      as,
      body: { since },
    });
    for (let run = 0; run < 2; run++) {
      await sweepJobs({ ...toolsOf(world), run: 0 });
      world.clock.now += 60_000;
    }
    expect((await world.call('GET', `/v1/jobs/${body.id}`, { as })).body).toMatchObject({ status: 'done' });
  });

  it('gives a job up that fails ten times in a row', async () => {
    const since = new Date(world.clock.now).toISOString();
    await putDelivery({ state: 'held' });
    const { body } = await world.call('POST', `/v1/subscriptions/${subscription}/recover`, {
      as,
      body: { since },
    });
    const { admin, monitoring } = world;
    jest.spyOn(console, 'error').mockImplementation();
    const queue = { send: () => Promise.reject(new Error('no queue')) };
    const redeliveries = Object.create(admin.redeliveries, {
      requeueWrites: {
        value: () => {
          throw new TypeError('broken');
        },
      },
    });
    for (let run = 0; run < 10; run++) {
      const tools = { ...admin, monitoring, redeliveries, queue, random: Math.random };
      await sweepJobs({ ...toolsOf(world), tools });
      world.clock.now += 180_000;
    }
    const job = await world.call('GET', `/v1/jobs/${body.id}`, { as });
    expect(job.body).toMatchObject({ status: 'failed', error: 'TypeError', done: 0 });
  });

  it('discards the open deliveries of a deleted subscription', async () => {
    const open = [
      await putDelivery({ state: 'held' }),
      await putDelivery({ state: 'waiting', dueShard: 'due#0', dueAt: 1 }),
    ];
    const ended = await putDelivery({ state: 'delivered' });
    await world.call('DELETE', `/v1/subscriptions/${subscription}`, { as });
    world.clock.now += 180_000;
    await sweep();
    for (const { id } of open) {
      const row = await stored(id);
      expect(row).toMatchObject({ state: 'discarded', reason: 'subscription_deleted' });
      expect(row).not.toHaveProperty('dueAt');
    }
    expect((await stored(ended.id)).state).toBe('delivered');
  });
});
