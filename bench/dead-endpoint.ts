/**
 * What does a dead endpoint cost while events wait for it? Requests, writes and messages for each hour, beside the
 * latency of another endpoint, as the backlog grows; the hours are those of the local cloud's clock. A backlog is made
 * of a delivery that was really parked, written as often as needed under other ids; the first row of the table, which
 * went the whole way, shows that this makes no difference.
 *
 *   npm run bench:dead-endpoint [-- --quick]
 */
import { parseArgs } from 'node:util';
import { deliveryId } from '../core/delivery/delivery-id';
import { deliveryKey, deliveryListKey, listSort, parkedShard } from '../adapters/aws/keys';
import { type BenchCloud, percentile, progress, startBenchCloud, startEndpoints } from './bench-cloud';

const MINUTE_MS = 60_000;
const HOURS = 3;
const PROBED = 200;
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem']);

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const sizes = values.quick ? [100, 1_000] : [1_000, 10_000, 100_000];

type Item = Record<string, Partial<Record<'S' | 'N', string>>>;

interface Measured {
  requests: number;
  writes: number;
  messages: number;
  p50: number;
  p99: number;
}

async function measure(size: number, wholeWay: boolean): Promise<{ each: Measured; drained: string }> {
  let down = true;
  let requests = 0;
  const delivered = new Map<string, number>();
  const receivedAt = new Map<string, number>();
  const endpoints = await startEndpoints((request, response) => {
    const id = String(request.headers['webhook-id']);
    if (request.url === '/dead') {
      requests++;
      if (!down) delivered.set(id, (delivered.get(id) ?? 0) + 1);
    } else receivedAt.set(id, performance.now());
    response.writeHead(request.url === '/dead' && down ? 503 : 204).end();
  });
  const bench = await startBenchCloud();
  const { cloud } = bench;
  const to = (name: string): Promise<{ id: string }> =>
    bench.admin('POST', '/v1/subscriptions', {
      ...{ name, eventTypes: [name], destination: { kind: 'webhook', url: `${endpoints.url}/${name}` } },
      ...(name === 'dead' && { breaker: { failures: 10, seconds: 0 } }),
    });
  const dead = await to('dead');
  await to('alive');

  const label = `${size.toLocaleString('en')} waiting`;
  progress(`${label}: filling`);
  const real = wholeWay ? size : 20;
  for (let sent = 0; sent < real; sent += 20) {
    await bench.post(Array.from({ length: Math.min(20, real - sent) }, () => event('dead')));
    await cloud.idle();
  }
  await passMinutes(bench, 2);
  if (!wholeWay) await copyParked(bench, dead.id, size - real);
  progress(`${label}: until the probes have become rare`);
  await passMinutes(bench, 130);

  const count = { writes: 0, messages: 0 };
  requests = 0;
  cloud.faults.onCall = ({ action }) => {
    if (WRITES.has(action)) count.writes++;
    if (action === 'SendMessageBatch') count.messages++;
    return undefined;
  };
  await passMinutes(bench, HOURS * 60, (minute) => progress(`${label}: minute ${minute} of ${HOURS * 60}`));
  delete cloud.faults.onCall;
  const perHour = {
    requests: requests / HOURS,
    writes: count.writes / HOURS,
    messages: count.messages / HOURS,
  };
  const times = await latencies(bench, receivedAt);

  down = false;
  const drained = size <= 10_000 ? await drain(bench, delivered, size, label) : 'not measured';
  await bench.stop();
  await endpoints.stop();
  return { each: { ...perHour, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }, drained };
}

const event = (type: string): object => ({ type, source: 'bench', data: { text: 'x'.repeat(200) } });

async function passMinutes(
  { cloud }: BenchCloud,
  minutes: number,
  onMinute: (minute: number) => void = () => undefined,
): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    onMinute(minute);
    cloud.clock.advance(MINUTE_MS);
    await cloud.runSchedules();
  }
}

async function copyParked({ cloud }: BenchCloud, subscription: string, copies: number): Promise<void> {
  const table = cloud.ref('Deliveries');
  const scan = (await cloud.call('DynamoDB_20120810.Scan', { TableName: table })) as { Items: Item[] };
  const original = scan.Items.find(({ state, sk }) => state?.S === 'parked' && sk?.S === 'delivery');
  if (!original) throw new Error('Nothing was parked');
  const project = original['project']?.S ?? '';
  const acceptedAt = Number(original['acceptedAt']?.N);
  const put = (index: number): object => {
    const event = `evt_${index.toString(16).padStart(32, '0')}`;
    const id = deliveryId(project, event, subscription);
    const texts = {
      ...{ ...deliveryKey(id), id, event, dueShard: parkedShard(subscription, id) },
      ...{ listKey: deliveryListKey(subscription, id), listSort: listSort(acceptedAt, id) },
    };
    const changed = Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }]));
    return { PutRequest: { Item: { ...original, ...changed } } };
  };
  for (let from = 0; from < copies; from += 25) {
    const RequestItems = {
      [table]: Array.from({ length: Math.min(25, copies - from) }, (_, n) => put(from + n)),
    };
    await cloud.call('DynamoDB_20120810.BatchWriteItem', { RequestItems });
  }
}

/** Of the endpoint that is well, ms from accepted to received, one event after the other. */
async function latencies(bench: BenchCloud, receivedAt: Map<string, number>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < PROBED; n++) {
    const [id = ''] = await bench.post([event('alive')]);
    const accepted = performance.now();
    await bench.cloud.idle();
    times.push(Math.max(0, (receivedAt.get(id) ?? Infinity) - accepted));
  }
  return times;
}

async function drain(
  bench: BenchCloud,
  delivered: Map<string, number>,
  size: number,
  label: string,
): Promise<string> {
  let minutes = 0;
  while (delivered.size < size && minutes < 300) {
    await passMinutes(bench, 1);
    progress(`${label}: ${delivered.size} have followed after ${++minutes} minutes`);
  }
  const twice = [...delivered.values()].filter((times) => times > 1).length;
  return `${delivered.size.toLocaleString('en')} in ${minutes} minutes, ${twice} twice`;
}

async function main(): Promise<void> {
  const rows: [size: number, wholeWay: boolean][] = [
    [sizes[0] ?? 0, true],
    ...sizes.map((size): [number, boolean] => [size, false]),
  ];
  console.log('waiting            requests/h  writes/h  sends/h   other p50   other p99   when it is back');
  for (const [size, wholeWay] of rows) {
    const { each, drained } = await measure(size, wholeWay);
    progress('');
    const name = `${size.toLocaleString('en')}${wholeWay ? ' (whole way)' : ''}`.padEnd(20);
    const numbers = [each.requests, each.writes, each.messages].map((value) => value.toFixed(1).padStart(9));
    const times = [each.p50, each.p99].map((value) => `${value.toFixed(0)} ms`.padStart(11));
    console.log(`${name}${numbers.join('')}${times.join('')}   ${drained}`);
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
