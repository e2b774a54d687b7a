import { setTimeout as wait } from 'node:timers/promises';
import { chunks } from './chunks';

export interface Batching<T> {
  maxCount: number;
  maxBytes: number;
  bytesOf: (item: T) => number;
  /** Sends one batch and answers the items that were not taken. A throw means that none was. */
  send: (batch: T[]) => Promise<T[]>;
  /** 0 to 1. */
  random: () => number;
}

const ROUNDS = 4;
const FIRST_PAUSE_MS = 50;
const PARALLEL = 8;

/**
 * Sends all items in batches and sends again what was not taken, with exponential pauses and full jitter.
 * Answers what was not taken in the end; order among the rest is not kept.
 */
export async function sendAll<T>(items: readonly T[], batching: Batching<T>): Promise<T[]> {
  let pending = [...items];
  for (let round = 0; pending.length > 0; round++) {
    pending = await sendRound(pending, batching);
    if (pending.length === 0 || round === ROUNDS - 1) break;
    await wait(batching.random() * FIRST_PAUSE_MS * 2 ** round);
  }
  return pending;
}

async function sendRound<T>(items: readonly T[], batching: Batching<T>): Promise<T[]> {
  const queue = chunks(items, batching);
  const refused: T[] = [];
  const worker = async (): Promise<void> => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) {
      const current = batch;
      refused.push(...(await batching.send(current).catch(() => current)));
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, queue.length) }, worker));
  return refused;
}
