import { log } from '@clack/prompts';
import { setTimeout as wait } from 'node:timers/promises';
import { columnsOf, fold } from '../../terminal/fold';
import { Api } from '../api';
import { MARGIN } from '../screen';
import { Agent, FOLDER } from './agent-process';
import { install } from './install';
import { Model } from './model';
import { isExact, otelReport, type Spend } from './report';

const AGENT = 'otel-demo';
const INTRODUCTION =
  'A support agent, made with the Vercel AI SDK, answers tickets with a model on this machine. It reports by ' +
  'OpenTelemetry alone, with one variable, and asks between two tickets whether it is paused.';

const say = (kind: 'info' | 'warn' | 'success', text: string): void =>
  log[kind](fold(text, columnsOf(process.stdout) - MARGIN));

async function main(): Promise<void> {
  const api = Api.fromState();
  say('info', INTRODUCTION);
  await install(FOLDER);
  const model = await Model.start();
  const before = await spent(api);
  const monitor = await makeMonitor(api);
  const agent = new Agent(api.endpointOf(AGENT), model.url);
  const tearDown = async (): Promise<void> => {
    await agent.stop();
    model.stop();
    await api.delete(`/v1/monitors/${monitor}`);
  };
  process.once('SIGINT', () => void tearDown().finally(() => process.exit(130)));
  try {
    await play(api, model, agent);
  } finally {
    await tearDown();
  }
  const counted = await spentSince(api, before, model.served.calls);
  process.stdout.write(`\n${otelReport(model.served, counted)}\n`);
  if (!isExact(model.served, counted)) throw new Error('What was counted is not what was answered');
}

async function play(api: Api, model: Model, agent: Agent): Promise<void> {
  await agent.until('answered', 5);
  say('success', 'Five tickets are answered. Now the model goes down.');
  model.down = true;
  const failing = Date.now();
  await agent.until('failed', 5);
  const fifth = Date.now();
  await agent.until('paused', 1);
  const seconds = ((Date.now() - fifth) / 1_000).toFixed(1);
  say(
    'warn',
    `Paused by the monitor: five runs had failed within ${((fifth - failing) / 1_000).toFixed(1)} s, and the agent stopped ` +
      `${seconds} s later, after ${agent.count('failed')} failures. Spans are exported every second; on its own the SDK ` +
      'waits five.',
  );
  model.down = false;
  const from = agent.said.length;
  const calls = model.served.calls;
  await wait(1_500);
  say(
    'info',
    `The model is up again. The agent is paused, and has asked it ${model.served.calls - calls} times since.`,
  );
  await api.post(`/v1/agents/${AGENT}/resume`, { reason: 'the model is back' });
  await agent.until('answered', 3, from);
  say('success', 'Resumed by the person on duty; three more tickets are answered.');
}

async function makeMonitor(api: Api): Promise<string> {
  const { id } = await api.post<{ id: string }>('/v1/monitors', {
    name: 'demo: five failed runs',
    kind: 'count',
    eventTypes: ['agent.run.failed'],
    groupBy: ['source'],
    window: { slidingSeconds: 600 },
    thresholds: [{ atLeast: 5, severity: 'critical' }],
    actions: [{ kind: 'pauseAgent', until: 'human' }],
  });
  return id;
}

async function spent(api: Api): Promise<Spend> {
  const { rows } = await api.get<{ rows: (Spend & { agent: string })[] }>('/v1/spend?by=agent');
  const nothing = { requests: 0, usd: 0, inputTokens: 0, outputTokens: 0 };
  return rows.find(({ agent }) => agent === AGENT) ?? nothing;
}

/** What this demo has spent, when all calls that the model has served are in the sums. */
async function spentSince(api: Api, before: Spend, calls: number): Promise<Spend> {
  for (let tries = 0; ; tries++) {
    const now = await spent(api);
    const since = {
      requests: now.requests - before.requests,
      usd: now.usd - before.usd,
      inputTokens: now.inputTokens - before.inputTokens,
      outputTokens: now.outputTokens - before.outputTokens,
    };
    if (since.requests >= calls || tries === 40) return since;
    await wait(250);
  }
}

main().catch((error: unknown) => {
  log.error(fold(error instanceof Error ? error.message : String(error), columnsOf(process.stderr) - MARGIN));
  process.exitCode = 1;
});
