import type { LocalContext } from '../context';
import type { Store } from '../store';

const receivers = new WeakMap<Store, Map<string, Set<AbortController>>>();

function receiversOf(store: Store, queue: string): Set<AbortController> {
  const queues = receivers.get(store) ?? new Map<string, Set<AbortController>>();
  receivers.set(store, queues);
  const waiting = queues.get(queue) ?? new Set<AbortController>();
  queues.set(queue, waiting);
  return waiting;
}

/** Lets whoever waits for messages of the queue look again. */
export function wakeReceivers(local: LocalContext, queue: string): void {
  for (const receiver of receiversOf(local.store, queue)) receiver.abort();
}

/** Resolves at `at`, when the queue changed, when the clock was moved, or when `signal` aborts. */
export async function waitForChange(
  local: LocalContext,
  queue: string,
  at: number,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = receiversOf(local.store, queue);
  const wake = new AbortController();
  waiting.add(wake);
  try {
    await local.clock.wait(at, signal ? AbortSignal.any([signal, wake.signal]) : wake.signal);
  } finally {
    waiting.delete(wake);
  }
}
