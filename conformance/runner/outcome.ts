import type { Scenario } from '../format/scenario';

/** What a scenario came to. */
export type Outcome =
  | { result: 'passed'; note?: string }
  | { result: 'failed'; step: number; fault: string }
  | { result: 'skipped'; reason: string };

export interface ScenarioResult {
  scenario: Scenario;
  outcome: Outcome;
  durationMs: number;
}

/** An expectation that does not hold, as a sentence. */
export class Unmet extends Error {}

/** The scenario says nothing about this sender; the message is the reason. */
export class Skipped extends Error {}

/** The scenario is over, and well: the message says why. */
export class Satisfied extends Error {}
