const began = performance.now();

/** One line on standard error for the person who waits, with the seconds since the program began. */
export function progress(text: string): void {
  const seconds = Math.round((performance.now() - began) / 1_000);
  process.stderr.write(`${String(seconds).padStart(5)} s  ${text}\n`);
}
