/** Ends a timer; does nothing if it has fired. */
export type Cancel = () => void;

/** What the SDK takes from its host: tests give their own. */
export interface Surroundings {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Epoch ms. */
  now(): number;
  /** Calls once after so many ms. Unless it `keepsAlive`, a process does not wait for it. */
  setTimer(delayMs: number, call: () => void, keepsAlive?: boolean): Cancel;
  /** 0 to 1, for spreading retries. */
  random(): number;
  /** 32 hexadecimal digits that nobody else has. */
  uniqueId(): string;
  /** A line for the developer. */
  log(line: string): void;
}

/** Those of the process, browser or edge function; everything is looked up when it is used. */
export function hostSurroundings(log: Surroundings['log']): Surroundings {
  return {
    fetch: (url, init) => globalThis.fetch(url, init),
    now: () => Date.now(),
    setTimer(delayMs, call, keepsAlive = false) {
      const timer: unknown = setTimeout(call, delayMs);
      // Node's timers are objects; those of browsers are numbers, and keep nothing alive.
      if (!keepsAlive && typeof timer === 'object') (timer as { unref?(): void }).unref?.();
      return () => clearTimeout(timer as ReturnType<typeof setTimeout>);
    },
    random: () => Math.random(),
    uniqueId() {
      const bytes = new Uint8Array(16);
      const { crypto } = globalThis as { crypto?: { getRandomValues(bytes: Uint8Array): unknown } };
      if (crypto) crypto.getRandomValues(bytes);
      else bytes.forEach((_, index) => (bytes[index] = Math.random() * 256));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    log,
  };
}
