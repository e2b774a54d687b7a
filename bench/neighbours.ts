import { setTimeout as wait } from 'node:timers/promises';
import Table from 'cli-table3';
import { createFirstProject, type FirstProject } from '../local/first-project';
import { progress } from './progress';
import { type Receiver, startReceiver } from './receiver';
import { type Stack, startStack } from './stack';
import { load, milliseconds, percentile } from './statistics';

/**
 * Whether a project feels its neighbour: from an event's 202 to its arrival, alone, beside a burst of 3,000 deliveries of
 * another project, and beside 40 new endpoints of it that do not answer. `npm run bench:neighbours`.
 */
const BURST = { subscriptions: 10, events: 300 };
const HANGING = 40;
const HANGS_MS = 60_000;
const EVERY_MS = 100;
const ALONE_SECONDS = 10;
const HANGING_SECONDS = 20;

interface Neighbour {
  post(events: object[]): Promise<void>;
  subscribe(url: string, type: string, more?: object): Promise<void>;
}

const fetchJson = async (url: string, key: string, body: unknown): Promise<void> => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
};

const neighbourOf = ({ cloud }: Stack, { adminKey, ingestKey }: FirstProject): Neighbour => ({
  post: (events) => fetchJson(`${cloud.apiUrl}/v1/events`, ingestKey, events),
  subscribe: (url, type, more = {}) =>
    fetchJson(`${cloud.apiUrl}/v1/subscriptions`, adminKey, {
      ...{ name: type, eventTypes: [type], destination: { kind: 'webhook', url } },
      ...more,
    }),
});

/** Posts an event of ours every tenth of a second as long as `goesOn`; answers its latencies, ms. */
async function ours(
  stack: Stack,
  receiver: Receiver,
  type: string,
  goesOn: () => boolean,
): Promise<number[]> {
  const sent: { id: string; at: number }[] = [];
  while (goesOn()) {
    const [id = ''] = await stack.post([{ type, data: {} }]);
    sent.push({ id, at: Date.now() });
    await wait(EVERY_MS);
  }
  const arrivedAt = (id: string): number | undefined =>
    receiver.arrivals(type).find((arrival) => arrival.id === id)?.at;
  const deadline = Date.now() + HANGS_MS;
  while (Date.now() < deadline && sent.some(({ id }) => arrivedAt(id) === undefined)) await wait(EVERY_MS);
  return sent.map(({ id, at }) => (arrivedAt(id) ?? Infinity) - at);
}

const forSeconds = (seconds: number): (() => boolean) => {
  const end = Date.now() + seconds * 1_000;
  return () => Date.now() < end;
};

async function besideBurst(stack: Stack, receiver: Receiver, neighbour: Neighbour): Promise<number[]> {
  const names = Array.from({ length: BURST.subscriptions }, (_, n) => `burst-${n}`);
  for (const name of names) await neighbour.subscribe(receiver.url(name), 'theirs.burst');
  await neighbour.post(Array.from({ length: BURST.events }, () => ({ type: 'theirs.burst', source: 'bot' })));
  const came = (): number => names.reduce((sum, name) => sum + receiver.arrivals(name).length, 0);
  return await ours(stack, receiver, 'ours', () => came() < BURST.subscriptions * BURST.events);
}

async function besideHanging(
  stack: Stack,
  receiver: Receiver,
  neighbour: Neighbour,
): Promise<{ known: number[]; unknown: number[] }> {
  for (let n = 0; n < HANGING; n++) {
    receiver.answers.set(`hangs-${n}`, { status: 204, afterMs: HANGS_MS });
    await neighbour.subscribe(receiver.url(`hangs-${n}`), 'theirs.hang', { timeoutSeconds: 30 });
  }
  await neighbour.post([{ type: 'theirs.hang', source: 'bot' }]);
  await wait(1_000);
  await stack.subscribe(receiver.url('new'), 'new');
  const [known, unknown] = await Promise.all([
    ours(stack, receiver, 'ours', forSeconds(HANGING_SECONDS)),
    ours(stack, receiver, 'new', forSeconds(HANGING_SECONDS)),
  ]);
  return { known, unknown };
}

function report(rows: readonly [name: string, latencies: number[]][]): string {
  const table = new Table({
    head: ['from 202 to arrival', 'events', 'p50 ms', 'p99 ms', 'most ms', 'not received'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const [name, values] of rows)
    table.push([
      name,
      values.length,
      ...[0.5, 0.99, 1].map((share) => milliseconds(percentile(values, share))),
      values.filter((value) => value === Infinity).length,
    ]);
  return `${table.toString()}\n${load()}`;
}

async function main(): Promise<void> {
  const [stack, receiver] = await Promise.all([startStack(), startReceiver()]);
  const neighbour = neighbourOf(stack, await createFirstProject(stack.cloud, 'neighbour'));
  await stack.subscribe(receiver.url('ours'), 'ours');
  progress('warming up');
  await ours(stack, receiver, 'ours', forSeconds(ALONE_SECONDS));
  progress('alone');
  const alone = await ours(stack, receiver, 'ours', forSeconds(ALONE_SECONDS));
  progress(`beside ${BURST.subscriptions * BURST.events} deliveries of another project`);
  const burst = await besideBurst(stack, receiver, neighbour);
  progress(`beside ${HANGING} new endpoints of another project that do not answer`);
  const { known, unknown } = await besideHanging(stack, receiver, neighbour);
  console.log(
    report([
      ['alone', alone],
      ['beside the burst', burst],
      ['beside endpoints that hang', known],
      ['... of a subscription made then', unknown],
    ]),
  );
  await Promise.all([stack.stop(), receiver.stop()]);
}

void main().then(() => process.exit(0));
