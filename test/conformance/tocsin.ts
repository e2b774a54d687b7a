import { readScenarios } from '../../conformance/format/read-scenarios';
import { TocsinSender } from '../../conformance/adapters/tocsin-sender';
import type { ScenarioResult } from '../../conformance/runner/outcome';
import { runSuite } from '../../conformance/runner/run-suite';
import { assembly } from '../journeys/cloud';

const PARTS = 4;

/** Plays a part of all scenarios to Tocsin, each of them a test; the parts run side by side. */
export function conforms(part: number): void {
  const scenarios = readScenarios().filter((_, index) => index % PARTS === part);
  const outcomes = new Map<string, ScenarioResult['outcome']>();

  beforeAll(async () => {
    const { results } = await runSuite({ scenarios, attach: () => new TocsinSender(assembly()) });
    for (const { scenario, outcome } of results) outcomes.set(scenario.id, outcome);
  }, 180_000);

  it.each(scenarios.map(({ id, title }) => [id, title]))('%s: %s', (id) => {
    // The whole outcome, so that a failure says what was seen instead.
    const { note: _, ...outcome } = { note: undefined, ...outcomes.get(id) };
    expect(outcome).toEqual({ result: 'passed' });
  });
}
