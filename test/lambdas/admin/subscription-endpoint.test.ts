import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { breakerKey, paceKey } from '../../../adapters/aws/keys';
import type { Breaker } from '../../../core/delivery/breaker';
import { startWorld, type World } from './world';

const NEW = {
  name: 'x',
  eventTypes: ['a'],
  destination: { kind: 'webhook', url: 'https://example.com/hook' },
};

describe('how an endpoint has been doing', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;
  let path = '';
  let id = '';

  beforeAll(async () => {
    world = await startWorld();
    as = await world.project();
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    const made = await world.call('POST', '/v1/subscriptions', { as, body: NEW });
    id = (made.body as { id: string }).id;
    path = `/v1/subscriptions/${id}/endpoint`;
  });

  const put = (Item: object) => world.tables.send(new PutCommand({ TableName: 'subscriptions', Item }));
  const at = (ms: number): string => new Date(ms).toISOString();
  const breaker = (more: Partial<Breaker>) =>
    put({ ...breakerKey(id), project: as.project, subscription: id, version: 1, ...more });

  it('is well while nothing is known of it', async () => {
    expect(await world.call('GET', path, { as })).toMatchObject({
      status: 200,
      body: { state: 'well', failures: 0 },
    });
  });

  it.each([
    ['failing', { state: 'closed', failures: 3, failingSince: 1_000 }, { failingSince: at(1_000) }],
    [
      'parking',
      { state: 'open', failures: 10, openedAt: 2_000, dueAt: 3_000 },
      { parkingSince: at(2_000), nextProbeAt: at(3_000) },
    ],
    ['draining', { state: 'draining', failures: 0, drainPerMinute: 40, dueAt: 9 }, { drainPerMinute: 40 }],
  ] as const)('tells that it is %s', async (state, row, shown) => {
    await breaker(row);
    const { body } = await world.call('GET', path, { as });
    expect(body).toEqual({ state, failures: row.failures, ...shown });
  });

  it('tells that it is slow, until that is over', async () => {
    const slowUntil = Date.now() + 600_000;
    await put({ ...paceKey(id), slowUntil, expiresAt: Math.ceil(slowUntil / 1_000) });
    expect((await world.call('GET', path, { as })).body).toMatchObject({
      state: 'well',
      slowUntil: at(slowUntil),
    });
    await put({ ...paceKey(id), slowUntil: 1, expiresAt: 1 });
    expect((await world.call('GET', path, { as })).body).not.toHaveProperty('slowUntil');
  });

  it('tells that nothing is sent to it while it is disabled', async () => {
    await world.call('POST', `/v1/subscriptions/${id}/disable`, { as, body: {} });
    expect((await world.call('GET', path, { as })).body).toMatchObject({ state: 'disabled' });
  });

  it.each([
    ['it is enabled', 'POST', '/enable', {}],
    ['what was missed is to be sent', 'POST', '/recover', { since: '2026-02-28T00:00:00Z' }],
    ['it gets another address', 'PATCH', '', { destination: NEW.destination }],
  ])('is probed by the next sweep once %s', async (_, method, verb, body) => {
    await breaker({
      state: 'open',
      failures: 10,
      probes: 9,
      openedAt: 2_000,
      dueAt: world.clock.now + 3_600_000,
    });
    await world.call(method, `/v1/subscriptions/${id}${verb}`, { as, body });
    const { body: after } = await world.call('GET', path, { as });
    expect(after).toMatchObject({ state: 'parking' });
    expect(Date.parse((after as unknown as { nextProbeAt: string }).nextProbeAt)).toBeLessThanOrEqual(
      world.clock.now,
    );
  });

  it('is not probed sooner for another name', async () => {
    const dueAt = world.clock.now + 3_600_000;
    await breaker({ state: 'open', failures: 10, openedAt: 2_000, dueAt });
    await world.call('PATCH', `/v1/subscriptions/${id}`, { as, body: { name: 'y' } });
    expect((await world.call('GET', path, { as })).body).toMatchObject({ nextProbeAt: at(dueAt) });
  });

  it("is not another project's business", async () => {
    const other = await world.project();
    expect((await world.call('GET', path, { as: other })).status).toBe(404);
  });
});
