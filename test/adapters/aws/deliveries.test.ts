import { Deliveries } from '../../../adapters/aws/deliveries';
import { deadLetterKey } from '../../../adapters/aws/keys';
import type { Attempt, DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import type { DeliveryMessage } from '../../../core/delivery/message';
import { startLocalAws, type LocalAws } from '../local-aws';
import { stored, storedOf } from './stored';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const LEASE = NOW + 60_000;
const DAY = 86_400;

let aws: LocalAws;
let deliveries: Deliveries;
let project = '';
let tests = 0;
beforeAll(async () => {
  aws = await startLocalAws();
  deliveries = new Deliveries(aws.tables, 'deliveries', 30);
});
afterAll(() => aws.stop());
beforeEach(() => void (project = `prj_${++tests}`));

const message = (attempt = 1, more: Partial<DeliveryMessage> = {}): DeliveryMessage => ({
  ...{ v: 1, project, event: 'evt_1', subscription: 'sub_1', type: 'a', acceptedAt: NOW, attempt },
  ...more,
});
const id = (): string => deliveryId(project, 'evt_1', 'sub_1');
const attempt = (number: number, more: Partial<Attempt> = {}): Attempt => ({
  number,
  at: NOW,
  durationMs: 5,
  ...more,
});

async function claimed(n = 1, now = NOW, leaseUntil = now + 60_000): Promise<DeliveryRow> {
  const claim = await deliveries.claim(message(n), now, leaseUntil);
  if (!('claimed' in claim)) throw new Error(`refused by ${JSON.stringify(claim.refusedBy)}`);
  return claim.claimed;
}

const waiting = async (): Promise<void> => {
  const next = { nextAt: NOW + 5_000, dueAt: NOW + 305_000, z: 'body' };
  expect(
    await deliveries.retryLater(await claimed(), attempt(1, { status: 500, error: 'http_5xx' }), next),
  ).toBe(true);
};

describe('a claim', () => {
  it('2.2 of the first attempt makes the row, leased, with its identity', async () => {
    const row = await claimed();
    expect(row).toMatchObject({
      ...{ id: id(), project, event: 'evt_1', subscription: 'sub_1', type: 'a', acceptedAt: NOW },
      ...{ state: 'leased', attempt: 1, chainStart: 1, leaseUntil: LEASE, attempts: [] },
    });
    expect(await deliveries.get(id())).toMatchObject({ ...row });
  });

  it('2.2 is refused while a lease is active, and takes over the same attempt when it is over', async () => {
    await claimed();
    for (const now of [NOW, NOW + 1, LEASE]) {
      expect(await deliveries.claim(message(), now, now + 60_000)).toMatchObject({
        refusedBy: { state: 'leased' },
      });
    }
    expect(await claimed(1, LEASE + 1)).toMatchObject({ attempt: 1, leaseUntil: LEASE + 60_001 });
  });

  it('2.2 is won by one of many', async () => {
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => deliveries.claim(message(), NOW, LEASE)),
    );
    expect(claims.filter((claim) => 'claimed' in claim)).toHaveLength(1);
  });

  it('2.3 takes the attempt that the row waits for, and no other', async () => {
    await waiting();
    for (const stale of [1, 3]) {
      expect(await deliveries.claim(message(stale), NOW, LEASE)).toMatchObject({ refusedBy: { attempt: 2 } });
    }
    expect(await claimed(2)).toMatchObject({
      attempt: 2,
      chainStart: 1,
      z: 'body',
      attempts: [{ number: 1 }],
    });
  });

  it('2.3 leaves the row in the due index: a crash of the claimer is found there', async () => {
    await waiting();
    expect(await claimed(2)).toMatchObject({ dueAt: NOW + 305_000, dueShard: expect.any(String) as string });
  });

  it('2.2 of a later attempt without a row is refused by nothing', async () => {
    expect(await deliveries.claim(message(2), NOW, LEASE)).toEqual({ refusedBy: undefined });
  });

  it('2.7 counts a row that has expired as absent, from the second it expires', async () => {
    await deliveries.succeed(await claimed(), attempt(1), NOW);
    const expiry = NOW + 30 * DAY * 1_000;
    expect(await deliveries.claim(message(), expiry, expiry)).toMatchObject({
      refusedBy: { state: 'delivered' },
    });
    expect(await claimed(1, expiry + 1_000)).toMatchObject({ state: 'leased', attempts: [] });
  });

  it('carries the mark of a test', async () => {
    const claim = await deliveries.claim(message(1, { test: true }), NOW, LEASE);
    expect(claim).toMatchObject({ claimed: { test: true } });
  });
});

describe('a result', () => {
  it('2.7 of success ends the row, and event and delivery end together', async () => {
    expect(await deliveries.succeed(await claimed(), attempt(1, { status: 200 }), NOW + 9)).toBe(true);
    const row = await deliveries.get(id());
    expect(row).toMatchObject({
      ...{ state: 'delivered', attempt: 2, deliveredAt: NOW + 9, expiresAt: NOW / 1_000 + 30 * DAY },
      attempts: [{ number: 1, status: 200 }],
    });
    for (const gone of ['leaseUntil', 'dueAt', 'dueShard', 'nextAt', 'z'])
      expect(row).not.toHaveProperty(gone);
  });

  it('2.3 of failure keeps the body, the next time and the wake-up', async () => {
    await waiting();
    const row = await deliveries.get(id());
    expect(row).toMatchObject({
      state: 'waiting',
      attempt: 2,
      nextAt: NOW + 5_000,
      dueAt: NOW + 305_000,
      z: 'body',
    });
    expect(row?.dueShard).toMatch(/^due#\d+$/);
    expect(row).not.toHaveProperty('expiresAt');
    expect(row).not.toHaveProperty('leaseUntil');
  });

  it('2.3 of success after failure leaves the due index', async () => {
    await waiting();
    await deliveries.succeed(await claimed(2), attempt(2, { status: 200 }), NOW);
    const row = await deliveries.get(id());
    expect(row?.attempts.map(({ number }) => number)).toEqual([1, 2]);
    for (const gone of ['dueAt', 'dueShard', 'nextAt', 'z']) expect(row).not.toHaveProperty(gone);
  });

  it('2.6 that holds keeps the body without an end, and counts the attempt if there was one', async () => {
    const row = await claimed();
    expect(await deliveries.hold(row, 'body')).toBe(true);
    expect(await deliveries.get(id())).toMatchObject({ state: 'held', attempt: 1, z: 'body', attempts: [] });
    expect(await deliveries.get(id())).not.toHaveProperty('expiresAt');
    project = `${project}x`;
    expect(await deliveries.hold(await claimed(), 'body', attempt(1, { status: 410 }))).toBe(true);
    expect(await deliveries.get(id())).toMatchObject({
      state: 'held',
      attempt: 2,
      attempts: [{ status: 410 }],
    });
  });

  it('2.6 that discards ends the row', async () => {
    expect(await deliveries.discard(await claimed(), 'subscription_deleted')).toBe(true);
    expect(await deliveries.get(id())).toMatchObject({
      ...{ state: 'discarded', reason: 'subscription_deleted', expiresAt: NOW / 1_000 + 30 * DAY },
    });
  });

  it.each(['delivered', 'dead'] as const)('2.8 of a manual try that failed is again %s', async (state) => {
    await deliveries.retryLater(await claimed(), attempt(1), { nextAt: NOW, dueAt: NOW, z: 'body' });
    const row = await claimed(2);
    expect(await deliveries.fallBack(row, state, attempt(2, { manual: true }), NOW)).toBe(true);
    const days = state === 'dead' ? 90 : 30;
    const after = await deliveries.get(id());
    expect(after).toMatchObject({ state, attempt: 3, expiresAt: NOW / 1_000 + days * DAY });
    expect(after?.z).toBe(state === 'dead' ? 'body' : undefined);
  });

  it('2.4 of giving up writes the row, its dead letter and the promise of delivery.dead', async () => {
    const row = await claimed();
    expect(await deliveries.giveUp(row, 'attempts_exhausted', NOW, 'body', attempt(1, { status: 500 }))).toBe(
      true,
    );
    expect(await deliveries.get(id())).toMatchObject({
      ...{ state: 'dead', reason: 'attempts_exhausted', attempt: 2, z: 'body', attempts: [{ status: 500 }] },
      expiresAt: NOW / 1_000 + 90 * DAY,
    });
    expect(await stored(aws, 'deliveries', deadLetterKey(id()))).toMatchObject({
      ...{
        id: id(),
        kind: 'delivery',
        event: 'evt_1',
        subscription: 'sub_1',
        reason: 'attempts_exhausted',
        at: NOW,
      },
      expiresAt: NOW / 1_000 + 90 * DAY,
    });
    const outbox = (await storedOf(aws, 'deliveries', project)).filter(({ sk }) => sk === 'outbox');
    expect(outbox).toMatchObject([{ dueAt: NOW, entry: { type: 'delivery.dead', subject: id() } }]);
  });

  const results: [string, (row: DeliveryRow) => Promise<boolean>][] = [
    ['success', (row) => deliveries.succeed(row, attempt(1), NOW)],
    ['failure', (row) => deliveries.retryLater(row, attempt(1), { nextAt: 1, dueAt: 1, z: 'z' })],
    ['holding', (row) => deliveries.hold(row, 'z', attempt(1))],
    ['falling back', (row) => deliveries.fallBack(row, 'dead', attempt(1), NOW)],
    ['discarding', (row) => deliveries.discard(row, 'x')],
    ['giving up', (row) => deliveries.giveUp(row, 'x', NOW, 'z', attempt(1))],
  ];

  it.each(results)('2.2 of %s counts for nothing once somebody else has the lease', async (_, write) => {
    const slow = await claimed();
    const next = await claimed(1, LEASE + 1);
    expect(await write(slow)).toBe(false);
    expect(await deliveries.get(id())).toMatchObject({
      state: 'leased',
      leaseUntil: next.leaseUntil,
      attempts: [],
    });
    expect(await storedOf(aws, 'deliveries', project)).toHaveLength(1);
    expect(await write(next)).toBe(true);
    expect(await write(next)).toBe(false);
  });
});

describe('a delivery that is held from the start', () => {
  it('2.6 is written once, and never over what is there', async () => {
    await deliveries.putHeld(message(), 'body');
    expect(await deliveries.get(id())).toMatchObject({
      id: id(),
      state: 'held',
      attempt: 1,
      chainStart: 1,
      z: 'body',
    });
    await deliveries.putHeld(message(), 'other');
    expect(await deliveries.get(id())).toMatchObject({ z: 'body' });
    expect(await deliveries.claim(message(), NOW, LEASE)).toMatchObject({ refusedBy: { state: 'held' } });
  });
});
