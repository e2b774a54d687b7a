import { Burials } from '../../../adapters/aws/burials';
import { Deliveries } from '../../../adapters/aws/deliveries';
import { Events } from '../../../adapters/aws/events';
import { conflictKey, deadLetterKey } from '../../../adapters/aws/keys';
import { Redeliveries } from '../../../adapters/aws/redeliveries';
import { transact } from '../../../adapters/aws/transact';
import { deliveryId } from '../../../core/delivery/delivery-id';
import type { DeliveryMessage } from '../../../core/delivery/message';
import type { EventEntry } from '../../../core/event/event';
import { startLocalAws, type LocalAws } from '../local-aws';
import { stored, storedOf } from './stored';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const DAY = 86_400;

let aws: LocalAws;
let events: Events;
let deliveries: Deliveries;
let burials: Burials;
let project = '';
let tests = 0;
beforeAll(async () => {
  aws = await startLocalAws();
  events = new Events(aws.tables, 'events', 30);
  deliveries = new Deliveries(aws.tables, 'deliveries', 30);
  burials = new Burials(aws.tables, events, deliveries);
});
afterAll(() => aws.stop());
beforeEach(() => void (project = `prj_${++tests}`));

const entry = (more: Partial<EventEntry> = {}): EventEntry => ({
  ...{
    v: 1,
    id: 'evt_1',
    project,
    type: 'a',
    source: 's',
    time: NOW,
    receivedAt: NOW,
    contentHash: 'h',
    z: 'z',
  },
  ...more,
});
const message = (attempt = 1, more: Partial<DeliveryMessage> = {}): DeliveryMessage => ({
  ...{ v: 1, project, event: 'evt_1', subscription: 'sub_1', type: 'a', acceptedAt: NOW, attempt },
  ...more,
});
const id = (): string => deliveryId(project, 'evt_1', 'sub_1');

describe('putRouted', () => {
  it.each([
    [['sub_1', 'sub_2'], 'routed'],
    [[], 'filtered'],
  ])('1.3 writes the event with its matches %j: %s', async (matched, state) => {
    const row = await events.putRouted(entry(), matched, NOW);
    expect(row).toMatchObject({
      state,
      matched,
      expiresAt: NOW / 1_000 + 30 * DAY,
      contentHash: 'h',
      z: 'z',
    });
    expect(await events.get(project, 'evt_1')).toEqual(row);
    expect(row).not.toHaveProperty('v');
  });

  it('1.3 answers the stored matches on a repeat, whatever matches now', async () => {
    await events.putRouted(entry(), ['sub_1'], NOW);
    expect(await events.putRouted(entry({ receivedAt: NOW + 5 }), ['sub_2'], NOW)).toMatchObject({
      ...{ matched: ['sub_1'], receivedAt: NOW },
    });
  });

  it('1.1 lets the first body win', async () => {
    await events.putRouted(entry(), ['sub_1'], NOW);
    expect(await events.putRouted(entry({ contentHash: 'other', z: 'y' }), [], NOW)).toMatchObject({
      ...{ contentHash: 'h', z: 'z' },
    });
  });

  it('2.7 counts an event that has expired as absent', async () => {
    await events.putRouted(entry(), ['sub_1'], NOW);
    const expiry = NOW + 30 * DAY * 1_000;
    expect(await events.putRouted(entry(), ['sub_2'], expiry)).toMatchObject({ matched: ['sub_1'] });
    expect(await events.putRouted(entry(), ['sub_2'], expiry + 1_000)).toMatchObject({ matched: ['sub_2'] });
  });

  it('2.8 routes an event that had died before routing', async () => {
    expect(await burials.event(entry(), 'routing_failed', NOW)).toBe(true);
    expect(await events.putRouted(entry(), ['sub_1'], NOW)).toMatchObject({
      state: 'routed',
      matched: ['sub_1'],
    });
  });
});

describe('putConflict', () => {
  it('1.1 notes each other body once, beside the event', async () => {
    await events.putRouted(entry(), [], NOW);
    for (const contentHash of ['x', 'y', 'x'])
      await events.putConflict(entry({ contentHash, z: contentHash }), 7);
    expect(await storedOf(aws, 'events', project)).toHaveLength(3);
    expect(await stored(aws, 'events', conflictKey(project, 'evt_1', 'x'))).toMatchObject({
      ...{ event: 'evt_1', contentHash: 'x', z: 'x', expiresAt: 7, receivedAt: NOW },
    });
  });
});

describe('addMatched', () => {
  it('enters a subscription once into the list of an event that was routed, also one that matched none', async () => {
    await events.putRouted(entry(), [], NOW);
    expect(await events.addMatched(project, 'evt_1', 'sub_new', NOW + 5)).toBe(true);
    expect(await events.addMatched(project, 'evt_1', 'sub_new', NOW + 6)).toBe(false);
    const row = await events.get(project, 'evt_1');
    expect(row).toMatchObject({ state: 'routed', matched: ['sub_new'], matchedAt: NOW + 5 });
  });

  it('leaves alone what died, is on the bus once more, has expired or is not there', async () => {
    const later = NOW + 31 * DAY * 1_000;
    await burials.event(entry(), 'routing_failed', NOW);
    expect(await events.addMatched(project, 'evt_1', 'sub_new', NOW)).toBe(false);
    await events.putReplayed(entry(), NOW);
    expect(await events.addMatched(project, 'evt_1', 'sub_new', NOW)).toBe(false);
    await events.putRouted(entry(), ['sub_1'], NOW);
    expect(await events.addMatched(project, 'evt_1', 'sub_new', later)).toBe(false);
    expect(await events.touchMatched(project, 'evt_1', 'sub_1', later)).toBe(false);
    expect(await events.addMatched(project, 'evt_other', 'sub_new', NOW)).toBe(false);
  });

  it('is what a repeat of the event uses', async () => {
    await events.putRouted(entry(), ['sub_1'], NOW);
    await events.addMatched(project, 'evt_1', 'sub_new', NOW);
    expect(await events.putRouted(entry(), ['sub_2'], NOW)).toMatchObject({ matched: ['sub_1', 'sub_new'] });
  });
});

describe('putReplayed', () => {
  it('keeps an event that is older than its retention long enough to be seen', async () => {
    const old = NOW + 80 * DAY * 1_000;
    expect(await events.putReplayed(entry(), old)).toBe(true);
    expect(await events.get(project, 'evt_1')).toMatchObject({ state: 'replayed', replayedAt: old });
    const routed = await events.putRouted(entry(), ['sub_1'], old);
    expect(routed).toMatchObject({ matched: ['sub_1'], expiresAt: old / 1_000 + 7 * DAY });
    expect(await events.putReplayed(entry(), old)).toBe(false);
  });
});

describe('the burial of an event', () => {
  it('2.8 makes a dead letter that can be published again', async () => {
    expect(await burials.event(entry(), 'routing_failed', NOW)).toBe(true);
    expect(await events.get(project, 'evt_1')).toMatchObject({
      state: 'dead',
      reason: 'routing_failed',
      matched: [],
    });
    const letter = await stored(aws, 'deliveries', deadLetterKey(deliveryId(project, 'evt_1', '')));
    expect(letter).toMatchObject({ kind: 'event', event: 'evt_1', reason: 'routing_failed', at: NOW });
    expect(JSON.parse(String(letter?.entry))).toEqual(entry());
  });

  it('2.8 leaves an event alone that was routed', async () => {
    await events.putRouted(entry(), ['sub_1'], NOW);
    expect(await burials.event(entry(), 'routing_failed', NOW)).toBe(false);
    expect(await events.get(project, 'evt_1')).toMatchObject({ state: 'routed' });
    expect(await storedOf(aws, 'deliveries', project)).toEqual([]);
  });
});

describe('the burial of a delivery', () => {
  const buried = (attempt = 1, now = NOW) =>
    burials.delivery(message(attempt, { z: 'z' }), 'delivery_failed', now);
  const lease = async (): Promise<void> => {
    expect(await deliveries.claim(message(), NOW, NOW + 60_000)).toHaveProperty('claimed');
  };

  it('2.8 that never began makes its row, dead, and its dead letter', async () => {
    expect(await buried()).toBe(true);
    expect(await deliveries.get(id())).toMatchObject({
      ...{ id: id(), state: 'dead', attempt: 2, chainStart: 1, reason: 'delivery_failed', z: 'z' },
    });
    expect(await stored(aws, 'deliveries', deadLetterKey(id()))).toMatchObject({
      kind: 'delivery',
      subscription: 'sub_1',
    });
    expect((await storedOf(aws, 'deliveries', project)).map(({ sk }) => sk).sort()).toEqual([
      'dead',
      'delivery',
      'outbox',
    ]);
  });

  it('2.8 is done once: a second message finds the row ended', async () => {
    expect([await buried(), await buried()]).toEqual([true, false]);
  });

  it('2.8 makes a delivered one of a manual try whose message died: nothing has died', async () => {
    await lease();
    const claimed = (await deliveries.get(id()))!;
    await deliveries.succeed(claimed, { number: 1, at: NOW, durationMs: 1, status: 200 }, NOW);
    const delivered = (await deliveries.get(id()))!;
    const [write] = new Redeliveries(aws.tables, 'deliveries', 30).requeueWrites(
      delivered,
      { fallback: 'delivered' },
      NOW,
    );
    await transact(aws.tables, write ? [write] : [], Math.random);
    expect(await deliveries.get(id())).toMatchObject({ state: 'queued', attempt: 2 });
    expect(await buried(2)).toBe(false);
    const row = await deliveries.get(id());
    expect(row).toMatchObject({ state: 'delivered', attempt: 3, expiresAt: NOW / 1_000 + 30 * DAY });
    for (const gone of ['fallback', 'dueAt', 'dueShard']) expect(row).not.toHaveProperty(gone);
    expect(await stored(aws, 'deliveries', deadLetterKey(id()))).toBeUndefined();
  });

  it('2.8 throws while the attempt is under way, and buries it when its lease is over', async () => {
    await lease();
    await expect(buried(1, NOW + 60_000)).rejects.toThrow('is being attempted');
    expect(await buried(1, NOW + 60_001)).toBe(true);
    const row = await deliveries.get(id());
    expect(row).toMatchObject({ state: 'dead', attempt: 2 });
    expect(row).not.toHaveProperty('leaseUntil');
  });

  it('2.8 leaves a row alone that waits for another attempt, and takes the one that waits for this', async () => {
    await lease();
    const claim = { ...(await deliveries.get(id()))! };
    await deliveries.retryLater(
      claim,
      { number: 1, at: NOW, durationMs: 1 },
      { nextAt: NOW, dueAt: NOW, z: 'z' },
    );
    expect(await buried(1)).toBe(false);
    expect(await buried(3)).toBe(false);
    expect(await deliveries.get(id())).toMatchObject({ state: 'waiting' });
    expect(await buried(2)).toBe(true);
    const row = await deliveries.get(id());
    expect(row).toMatchObject({ state: 'dead', attempt: 3, z: 'z', attempts: [{ number: 1 }] });
    for (const gone of ['nextAt', 'dueAt', 'dueShard']) expect(row).not.toHaveProperty(gone);
  });

  it('2.8 leaves a row alone that has ended or is held', async () => {
    await lease();
    await deliveries.succeed((await deliveries.get(id()))!, { number: 1, at: NOW, durationMs: 1 }, NOW);
    expect([await buried(1), await buried(2)]).toEqual([false, false]);
    project = `${project}x`;
    await deliveries.putHeld(message(), 'z');
    expect(await buried(1)).toBe(false);
    expect(await deliveries.get(id())).toMatchObject({ state: 'held' });
  });
});
