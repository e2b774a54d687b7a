import { agentEvents, type AgentEvent } from './agent-run';
import type { Api } from './api';
import type { Receiver } from './receiver';

/** One event of the replay, from its post to its arrival. Times are epoch ms. */
export interface Sent {
  type: string;
  postedAt: number;
  /** The id that Tocsin answered; missing if it was refused. */
  id?: string;
}

/** Events that may be on their way at once: enough to keep busy, few enough that the latency is no queue's length. */
const MAX_ON_THE_WAY = 40;

/** Posts all recorded events, each as soon as there is room, and waits until every accepted one has arrived. */
export async function replay(api: Api, receiver: Receiver, onProgress: () => void): Promise<Sent[]> {
  const sent: Sent[] = [];
  const turnstile = new Turnstile();
  const { arrivals } = receiver.received;
  let refused = 0;
  receiver.onEvent = () => {
    turnstile.turn();
    onProgress();
  };
  const post = async (event: AgentEvent, record: Sent): Promise<void> => {
    const { results } = await api.post<{ results: { id: string }[] }>('/v1/events', event);
    if (results[0]) record.id = results[0].id;
    else refused++;
    turnstile.turn();
  };
  for await (const event of agentEvents(`demo-${Date.now().toString(36)}`)) {
    while (sent.length - refused - arrivals.size >= MAX_ON_THE_WAY) await turnstile.next();
    const record: Sent = { type: event.type, postedAt: Date.now() };
    sent.push(record);
    post(event, record).catch((error: Error) => turnstile.fail(error));
  }
  while (sent.length - refused - arrivals.size > 0) await turnstile.next();
  return sent;
}

/** Lets one waiter through whenever something has happened; from the first failure on, nobody. */
class Turnstile {
  private waiter: PromiseWithResolvers<void> | undefined;
  private failure: Error | undefined;

  turn(): void {
    this.waiter?.resolve();
  }

  fail(error: Error): void {
    this.failure ??= error;
    this.waiter?.reject(error);
  }

  next(): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.waiter = Promise.withResolvers<void>();
    return this.waiter.promise;
  }
}
