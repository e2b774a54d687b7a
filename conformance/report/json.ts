import type { SuiteResult } from '../runner/run-suite';

/** For programs. Durations are in milliseconds. */
export function jsonReport({ sender, results }: SuiteResult): string {
  const scenarios = results.map(({ scenario, outcome, durationMs }) => {
    const { id, title, group, level, sources } = scenario;
    return { id, title, group, level, sources, ...outcome, durationMs: Math.round(durationMs) };
  });
  const count = (result: string): number => scenarios.filter((each) => each.result === result).length;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  return `${JSON.stringify({ suite: 'webhook sender conformance', sender, counts, scenarios }, null, 2)}\n`;
}
