import type { SQSEvent } from 'aws-lambda';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { DeliverQueue } from '../../../adapters/aws/deliver-queue';
import { Deliveries } from '../../../adapters/aws/deliveries';
import { Events } from '../../../adapters/aws/events';
import { matchKey } from '../../../adapters/aws/keys';
import { compress } from '../../../core/event/entry';
import type { EventEntry } from '../../../core/event/event';
import { Candidates } from '../../../lambdas/route/candidates';
import { routeBatch } from '../../../lambdas/route/route-batch';
import { startLocalAws, type LocalAws } from '../../adapters/local-aws';
import { linesFromNow, type Line } from '../lines';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const TRACE = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };

let aws: LocalAws;
let project = '';
let tests = 0;
let lines: Line[];

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.stop());
beforeEach(async () => {
  project = `prj_${++tests}`;
  lines = linesFromNow();
  await aws.received();
  const row = { subscription: 'sub_1', eventType: 'run.*', status: 'enabled' };
  const Item = { ...matchKey(project, 'run.*', 'sub_1'), ...row };
  await aws.tables.send(new PutCommand({ TableName: 'subscriptions', Item }));
});
afterEach(() => jest.restoreAllMocks());

function entry(id: string, type = 'run.failed'): EventEntry {
  const z = compress(JSON.stringify({ id, type, source: 's' }));
  const event = { id, project, type, source: 's', time: NOW, receivedAt: NOW };
  return { v: 1, ...event, contentHash: 'h', z, ...TRACE };
}

/** The ids of messages that come back. */
async function batch(bodies: string[], queueUrl = aws.queueUrl): Promise<string[]> {
  const tools = {
    candidates: new Candidates(aws.tables, 'subscriptions', () => NOW),
    events: new Events(aws.tables, 'events', 30),
    deliveries: new Deliveries(aws.tables, 'deliveries', 30),
    queue: new DeliverQueue(aws.clients.sqs, queueUrl, () => 0),
    now: () => NOW,
  };
  const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body }));
  const { batchItemFailures } = await routeBatch(tools, { Records } as unknown as SQSEvent);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

const bodyOf = (detail: EventEntry): string => JSON.stringify({ detail });
const about = (id: string) => ({ unit: 'route', project, event: id, ...TRACE });

it('writes one line of each event, once its messages are sent', async () => {
  expect(await batch([bodyOf(entry('evt_1')), bodyOf(entry('evt_2', 'other'))])).toEqual([]);
  expect(await aws.received()).toHaveLength(1);
  expect(lines).toHaveLength(2);
  expect(lines).toMatchObject([
    { ...about('evt_1'), level: 'INFO', type: 'run.failed', matched: 1, state: 'routed' },
    { ...about('evt_2'), level: 'INFO', type: 'other', matched: 0, state: 'filtered' },
  ]);
});

it('says of an event whose messages were not taken only that it comes back', async () => {
  expect(
    await batch([bodyOf(entry('evt_1')), bodyOf(entry('evt_2', 'other'))], `${aws.queueUrl}-gone`),
  ).toEqual(['m0']);
  expect(lines).toHaveLength(2);
  expect(lines).toMatchObject([
    { ...about('evt_2'), level: 'INFO' },
    { ...about('evt_1'), level: 'ERROR', messageId: 'm0', error: { name: 'Error' } },
  ]);
});

it('writes one line of an event that another one has the id of', async () => {
  await batch([bodyOf(entry('evt_1'))]);
  lines.length = 0;
  await batch([bodyOf({ ...entry('evt_1'), contentHash: 'other' })]);
  expect(lines).toMatchObject([{ ...about('evt_1'), conflict: true }]);
});

it('names the event of one that cannot be stored, and the message of one that cannot be read', async () => {
  const tooLong = entry(`evt_${'x'.repeat(3_000)}`);
  expect(await batch(['not-json-s3cr3t', bodyOf(tooLong)])).toEqual(['m0', 'm1']);
  expect(lines).toMatchObject([
    { level: 'ERROR', messageId: 'm0', error: { message: 'is not JSON' } },
    { level: 'ERROR', messageId: 'm1', ...about(tooLong.id) },
  ]);
  expect(JSON.stringify(lines)).not.toContain('s3cr3t');
});
