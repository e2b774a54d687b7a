import type { QueuedEvent } from './event';

export interface QueueLimits {
  events: number;
  bytes: number;
}

/** What leaves the queue in one request. Retries send the same text under the same key, so it counts once. */
export interface Batch {
  idempotencyKey: string;
  events: readonly QueuedEvent[];
  bytes: number;
  /** How many dropped events its last event reports; 0 if it has no such event. */
  reportedDrops: number;
  /** How often the API itself could not take all of it. */
  refusals: number;
}

/**
 * Events that wait to be sent, oldest first, bounded by number and bytes, the batch that is being sent among them. If
 * it is full the oldest one is dropped, and of runs only when nothing else is there. A batch that has been tried is
 * kept whole, since it may have arrived: its events could not be sent again under another key without counting twice.
 */
export class EventQueue {
  private events: QueuedEvent[] = [];
  private bytes = 0;
  private batch: Batch | undefined;

  constructor(private limits: QueueLimits) {}

  /** Those that wait and those that are being sent. */
  get size(): number {
    return this.events.length + (this.batch?.events.length ?? 0);
  }

  get waiting(): number {
    return this.events.length;
  }

  /** Returns how many had to be dropped for it. */
  push(event: QueuedEvent): number {
    this.events.push(event);
    this.bytes += event.bytes;
    let dropped = 0;
    while (this.isOver()) {
      this.dropOldest();
      dropped++;
    }
    return dropped;
  }

  /** The batch that is to be sent: the one that is not finished, else one of the oldest events. */
  next(most: QueueLimits, asBatch: (events: QueuedEvent[]) => Batch): Batch | undefined {
    if (this.batch || this.events.length === 0) return this.batch;
    let [count, bytes] = [0, 0];
    for (const event of this.events) {
      if (count === most.events || (count > 0 && bytes + event.bytes > most.bytes)) break;
      [count, bytes] = [count + 1, bytes + event.bytes];
    }
    const taken = this.events.splice(0, count);
    this.bytes -= bytes;
    this.batch = asBatch(taken);
    return this.batch;
  }

  /** The batch has arrived, or never will. */
  finish(): void {
    this.batch = undefined;
  }

  /** Forgets everything; returns how many events that were. */
  clear(): number {
    const { size } = this;
    [this.events, this.bytes, this.batch] = [[], 0, undefined];
    return size;
  }

  private isOver(): boolean {
    const bytes = this.bytes + (this.batch?.bytes ?? 0);
    return this.events.length > 0 && (this.size > this.limits.events || bytes > this.limits.bytes);
  }

  private dropOldest(): void {
    const oldest = this.events.findIndex(({ isOfRun }) => !isOfRun);
    const [dropped] = this.events.splice(Math.max(oldest, 0), 1);
    this.bytes -= dropped?.bytes ?? 0;
  }
}
