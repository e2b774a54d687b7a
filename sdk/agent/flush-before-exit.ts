import { beforeExit } from './host-process';

/** What sends, as far as the end of the process is concerned. */
interface Flushing {
  waiting: number;
  leave(): Promise<void>;
}

const senders = new Set<Flushing>();
let isRegistered = false;

/**
 * Lets a process that has come to its end send what this sender holds, for two seconds at most. `process.exit` and
 * signals do not come by here: before them the host calls `close`.
 */
export function flushBeforeExit(sender: Flushing): void {
  senders.add(sender);
  if (isRegistered) return;
  isRegistered = true;
  beforeExit(() => {
    for (const one of senders) {
      senders.delete(one);
      // It is there again as soon as it has something new, so that a dead Tocsin is waited for once.
      if (one.waiting > 0) void one.leave();
    }
  });
}
