import type { Moment } from '../receiver/record';
import type { Sender } from '../protocol';
import { Skipped } from './outcome';

export interface Waiting {
  /** Real time; replaced where a test has none. */
  sleep: (ms: number) => Promise<void>;
  /** How long nothing must happen before a sender without a virtual clock counts as settled. */
  quietMs: number;
  /** Scenarios that would have to wait longer than this for a sender without a virtual clock are skipped. */
  maxWaitSeconds: number;
}

/** Moving a virtual clock in pieces lets what comes due in between happen in its order. */
const SLICES = 10;

/** The sender's time: moved where it can be, waited for where it cannot. */
export class SenderClock {
  private offsetMs = 0;
  private movingMs = 0;

  constructor(
    private sender: Sender,
    readonly virtual: boolean,
    private waiting: Waiting,
  ) {}

  now(): Moment {
    const earliest = Date.now() + this.offsetMs;
    return { earliest, latest: earliest + this.movingMs };
  }

  /** Stops early, between two slices, once `enough` holds. */
  async pass(seconds: number, enough: () => boolean = () => false, sliceSeconds?: number): Promise<void> {
    if (!this.virtual) return await this.wait(seconds);
    const slice = sliceSeconds ?? Math.max(0.25, seconds / SLICES);
    for (let left = seconds; left > 0 && !enough(); left -= slice) await this.advance(Math.min(slice, left));
  }

  async settle(): Promise<void> {
    await (this.virtual ? this.advance(0) : this.waiting.sleep(this.waiting.quietMs));
  }

  /** Throws Skipped if nobody would want to wait that long. */
  async wait(seconds: number): Promise<void> {
    this.checkWait(seconds);
    await this.waiting.sleep(seconds * 1_000);
  }

  checkWait(seconds: number): void {
    const { maxWaitSeconds } = this.waiting;
    if (this.virtual || seconds <= maxWaitSeconds) return;
    throw new Skipped(`would have to wait ${Math.round(seconds)} s, more than ${maxWaitSeconds} s`);
  }

  private async advance(seconds: number): Promise<void> {
    this.movingMs = seconds * 1_000;
    const { now } = await this.sender.call('advance', { seconds });
    this.movingMs = 0;
    this.offsetMs = now - Date.now();
  }
}
