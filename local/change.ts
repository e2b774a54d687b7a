import type { LocalContext } from './context';
import type { Store } from './store';

/** A reason made once: without one, every abort makes an error with a stack. */
const CHANGED = 'changed';

const waiting = new WeakMap<Store, Map<string, Set<AbortController>>>();

function waitersFor(store: Store, what: string): Set<AbortController> {
  const topics = waiting.get(store) ?? new Map<string, Set<AbortController>>();
  waiting.set(store, topics);
  const waiters = topics.get(what) ?? new Set<AbortController>();
  topics.set(what, waiters);
  return waiters;
}

/** Lets everything that waits for `what` (a queue's ARN, say) look again. */
export function announceChange(local: LocalContext, what: string): void {
  for (const waiter of waitersFor(local.store, what)) waiter.abort(CHANGED);
}

/** Resolves at `at`, when `what` changed, when the clock was moved, or when `signal` aborts. */
export async function waitForChange(
  local: LocalContext,
  what: string,
  at: number,
  signal?: AbortSignal,
): Promise<void> {
  const waiters = waitersFor(local.store, what);
  const wake = new AbortController();
  waiters.add(wake);
  try {
    await local.clock.wait(at, signal ? AbortSignal.any([signal, wake.signal]) : wake.signal);
  } finally {
    waiters.delete(wake);
  }
}
