import { log } from '@clack/prompts';
import { setTimeout as wait } from 'node:timers/promises';
import { columnsOf, fold } from '../terminal/fold';
import { alertsReport, type Fired, spent } from './alerts-report';
import { Api } from './api';
import { Monitors } from './monitors';
import { OnDuty } from './on-duty';
import { type Receiver, type ReceivedEvent, startReceiver } from './receiver';
import type { Directive } from './orders';
import { AGENT, Replay } from './replay';
import { report, type Unfinished } from './report';
import { MARGIN, Screen } from './screen';

/** Lines of data/agent-runs.jsonl, each an event, and a score for each of the 200 runs. */
const EVENTS = 3_818 + 200;

/** How long alerts may take to arrive after everything else has. */
const LAST_ALERTS_MS = 10_000;

const INTRODUCTION =
  'Replaying 200 recorded runs of an airline support agent under four monitors. ' +
  'Receivers verify the signature of every webhook.';

const LEGEND = `told: from the post of the event that tipped it to the signed alert.firing
obeyed: from the same post to the first answer that told the agent
How the runs ended was recorded with gpt-4o. What a smaller model would have made of them is not known.
This agent fails 116 of 200 runs. Five failures would pause it 23 times, so the person who resumes it raises the number.`;

/** Everything that the demo makes in the project, and takes away when it ends. */
interface Stage {
  api: Api;
  monitors: Monitors;
  events: Receiver;
  alerts: Receiver;
  subscriptions: string[];
}

async function main(): Promise<void> {
  const stage = await setUp(Api.fromState());
  process.once('SIGINT', () => void tearDown(stage).finally(() => process.exit(130)));
  try {
    await play(stage);
  } finally {
    await tearDown(stage);
  }
}

async function setUp(api: Api): Promise<Stage> {
  // Should an earlier demo have been cut off while it was paused. An agent that was never seen cannot be resumed.
  const { state } = await api.get<Directive>(`/v1/agents/${AGENT}/directive`);
  if (state === 'paused') await api.post(`/v1/agents/${AGENT}/resume`, {});
  const [events, alerts] = await Promise.all([startReceiver(), startReceiver()]);
  const monitors = new Monitors(api);
  const subscriptions = [
    await subscribe(api, 'demo receiver', events, [
      'agent.run.*',
      'llm.request.*',
      'tool.call.*',
      'evaluation.*',
    ]),
    await subscribe(api, 'demo alerts', alerts, ['alert.firing']),
  ];
  await monitors.make();
  return { api, monitors, events, alerts, subscriptions };
}

async function play({ api, monitors, events, alerts, subscriptions }: Stage): Promise<void> {
  const screen = new Screen(EVENTS, (done, total) => `${done} of ${total} events have arrived`);
  screen.say('info', INTRODUCTION);
  const onDuty = new OnDuty(api, monitors, screen);
  const replay = new Replay(api, events, { onPaused: (paused) => onDuty.resume(paused) });
  const fired: Fired[] = [];
  events.onEvent = () => {
    screen.advance();
    replay.turn();
  };
  alerts.onEvent = (event) => {
    const one = firedBy(event, monitors);
    if (!one) return;
    fired.push(one);
    screen.say('warn', sentence(one));
  };

  const began = Date.now();
  screen.start();
  await replay.run();
  const seconds = (Date.now() - began) / 1_000;
  await untilAllTold(replay, fired);
  alerts.onEvent = () => undefined;
  screen.stop(
    `${events.received.arrivals.size} events in ${seconds.toFixed(1)} s, ${Math.round(replay.sent.length / seconds)} a second`,
  );

  screen.show(report(replay.sent, events.received, await unfinished(api, subscriptions[0] ?? '')));
  screen.say('success', summary(replay.sent, events));
  const { tally, orders, spending } = replay;
  const { pauses } = onDuty;
  screen.show(alertsReport({ began, tips: tally.tips, fired, seen: orders.seen, pauses, spending }));
  screen.say('success', spent(spending));
  screen.say('info', LEGEND);
}

async function tearDown({ api, monitors, events, alerts, subscriptions }: Stage): Promise<void> {
  await monitors.remove();
  await Promise.all(subscriptions.splice(0).map((id) => api.delete(`/v1/subscriptions/${id}`)));
  events.close();
  alerts.close();
}

async function subscribe(api: Api, name: string, receiver: Receiver, eventTypes: string[]): Promise<string> {
  const { id, secret } = await api.post<{ id: string; secret: string }>('/v1/subscriptions', {
    name,
    eventTypes,
    destination: { kind: 'webhook', url: receiver.url },
  });
  receiver.secret = secret;
  return id;
}

/** Nothing if it is another's alert: what is removed at the end of this demo is not all there is in the project. */
function firedBy({ data }: ReceivedEvent, monitors: Monitors): Fired | undefined {
  const alert = data as Fired['alert'] & { monitor: { id: string } };
  const monitor = monitors.nameOf(alert.monitor.id);
  return monitor && { at: Date.now(), monitor, alert };
}

const sentence = ({ alert: { monitor, group, severity, value, threshold } }: Fired): string =>
  `${severity}: ${monitor.name}${group.subject === undefined ? '' : ` ${group.subject}`}, ` +
  `${value?.toLocaleString('en') ?? 'no value'} where ${threshold.toLocaleString('en')} was the threshold`;

async function untilAllTold({ tally }: Replay, fired: readonly Fired[]): Promise<void> {
  const until = Date.now() + LAST_ALERTS_MS;
  while (fired.length < tally.tips.length && Date.now() < until) await wait(50);
}

function summary(sent: { type: string }[], { received }: Receiver): string {
  const count = (...types: string[]): number => sent.filter(({ type }) => types.includes(type)).length;
  return (
    `${count('agent.run.completed', 'agent.run.failed')} runs ended (${count('agent.run.failed')} failed), ` +
    `${count('tool.call.failed')} tool errors. Latency is from the post to the arrival. ` +
    `${received.repeats} repeats, ${received.badSignatures} bad signatures.`
  );
}

async function unfinished(api: Api, id: string): Promise<Unfinished> {
  return { waiting: await countByType(api, id, 'waiting'), dead: await countByType(api, id, 'dead') };
}

async function countByType(api: Api, subscription: string, status: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let cursor = ''; ;) {
    const page = await api.get<{ data: { type: string }[]; nextCursor: string | null }>(
      `/v1/subscriptions/${subscription}/deliveries?status=${status}&limit=100${cursor}`,
    );
    for (const { type } of page.data) counts.set(type, (counts.get(type) ?? 0) + 1);
    if (page.nextCursor === null) return counts;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

main().catch((error: Error) => {
  log.error(fold(error.message, columnsOf(process.stdout) - MARGIN));
  process.exit(1);
});
