export interface Case {
  title: string;
  run(): Promise<void>;
}

/** What `--json` writes, as Jest names it. */
export interface Summary {
  numPassedTests: number;
  numFailedTests: number;
  failures: string[];
}

/** Runs one after the other, and tells of each. */
export async function play(cases: readonly Case[]): Promise<Summary> {
  const summary: Summary = { numPassedTests: 0, numFailedTests: 0, failures: [] };
  for (const { title, run } of cases) {
    const began = performance.now();
    const failure = await run().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(`${failure === undefined ? '  ' : '!!'} ${title} (${seconds} s)`);
    if (failure === undefined) summary.numPassedTests++;
    else {
      console.log(failure);
      summary.numFailedTests++;
      summary.failures.push(`${title}: ${failure}`);
    }
  }
  return summary;
}
