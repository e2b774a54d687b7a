import Table from 'cli-table3';
import { type Lay, post, write } from './backlog';
import { Counter, type Counts } from './counter';
import { drain, type Drained } from './drain';
import { progress } from './progress';
import { type Receiver, startReceiver } from './receiver';
import { type Stack, startStack } from './stack';
import { load, milliseconds, percentile } from './statistics';
import { postSteadily } from './steady';

/**
 * What an endpoint costs that answers nothing but 503 while more and more events wait for it: requests, writes and
 * messages in an hour, the latency of an endpoint beside it, and how everything is delivered once it is back. Hours pass
 * by the local cloud's clock, latency is real. `npm run bench:dead-endpoint`, with `-- --quick` for small backlogs.
 */
const QUICK = process.argv.includes('--quick');

type Backlog = [count: number, how: 'posted' | 'written'];

/** What is posted goes all the way. Writing is for a backlog that would take too long to post; one is laid both ways. */
const BACKLOGS: Backlog[] = QUICK
  ? [
      [100, 'posted'],
      [100, 'written'],
      [1_000, 'written'],
    ]
  : [
      [1_000, 'posted'],
      [1_000, 'written'],
      [10_000, 'posted'],
      [100_000, 'written'],
    ];
const LAY: Record<Backlog[1], Lay> = { posted: post, written: write };

const HOURS = QUICK ? 3 : 12;
const [WARM_UP_SECONDS, LATENCY_SECONDS] = QUICK ? [5, 5] : [15, 25];
const PER_SECOND = { healthy: 20, dead: 2 };
const MINUTE_MS = 60_000;

type Hour = Counts & { requests: number };

interface Measured {
  backlog: Backlog;
  hours: Hour[];
  /** Milliseconds from accepted to received, of the endpoint beside the dead one. */
  before: number[];
  during: number[];
  drained: Drained;
}

async function measure(backlog: Backlog): Promise<Measured> {
  const [count, how] = backlog;
  const [stack, receiver] = await Promise.all([startStack(), startReceiver()]);
  const subscription = await stack.subscribe(receiver.url('dead'), 'dead');
  await stack.subscribe(receiver.url('healthy'), 'healthy');
  const { latencies: before } = await latency(stack, receiver);
  const opening = await openBreaker(stack, receiver);
  progress(`the breaker is open; ${count.toLocaleString('en')} more events are ${how}`);
  const backlogIds = await LAY[how](stack, { subscription, type: 'dead' }, count);
  const hours = await countHours(stack, receiver);
  const { latencies: during, dead } = await latency(stack, receiver);
  progress(`the endpoint is back`);
  const drained = await drain(stack, receiver, 'dead', new Set([...opening, ...backlogIds, ...dead]));
  await Promise.all([stack.stop(), receiver.stop()]);
  return { backlog, hours, before, during, drained };
}

/** Failures for more than a minute open a breaker; the retries of the first ones are parked with the rest. */
async function openBreaker(stack: Stack, receiver: Receiver): Promise<string[]> {
  receiver.answers.set('dead', { status: 503 });
  const ids: string[] = [];
  for (let minute = 0; minute < 5; minute++) {
    ids.push(...(await stack.post(Array.from({ length: 10 }, (_, n) => ({ type: 'dead', data: { n } })))));
    await stack.cloud.idle();
    await minutePasses(stack);
  }
  return ids;
}

/** With its sweep, and all that follows from it. */
async function minutePasses({ cloud }: Stack): Promise<void> {
  cloud.clock.advance(MINUTE_MS);
  await cloud.idle();
}

async function countHours(stack: Stack, receiver: Receiver): Promise<Hour[]> {
  const counter = new Counter(stack.cloud);
  const hours: Hour[] = [];
  counter.take();
  for (let hour = 1; hour <= HOURS; hour++) {
    const before = receiver.arrivals('dead').length;
    for (let minute = 0; minute < 60; minute++) await minutePasses(stack);
    hours.push({ ...counter.take(), requests: receiver.arrivals('dead').length - before });
    progress(`hour ${hour} of ${HOURS}`);
  }
  counter.stop();
  return hours;
}

/** While both endpoints get events. Answers the ids of the dead one's too: they join what waits. */
async function latency(stack: Stack, receiver: Receiver): Promise<{ latencies: number[]; dead: string[] }> {
  progress(`latency for ${LATENCY_SECONDS} s, after ${WARM_UP_SECONDS} s to warm up (${load()})`);
  const streams = (['healthy', 'dead'] as const).map((type) => ({
    perSecond: PER_SECOND[type],
    next: () => type,
  }));
  const warmUp = await postSteadily(stack, streams, WARM_UP_SECONDS);
  const measured = await postSteadily(stack, streams, LATENCY_SECONDS);
  await stack.cloud.idle();
  const arrivedAt = new Map(receiver.arrivals('healthy').map(({ id, at }) => [id, at]));
  return {
    latencies: measured
      .filter(({ type }) => type === 'healthy')
      .map(({ id, at }) => (arrivedAt.get(id) ?? Infinity) - at),
    dead: [...warmUp, ...measured].filter(({ type }) => type === 'dead').map(({ id }) => id),
  };
}

function report(measured: readonly Measured[]): string {
  const table = new Table({
    head: ['', ...measured.map(({ backlog: [count, how] }) => `${count.toLocaleString('en')} ${how}`)],
    colAligns: ['left', ...measured.map(() => 'right' as const)],
    style: { head: [], border: [] },
  });
  const row = (name: string, cell: (one: Measured) => string | number): void =>
    void table.push([name, ...measured.map((one) => `${cell(one)}`)]);
  const counts = ['requests', 'writes', 'messages', 'reads', 'invocations'] as const;
  for (const name of counts) {
    row(`${name}, first hour`, ({ hours }) => hours[0]?.[name] ?? NaN);
    row(`${name}, each later hour`, ({ hours }) => range(hours.slice(1).map((hour) => hour[name])));
  }
  row('the other endpoint, p50 before', ({ before }) => `${milliseconds(percentile(before, 0.5))} ms`);
  row('   p50 meanwhile', ({ during }) => `${milliseconds(percentile(during, 0.5))} ms`);
  row('the other endpoint, p99 before', ({ before }) => `${milliseconds(percentile(before, 0.99))} ms`);
  row('   p99 meanwhile', ({ during }) => `${milliseconds(percentile(during, 0.99))} ms`);
  row('back: minutes to the probe', ({ drained }) => Math.round(drained.untilProbeMinutes));
  row('   minutes from there to the last', ({ drained }) => Math.round(drained.drainMinutes));
  row('   events that came', ({ drained }) => drained.came.toLocaleString('en'));
  row('   of those twice; missing', ({ drained }) => `${drained.twice}; ${drained.missing}`);
  return table.toString();
}

function range(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? `${least}` : `${least}–${most}`;
}

const NOTES = `Requests to the dead endpoint; writes, reads, messages and invocations of the whole stack, in which nothing else
happened: the sweep, once a minute, makes nearly all of the reads and invocations. "posted": over the API, routed and
parked by deliver. "written": the rows alone, by the same code. Reads are calls, each of which reads a bounded number of rows.`;

async function main(): Promise<void> {
  const measured: Measured[] = [];
  for (const backlog of BACKLOGS) {
    progress(`${backlog[0].toLocaleString('en')} events, ${backlog[1]}`);
    measured.push(await measure(backlog));
  }
  console.log(report(measured));
  console.log(`${NOTES}\n${load()} at the end.`);
}

void main().then(() => process.exit(0));
