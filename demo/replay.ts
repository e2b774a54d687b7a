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

/** Events of one request; the SDKs of such services send what has gathered in about as many. */
const BATCH = 10;

/** Events that may be on their way at once: enough to keep busy, few enough that the latency is no queue's length. */
const MAX_ON_THE_WAY = 60;

/** Posts all recorded events, a batch as soon as there is room, and waits until every accepted one has arrived. */
export async function replay(api: Api, receiver: Receiver, onProgress: () => void): Promise<Sent[]> {
  const sent: Sent[] = [];
  const turnstile = new Turnstile();
  const { arrivals } = receiver.received;
  let refused = 0;
  receiver.onEvent = () => {
    turnstile.turn();
    onProgress();
  };
  const post = async (events: AgentEvent[], records: Sent[]): Promise<void> => {
    const { results } = await api.post<{ results: { id?: string }[] }>('/v1/events', events);
    for (const [index, record] of records.entries()) {
      const id = results[index]?.id;
      if (id === undefined) refused++;
      else record.id = id;
    }
    turnstile.turn();
  };
  for await (const events of batches(agentEvents(`demo-${Date.now().toString(36)}`), BATCH)) {
    while (sent.length - refused - arrivals.size > MAX_ON_THE_WAY - BATCH) await turnstile.next();
    const records = events.map(({ type }): Sent => ({ type, postedAt: Date.now() }));
    sent.push(...records);
    post(events, records).catch((error: Error) => turnstile.fail(error));
  }
  while (sent.length - refused - arrivals.size > 0) await turnstile.next();
  return sent;
}

async function* batches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
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
