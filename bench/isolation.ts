/**
 * Do 47 endpoints notice that three others are slow, dead and limited? The same load, in one run, without those three
 * and with them: the ratio of the p99s from accepted to received is the answer.
 *
 *   npm run bench:isolation [-- --seconds 60]
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { percentile, progress, startBenchCloud, startEndpoints } from './bench-cloud';

const WELL = 47;
const EVENTS_PER_SECOND = 24;
const REQUESTS_PER_SECOND = 4;
const TO_EACH_OF_THE_OTHERS_PER_SECOND = 2;
const SLOW_MS = 10_000;
const WARM_UP_SECONDS = 20;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);

const receivedAt = new Map<string, number>();
const arrivals: Record<'slow' | 'dead' | 'limited', number[]> = { slow: [], dead: [], limited: [] };
const acceptedAt = new Map<string, number>();

async function main(): Promise<void> {
  const [bench, endpoints] = await Promise.all([
    startBenchCloud(),
    startEndpoints((request, response) => {
      const name = (request.url ?? '').slice(1);
      if (name === 'slow' || name === 'dead' || name === 'limited') arrivals[name].push(Date.now());
      else receivedAt.set(String(request.headers['webhook-id']), Date.now());
      if (name === 'slow') setTimeout(() => response.writeHead(204).end(), SLOW_MS);
      else response.writeHead(name === 'dead' ? 503 : 204).end();
    }),
  ]);
  const subscribe = (name: string, more: object = {}): Promise<object> =>
    bench.admin('POST', '/v1/subscriptions', {
      ...{ name, eventTypes: [name], destination: { kind: 'webhook', url: `${endpoints.url}/${name}` } },
      ...more,
    });
  for (let n = 0; n < WELL; n++) await subscribe(`well${n}`);
  await Promise.all([
    subscribe('slow'),
    subscribe('dead'),
    subscribe('limited', { rateLimit: { perSecond: 1 } }),
  ]);

  let next = 0;
  /** Sends at a steady rate; answers the ids of what was for the 47. */
  const load = async (label: string, forSeconds: number, withOthers: boolean): Promise<string[]> => {
    const ids: string[] = [];
    const pending: Promise<void>[] = [];
    const began = Date.now();
    for (let tick = 0; tick < forSeconds * REQUESTS_PER_SECOND; tick++) {
      await wait(Math.max(0, began + (tick * 1_000) / REQUESTS_PER_SECOND - Date.now()));
      progress(`${label}: ${Math.floor(tick / REQUESTS_PER_SECOND)} of ${forSeconds} s`);
      const well = Array.from(
        { length: EVENTS_PER_SECOND / REQUESTS_PER_SECOND },
        () => `well${next++ % WELL}`,
      );
      const others = withOthers && tick % (REQUESTS_PER_SECOND / TO_EACH_OF_THE_OTHERS_PER_SECOND) === 0;
      const types = [...well, ...(others ? ['slow', 'dead', 'limited'] : [])];
      const sent = bench.post(types.map((type) => ({ type, source: 'bench', data: {} })));
      pending.push(
        sent.then((accepted) => {
          for (const id of accepted.slice(0, well.length)) {
            acceptedAt.set(id, Date.now());
            ids.push(id);
          }
        }),
      );
    }
    await Promise.all(pending);
    return ids;
  };
  const latencies = (ids: readonly string[]): number[] =>
    ids.map((id) => Math.max(0, (receivedAt.get(id) ?? Infinity) - (acceptedAt.get(id) ?? 0)));

  await load('Warming up', WARM_UP_SECONDS, false);
  const alone = await load('47 endpoints alone', seconds, false);
  const beginning = await load('The three others begin', WARM_UP_SECONDS, true);
  const limitedFrom = Date.now();
  const beside = await load('47 beside the three', seconds, true);
  const limitedUntil = Date.now();
  await wait(2_000);
  progress('');

  console.log(
    `${EVENTS_PER_SECOND} events/s to ${WELL} endpoints, ${seconds} s each way; ms from accepted to received`,
  );
  const line = (label: string, ids: string[]): number => {
    const all = latencies(ids);
    const [p50, p99] = [percentile(all, 0.5), percentile(all, 0.99)];
    console.log(`${label.padEnd(44)} p50 ${p50.toFixed(0).padStart(6)}   p99 ${p99.toFixed(0).padStart(6)}`);
    return p99;
  };
  const before = line('alone', alone);
  line(`the first ${WARM_UP_SECONDS} s beside the three, not counted`, beginning);
  const after = line('beside one that takes 10 s, one dead, one 1/s', beside);
  console.log(`ratio of the p99s: ${(after / before).toFixed(2)}`);
  const minutes = Math.floor((limitedUntil - limitedFrom) / 60_000);
  const inMinute = (minute: number): number =>
    arrivals.limited.filter((at) => Math.floor((at - limitedFrom) / 60_000) === minute).length;
  const limited = Array.from({ length: minutes }, (_, minute) => inMinute(minute)).join(', ');
  console.log(`the limited endpoint (60 allowed) got in each full minute: ${limited || 'no full minute'}`);
  console.log(`requests to the slow one: ${arrivals.slow.length}, to the dead one: ${arrivals.dead.length}`);
  await bench.stop();
  await endpoints.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
