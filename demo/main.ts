import { log, progress } from '@clack/prompts';
import { Api } from './api';
import { startReceiver, type Receiver } from './receiver';
import { replay } from './replay';
import { report, type Unfinished } from './report';

/** Lines of data/agent-runs.jsonl; each is one event. */
const EVENTS = 3_818;

interface Subscription {
  id: string;
  secret: string;
}

async function main(): Promise<void> {
  const api = Api.fromState();
  const receiver = await startReceiver();
  const subscription = await subscribe(api, receiver);
  process.once('SIGINT', () => void unsubscribe(api, subscription).finally(() => process.exit(130)));
  log.info(
    `Replaying 200 recorded runs of an airline support agent; a receiver at ${receiver.url} verifies each signature`,
  );

  const began = Date.now();
  const bar = progress({ max: EVENTS, style: 'block', size: 40 });
  bar.start('0 events have arrived');
  const sent = await replay(api, receiver, () => {
    const { size } = receiver.received.arrivals;
    bar.advance(1, `${size} of ${EVENTS} events have arrived`);
  });
  const seconds = (Date.now() - began) / 1_000;
  bar.stop(
    `${receiver.received.arrivals.size} events in ${seconds.toFixed(1)} s, ${Math.round(sent.length / seconds)} a second`,
  );

  console.log(report(sent, receiver.received, await unfinished(api, subscription)));
  summary(sent, receiver);
  await unsubscribe(api, subscription);
  receiver.close();
}

async function subscribe(api: Api, receiver: Receiver): Promise<Subscription> {
  const subscription = await api.post<Subscription>('/v1/subscriptions', {
    name: 'demo receiver',
    eventTypes: ['agent.run.*', 'llm.request.*', 'tool.call.*'],
    destination: { kind: 'webhook', url: receiver.url },
  });
  receiver.secret = subscription.secret;
  return subscription;
}

const unsubscribe = (api: Api, { id }: Subscription): Promise<unknown> =>
  api.delete(`/v1/subscriptions/${id}`);

function summary(sent: { type: string }[], { received }: Receiver): void {
  const count = (...types: string[]): number => sent.filter(({ type }) => types.includes(type)).length;
  log.success(
    `${count('agent.run.completed', 'agent.run.failed')} runs ended (${count('agent.run.failed')} failed), ` +
      `${count('tool.call.failed')} tool errors. Latency is from the post to the arrival. ` +
      `${received.repeats} repeats, ${received.badSignatures} bad signatures.`,
  );
}

async function unfinished(api: Api, { id }: Subscription): Promise<Unfinished> {
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
  log.error(error.message);
  process.exit(1);
});
