import { setTimeout as wait } from 'node:timers/promises';
import Table from 'cli-table3';
import { limited } from './limited';
import { fullMinutes, minutesText } from './minutes';
import { progress } from './progress';
import { type Receiver, startReceiver } from './receiver';
import { type Stack, startStack } from './stack';
import { load, milliseconds, percentile } from './statistics';
import { type Accepted, postSteadily, type Stream } from './steady';

/**
 * Whether 47 endpoints notice three bad ones beside them: one that answers after 10 s, one that is dead, and one that is
 * limited to one a second and gets two. Phases with and without them alternate in one run; without them, what they got
 * goes to three endpoints that are well, so that the load is the same. `npm run bench:isolation`, with `-- --quick` for
 * short phases, with `-- --rate 20` to measure nothing but a limit of 20 a second under backlog.
 */
const QUICK = process.argv.includes('--quick');
const RATE = process.argv.indexOf('--rate');

const WELL = 47;
/** Events a second: of the 47 together, and of each of the others. */
const PER_SECOND = { well: 25, slow: 0.5, dead: 0.5, limited: 2 };
const SLOW_MS = 10_000;
const LIMIT_PER_SECOND = 1;

/** Of a phase: until the functions are warm and the bad ones have been found out; then what is measured. */
const [WARM_UP_SECONDS, SECONDS] = QUICK ? [20, 20] : [20, 70];
const PHASES = ['without', 'with', 'with', 'without', 'without', 'with'] as const;
/** After a phase with them: time enough for what is under way to end. */
const PAUSE_MS = 20_000;

type Bad = 'slow' | 'dead' | 'limited';
const BAD: Bad[] = ['slow', 'dead', 'limited'];

interface Phase {
  kind: (typeof PHASES)[number];
  /** Of the 47, milliseconds from accepted to received; Infinity for what has not come by the end of the phase. */
  latencies: number[];
  /** The same of the warm-up. */
  warmUp: number[];
  load: string;
  bad?: Record<Bad, { accepted: number; arrived: number }> & { minutes: number[] };
}

const wellTypes = Array.from({ length: WELL }, (_, n) => `well-${n}`);

async function main(): Promise<void> {
  const [stack, receiver] = await Promise.all([startStack(), startReceiver()]);
  if (RATE !== -1) console.log(await limited(stack, receiver, Number(process.argv[RATE + 1])));
  else console.log(await isolation(stack, receiver));
  await Promise.all([stack.stop(), receiver.stop()]);
}

async function isolation(stack: Stack, receiver: Receiver): Promise<string> {
  for (const type of [...wellTypes, ...BAD.map((bad) => `substitute-${bad}`)])
    await stack.subscribe(receiver.url(type), type);
  progress('warming up');
  await postSteadily(stack, [wellStream()], WARM_UP_SECONDS);
  const phases: Phase[] = [];
  for (const [index, kind] of PHASES.entries()) {
    progress(
      `phase ${index + 1} of ${PHASES.length}: ${kind} the three, ${WARM_UP_SECONDS} s and ${SECONDS} s`,
    );
    phases.push(
      kind === 'with' ? await withThem(stack, receiver, `${index}`) : await withoutThem(stack, receiver),
    );
  }
  return report(phases);
}

/** One after the other, so that each of the 47 gets as many. */
function wellStream(): Stream {
  let turn = 0;
  return { perSecond: PER_SECOND.well, next: () => wellTypes[turn++ % WELL] ?? '' };
}

const streams = (typeOf: (bad: Bad) => string): Stream[] => [
  wellStream(),
  ...BAD.map((bad) => ({ perSecond: PER_SECOND[bad], next: () => typeOf(bad) })),
];

async function withoutThem(stack: Stack, receiver: Receiver): Promise<Phase> {
  const substitutes = streams((bad) => `substitute-${bad}`);
  const warmUp = await postSteadily(stack, substitutes, WARM_UP_SECONDS);
  const accepted = await postSteadily(stack, substitutes, SECONDS);
  await wait(PAUSE_MS);
  return { kind: 'without', ...both(receiver, warmUp, accepted), load: load() };
}

/** New ones each time: what an earlier phase has taught about them is no part of this one. */
async function withThem(stack: Stack, receiver: Receiver, phase: string): Promise<Phase> {
  const nameOf = (bad: Bad): string => `${bad}-${phase}`;
  receiver.answers.set(nameOf('slow'), { status: 204, afterMs: SLOW_MS });
  receiver.answers.set(nameOf('dead'), { status: 503 });
  const ids: string[] = [];
  for (const bad of BAD) {
    const more = bad === 'limited' ? { rateLimit: { perSecond: LIMIT_PER_SECOND } } : {};
    ids.push(await stack.subscribe(receiver.url(nameOf(bad)), nameOf(bad), more));
  }
  const warmUp = await postSteadily(stack, streams(nameOf), WARM_UP_SECONDS);
  const from = Date.now();
  const accepted = await postSteadily(stack, streams(nameOf), SECONDS);
  const minutes = fullMinutes(receiver.arrivals(nameOf('limited')), from, Date.now());
  for (const id of ids) await stack.admin('DELETE', `/v1/subscriptions/${id}`);
  await wait(PAUSE_MS);
  const counts = (bad: Bad): { accepted: number; arrived: number } => ({
    accepted: [...warmUp, ...accepted].filter(({ type }) => type === nameOf(bad)).length,
    arrived: receiver.arrivals(nameOf(bad)).length,
  });
  const bad = { slow: counts('slow'), dead: counts('dead'), limited: counts('limited'), minutes };
  return { kind: 'with', ...both(receiver, warmUp, accepted), load: load(), bad };
}

const both = (receiver: Receiver, warmUp: Accepted[], accepted: Accepted[]) => ({
  warmUp: latencies(receiver, warmUp),
  latencies: latencies(receiver, accepted),
});

function latencies(receiver: Receiver, accepted: readonly Accepted[]): number[] {
  const arrivedAt = new Map(
    wellTypes.flatMap((type) => receiver.arrivals(type)).map(({ id, at }) => [id, at]),
  );
  return accepted
    .filter(({ type }) => type.startsWith('well-'))
    .map(({ id, at }) => (arrivedAt.get(id) ?? Infinity) - at);
}

function report(phases: readonly Phase[]): string {
  const table = new Table({
    head: ['the 47', 'events', 'p50 ms', 'p99 ms', 'most ms', 'not received', 'load'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  });
  const row = (name: string, values: number[], loadText: string): void =>
    void table.push([
      name,
      values.length,
      ...[0.5, 0.99, 1].map((share) => milliseconds(percentile(values, share))),
      values.filter((value) => value === Infinity).length,
      loadText,
    ]);
  for (const { kind, latencies: values, load: loadText } of phases) row(kind, values, loadText);
  const all = (kind: Phase['kind']): number[] =>
    phases.filter((phase) => phase.kind === kind).flatMap((phase) => phase.latencies);
  row('all without', all('without'), '');
  row('all with', all('with'), '');
  const warmUps = (kind: Phase['kind']): number[] =>
    phases.filter((phase) => phase.kind === kind).flatMap((phase) => phase.warmUp);
  row('warm-ups without', warmUps('without'), 'left out above');
  row('warm-ups with', warmUps('with'), 'left out above: the slow one is found out');
  const p99 = (values: readonly number[]): number => percentile(values, 0.99);
  const without = phases.filter(({ kind }) => kind === 'without').map((phase) => p99(phase.latencies));
  return [
    table.toString(),
    `p99 with / without: ${(p99(all('with')) / p99(all('without'))).toFixed(2)}`,
    `between the phases without them, which is noise: ${(Math.max(...without) / Math.min(...without)).toFixed(2)}`,
    ...phases.flatMap(({ bad }) => (bad ? [badText(bad)] : [])),
  ].join('\n');
}

const badText = ({ slow, dead, limited: bound, minutes }: NonNullable<Phase['bad']>): string =>
  `slow: ${slow.arrived} of ${slow.accepted} came; dead: ${dead.arrived} requests for ${dead.accepted} events; ` +
  `limited to ${LIMIT_PER_SECOND}/s, given ${bound.accepted}: ${minutesText(minutes, LIMIT_PER_SECOND)}`;

void main().then(() => process.exit(0));
