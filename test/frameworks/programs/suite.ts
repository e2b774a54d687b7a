export interface Case {
  title: string;
  run(): Promise<void>;
}

/** What `--json` writes, as Jest names it. */
export interface Summary {
  numPassedTests: number;
  numFailedTests: number;
  /** 1 if what the cases need could not be started. */
  numRuntimeErrorTestSuites: number;
  failures: string[];
}

export const NOTHING: Summary = {
  ...{ numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0, failures: [] },
};

export const added = (one: Summary, other: Summary): Summary => ({
  numPassedTests: one.numPassedTests + other.numPassedTests,
  numFailedTests: one.numFailedTests + other.numFailedTests,
  numRuntimeErrorTestSuites: one.numRuntimeErrorTestSuites + other.numRuntimeErrorTestSuites,
  failures: [...one.failures, ...other.failures],
});

/** Of a suite that could not be started or ended. */
export const broken = (error: unknown): Summary => ({
  ...{ ...NOTHING, numRuntimeErrorTestSuites: 1 },
  failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
});

/** Runs one after the other, and tells of each. */
export async function play(cases: readonly Case[]): Promise<Summary> {
  const summary = { ...NOTHING, failures: [] as string[] };
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
