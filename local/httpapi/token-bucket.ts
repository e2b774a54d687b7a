import type { Clock } from '../clock';

/** A stage's throttle: `rate` requests a second on average, `burst` at once. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private clock: Clock,
    private rate: number,
    private burst: number,
  ) {
    this.tokens = burst;
    this.filledAt = clock.now();
  }

  take(): boolean {
    const now = this.clock.now();
    this.tokens = Math.min(this.burst, this.tokens + (Math.max(0, now - this.filledAt) / 1000) * this.rate);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens--;
    return true;
  }
}
