import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { Burials } from '../../../adapters/aws/burials';
import { Deliveries } from '../../../adapters/aws/deliveries';
import { Events, MOST_MATCHED } from '../../../adapters/aws/events';
import { conflictKey, deadLetterKey, deliveryKey, eventKey } from '../../../adapters/aws/keys';
import { Redeliveries } from '../../../adapters/aws/redeliveries';
import { transact } from '../../../adapters/aws/transact';
import type { Attempt, DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import type { DeliveryMessage } from '../../../core/delivery/message';
import type { EventEntry } from '../../../core/event/event';
import { LIMITS } from '../../../core/event/limits';
import type { Item } from '../../../local/dynamodb/attribute-value';
import { itemSize, MAX_ITEM_BYTES } from '../../../local/dynamodb/item-size';
import { startLocalAws, type LocalAws } from '../local-aws';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

/** Deflate makes no text longer than this (zlib, deflateBound): 256 KiB of data, our attributes, and 13 bytes a block. */
const DEFLATED_BYTES = LIMITS.eventBytes + 300 + (LIMITS.eventBytes >> 12) + (LIMITS.eventBytes >> 14) + 13;
const LARGEST_Z = 'A'.repeat(4 * Math.ceil(DEFLATED_BYTES / 3));
const LONGEST = '\u8f9e'.repeat(LIMITS.attributeCharacters);
const TYPE = 'x'.repeat(LIMITS.typeCharacters);
const TRACE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const SUBSCRIPTION = `sub_${'0'.repeat(26)}`;
const EVENT = `evt_${'0'.repeat(32)}`;

let aws: LocalAws;
let events: Events;
let deliveries: Deliveries;
let project = '';
let tests = 0;
beforeAll(async () => {
  aws = await startLocalAws();
  events = new Events(aws.tables, 'events', 30);
  deliveries = new Deliveries(aws.tables, 'deliveries', 30);
});
afterAll(() => aws.stop());
beforeEach(() => void (project = `prj_${String(++tests).padStart(60, '0')}`));

async function sizeOf(table: string, { pk, sk }: { pk: string; sk: string }): Promise<number> {
  const get = new GetItemCommand({
    TableName: table,
    Key: { pk: { S: pk }, sk: { S: sk } },
    ConsistentRead: true,
  });
  const { Item } = await aws.clients.dynamodb.send(get);
  return itemSize(Item as Item);
}

const message = (attempt: number): DeliveryMessage => ({
  ...{ v: 1, project, event: EVENT, subscription: SUBSCRIPTION, type: TYPE, acceptedAt: NOW, attempt },
  traceparent: TRACE,
});

async function claimed(n: number): Promise<DeliveryRow> {
  const claim = await deliveries.claim(message(n), NOW, NOW + 60_000);
  if (!('claimed' in claim)) throw new Error(`refused by ${JSON.stringify(claim.refusedBy?.state)}`);
  return claim.claimed;
}

const attempt = (number: number, response: string): Attempt => ({
  ...{ number, at: NOW, durationMs: 30_000, address: '2001:db8:85a3:8d3:1319:8a2e:370:7348' },
  ...{ status: 500, error: 'http_5xx', response },
});

it('Results are recorded up to the last retry, of the largest event and of answers that are no text', async () => {
  const id = deliveryId(project, EVENT, SUBSCRIPTION);
  const garbage = '\uFFFD'.repeat(16_384);
  for (let n = 1; n <= 45; n++) {
    const next = { nextAt: NOW, dueAt: NOW, z: LARGEST_Z };
    expect(await deliveries.retryLater(await claimed(n), attempt(n, garbage), next)).toBe(true);
    expect(await sizeOf('deliveries', deliveryKey(id))).toBeLessThan(MAX_ITEM_BYTES);
  }
  expect(
    await deliveries.giveUp(await claimed(46), 'attempts_exhausted', NOW, LARGEST_Z, attempt(46, garbage)),
  ).toBe(true);
  expect(await sizeOf('deliveries', deliveryKey(id))).toBeLessThan(MAX_ITEM_BYTES);
  expect((await deliveries.get(id))?.attempts.map(({ number }) => number)).toEqual(
    Array.from({ length: 40 }, (_, index) => index + 7),
  );
}, 60_000);

it('A delivery that has ended without its body has room for it when it is tried again', async () => {
  const id = deliveryId(project, EVENT, SUBSCRIPTION);
  const redeliveries = new Redeliveries(aws.tables, 'deliveries', 30);
  expect(await deliveries.succeed(await claimed(1), attempt(1, '\uFFFD'.repeat(16_384)), NOW)).toBe(true);
  const row = await deliveries.get(id);
  const change = { attempt: 2, chainStart: 2, fallback: 'delivered' as const, z: LARGEST_Z };
  await transact(aws.tables, redeliveries.requeueWrites(row as DeliveryRow, change, NOW), () => 0.5);
  expect(await sizeOf('deliveries', deliveryKey(id))).toBeLessThan(MAX_ITEM_BYTES);
});

it('Rows of deliveries stay below 400 KB, whatever is answered and however large the event is', async () => {
  const answer = fc
    .tuple(fc.constantFrom('x', 'é', '\uFFFD', '\u{1f514}'), fc.nat({ max: 16_384 }))
    .map(([unit, length]) => unit.repeat(length).slice(0, 16_384).toWellFormed());
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { minLength: 1, maxLength: 8 }),
      fc.nat({ max: LARGEST_Z.length }),
      async (answers, length) => {
        project = `prj_${++tests}`;
        const next = { nextAt: NOW, dueAt: NOW, z: LARGEST_Z.slice(0, length) };
        for (const [index, text] of answers.entries())
          expect(await deliveries.retryLater(await claimed(index + 1), attempt(index + 1, text), next)).toBe(
            true,
          );
        const key = deliveryKey(deliveryId(project, EVENT, SUBSCRIPTION));
        expect(await sizeOf('deliveries', key)).toBeLessThan(MAX_ITEM_BYTES);
      },
    ),
    { numRuns: 10 },
  );
}, 60_000);

const entry = (): EventEntry => ({
  ...{ v: 1, id: EVENT, project, clientId: LONGEST, type: TYPE, source: LONGEST, subject: LONGEST },
  ...{ time: NOW, receivedAt: NOW, timeAdjusted: true, contentHash: 'h'.repeat(43), traceparent: TRACE },
  z: LARGEST_Z,
});
const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `sub_${String(index).padStart(26, '0')}`);

it('The row of the largest event has room for 1,000 subscriptions, and for no more than it can hold', async () => {
  await events.putRouted(entry(), ids(1_000), NOW);
  expect(await sizeOf('events', eventKey(project, EVENT))).toBeLessThan(MAX_ITEM_BYTES);

  project = `${project}x`;
  await events.putRouted(entry(), ids(MOST_MATCHED - 1), NOW);
  expect(await events.addMatched(project, EVENT, 'sub_11111111111111111111111111', NOW)).toBe(true);
  expect(await events.addMatched(project, EVENT, 'sub_22222222222222222222222222', NOW)).toBe(false);
  expect(await sizeOf('events', eventKey(project, EVENT))).toBeLessThan(MAX_ITEM_BYTES);
});

it('Conflicts and dead letters of the largest event fit into their rows', async () => {
  await events.putConflict(entry(), NOW);
  const hostile = { ...entry(), source: '"'.repeat(256), subject: '\\'.repeat(256) };
  expect(await new Burials(aws.tables, events, deliveries).event(hostile, 'routing_failed', NOW)).toBe(true);
  expect(await sizeOf('events', conflictKey(project, EVENT, 'h'.repeat(43)))).toBeLessThan(MAX_ITEM_BYTES);
  expect(await sizeOf('deliveries', deadLetterKey(deliveryId(project, EVENT, '')))).toBeLessThan(
    MAX_ITEM_BYTES,
  );
});
