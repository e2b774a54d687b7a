import type { Surroundings } from './surroundings';

/** A time after which nothing is waited for. A process stays alive for it until it is over or cancelled. */
export class Deadline {
  isOver = false;
  private end: () => void = () => undefined;
  private whenOver = new Promise<undefined>((resolve) => (this.end = () => resolve(undefined)));
  readonly cancel: () => void;

  constructor(
    private surroundings: Surroundings,
    timeoutMs: number,
  ) {
    const over = () => {
      this.isOver = true;
      this.end();
    };
    this.cancel = surroundings.setTimer(timeoutMs, over, true);
  }

  /** Undefined if the time is over first. */
  race<Value>(value: Promise<Value>): Promise<Value | undefined> {
    return Promise.race([value, this.whenOver]);
  }

  async pause(delayMs: number): Promise<void> {
    let cancel: () => void = () => undefined;
    const pause = new Promise<void>((resolve) => {
      cancel = this.surroundings.setTimer(delayMs, resolve, true);
    });
    await this.race(pause);
    cancel();
  }
}
