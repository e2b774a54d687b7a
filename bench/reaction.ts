import { setTimeout as wait } from 'node:timers/promises';
import Table from 'cli-table3';
import { progress } from './progress';
import { startReceiver } from './receiver';
import { type Stack, startStack } from './stack';
import { load, milliseconds, percentile } from './statistics';
import { postSteadily } from './steady';

/**
 * How long it takes until an agent learns that it is paused: from the POST of its fifth failure to the first answer
 * that says so, asked for every 20 ms. A fresh agent each round; first on an idle stack, then beside other agents.
 * `npm run bench:reaction`, with `-- --quick` for few rounds.
 */
const QUICK = process.argv.includes('--quick');
const ROUNDS = QUICK ? 20 : 200;
const WARM_UP_ROUNDS = 5;

/** How often the agent asks; the answer is known at most so much later than it could be. */
const ASK_MS = 20;
/** Between the fourth failure and the fifth: agents do not fail five times in one request. */
const PAUSE_MS = 150;
const GIVE_UP_MS = 30_000;

/** Events of other agents a second, which are delivered and counted as well. */
const BACKGROUND_PER_SECOND = 40;
const OTHER_TYPE = 'llm.request.completed';

const FAILED = 'agent.run.failed';

interface Phase {
  name: string;
  reactions: number[];
  /** Answers of the first ask, for comparison: what an answer costs by itself. */
  answers: number[];
  load: string;
}

async function main(): Promise<void> {
  const [stack, receiver] = await Promise.all([startStack(), startReceiver()]);
  await stack.subscribe(receiver.url('hook'), OTHER_TYPE);
  await stack.subscribe(receiver.url('alerts'), 'alert.firing');
  for (const monitor of [fiveFailures, tokens]) await stack.admin('POST', '/v1/monitors', monitor);
  await phase(stack, 'warm-up', WARM_UP_ROUNDS);
  const phases = [await phase(stack, 'idle', ROUNDS), await besideOthers(stack)];
  console.log(report(phases));
  await Promise.all([stack.stop(), receiver.stop()]);
}

const fiveFailures = {
  ...{ name: 'five failures', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
  ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 5, severity: 'critical' }] },
  actions: [{ kind: 'pauseAgent' }],
};
const tokens = {
  ...{ name: 'tokens', kind: 'sum', eventTypes: [OTHER_TYPE], groupBy: ['source'], value: 'data.tick' },
  ...{ window: { slidingSeconds: 3_600 }, thresholds: [{ atLeast: 1e12, severity: 'warning' }] },
};

async function besideOthers(stack: Stack): Promise<Phase> {
  const measured = phase(stack, `beside ${BACKGROUND_PER_SECOND} events a second`, ROUNDS);
  let over = false;
  const rounds = measured.finally(() => (over = true));
  while (!over) await postSteadily(stack, [{ perSecond: BACKGROUND_PER_SECOND, next: () => OTHER_TYPE }], 2);
  return rounds;
}

async function phase(stack: Stack, name: string, rounds: number): Promise<Phase> {
  progress(`${name}: ${rounds} rounds`);
  const reactions: number[] = [];
  const answers: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const one = await reaction(stack, `${name.replaceAll(' ', '-')}-${round}`);
    reactions.push(one.pausedMs);
    answers.push(one.answerMs);
  }
  return { name, reactions, answers, load: load() };
}

interface Reaction {
  /** From the POST of the fifth failure to the first answer that says paused. */
  pausedMs: number;
  /** How long that POST took itself. */
  answerMs: number;
}

async function reaction(stack: Stack, agent: string): Promise<Reaction> {
  const failure = { source: agent, type: FAILED, data: {} };
  await stack.ask(Array.from({ length: 4 }, () => failure));
  await wait(PAUSE_MS);
  const began = performance.now();
  const first = await stack.ask([failure]);
  const answerMs = performance.now() - began;
  if (first.state === 'paused') return { pausedMs: answerMs, answerMs };
  for (let asked = performance.now(); performance.now() - began < GIVE_UP_MS;) {
    await wait(Math.max(0, asked + ASK_MS - performance.now()));
    asked = performance.now();
    if ((await stack.directive(agent)).state === 'paused')
      return { pausedMs: performance.now() - began, answerMs };
  }
  return { pausedMs: Infinity, answerMs };
}

function report(phases: readonly Phase[]): string {
  const table = new Table({
    head: ['', 'rounds', 'p50 ms', 'p90 ms', 'p99 ms', 'most ms', 'the POST itself, p50 ms', 'load'],
    colAligns: ['left', ...Array<'right'>(6).fill('right'), 'left'],
    style: { head: [], border: [] },
  });
  for (const { name, reactions, answers, load: loadText } of phases)
    table.push([
      ...[name, reactions.length],
      ...[0.5, 0.9, 0.99, 1].map((share) => milliseconds(percentile(reactions, share))),
      ...[milliseconds(percentile(answers, 0.5)), loadText],
    ]);
  return table.toString();
}

void main().then(() => process.exit(0));
