import { IANAZone } from 'luxon';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Wider than the distance of any zone's clock from UTC, at any time. */
const WIDEST_MS = 16 * HOUR_MS;
/** No zone sets its clock twice within so long. */
const STEP_MS = 8 * HOUR_MS;

/** A stretch of time in which a zone's clock runs without a jump, `[start, end)` in epoch ms. */
export interface Stretch {
  start: number;
  end: number;
  offsetMs: number;
}

/** The clock of an IANA zone. Local times are epoch ms of the same clock reading in UTC. */
export class ZoneClock {
  private zone: IANAZone;

  /** Throws `RangeError`. */
  constructor(timeZone: string) {
    this.zone = IANAZone.create(timeZone);
    if (!this.zone.isValid) throw new RangeError(`There is no time zone ${timeZone}`);
  }

  offsetMs(at: number): number {
    return Math.round(this.zone.offset(at) * MINUTE_MS);
  }

  localTime(at: number): number {
    return at + this.offsetMs(at);
  }

  /**
   * The first moment at which the clock shows this local time or a later one. A clock that is set back shows some local
   * times twice, one that is set forward skips some: this one moment is always there, and moves on with the local time.
   */
  firstAt(localTime: number): number {
    for (const { start, end, offsetMs } of this.stretches(localTime - WIDEST_MS, localTime + WIDEST_MS)) {
      const at = Math.max(start, localTime - offsetMs);
      if (at < end) return at;
    }
    throw new RangeError(`The clock of ${this.zone.name} never shows ${localTime}`);
  }

  /** When the clock is set, after `from` and up to `to`, in order. Of a few days: then none sets it forth and back. */
  private changes(from: number, to: number): number[] {
    if (this.offsetMs(from) === this.offsetMs(to)) return [];
    const changes: number[] = [];
    for (let start = from; start < to; start += STEP_MS) {
      const end = Math.min(start + STEP_MS, to);
      if (this.offsetMs(start) !== this.offsetMs(end)) changes.push(this.changeBetween(start, end));
    }
    return changes;
  }

  private changeBetween(from: number, to: number): number {
    let [before, after] = [from, to];
    const offset = this.offsetMs(before);
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (this.offsetMs(middle) === offset) before = middle;
      else after = middle;
    }
    return after;
  }

  /** What `from` to `to` is made of, in order. */
  stretches(from: number, to: number): Stretch[] {
    const starts = [from, ...this.changes(from, to)];
    return starts.map((start, index) => ({
      ...{ start, end: starts[index + 1] ?? to + 1 },
      offsetMs: this.offsetMs(start),
    }));
  }
}
