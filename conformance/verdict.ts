import type { Scenario } from './format/scenario';
import type { ScenarioResult } from './runner/outcome';

const LEVELS: Scenario['level'][] = ['may', 'should', 'must'];

/** Why the run as a whole has failed, a sentence each; none if it has not. */
export function verdict(
  results: ScenarioResult[],
  { failOn, known }: { failOn: Scenario['level']; known?: string[] },
): string[] {
  const failed = results.filter(({ outcome }) => outcome.result === 'failed').map(({ scenario }) => scenario);
  if (!known) {
    const counting = failed.filter(({ level }) => LEVELS.indexOf(level) >= LEVELS.indexOf(failOn));
    return counting.length > 0 ? [`${counting.length} scenarios failed`] : [];
  }
  const ids = new Set(failed.map(({ id }) => id));
  const played = results
    .filter(({ outcome }) => outcome.result !== 'skipped')
    .map(({ scenario }) => scenario.id);
  return [
    ...[...ids].filter((id) => !known.includes(id)).map((id) => `${id} failed, and is not known to`),
    ...known
      .filter((id) => played.includes(id) && !ids.has(id))
      .map((id) => `${id} passed, and is known to fail`),
  ];
}
