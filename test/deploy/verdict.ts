import { basename } from 'node:path';
import { JOURNEYS, NOT_ASKED } from './journeys';

interface Story {
  fullName: string;
  status: 'passed' | 'failed' | 'pending';
  failureMessages: string[];
}

interface Results {
  testResults: { name: string; message: string; assertionResults: Story[] }[];
}

export interface Verdict {
  /** Stories that ended as they should, those among them that are known to end otherwise than on AWS. */
  passed: number;
  failures: string[];
}

/** What Jest's JSON says of these journeys, next to what is known of the emulator. */
export function judge(json: string, journeys: readonly string[]): Verdict {
  const { testResults } = JSON.parse(json) as Results;
  const verdict: Verdict = { passed: 0, failures: [] };
  for (const journey of journeys) {
    const result = testResults.find(({ name }) => basename(name) === `${journey}.test.ts`);
    if (!result || result.assertionResults.length === 0)
      verdict.failures.push(`${journey} has not run: ${result?.message ?? 'no such journey'}`);
    else judgeJourney(journey, result.assertionResults, verdict);
  }
  return verdict;
}

function judgeJourney(journey: string, stories: Story[], verdict: Verdict): void {
  const [differing, notAsked] = [JOURNEYS[journey] ?? {}, NOT_ASKED[journey] ?? {}];
  const names = new Set(stories.map(({ fullName }) => fullName));
  for (const name of [...Object.keys(differing), ...Object.keys(notAsked)])
    if (!names.has(name)) verdict.failures.push(`${journey} has no story "${name}"`);
  for (const { fullName, status, failureMessages } of stories) {
    if (fullName in notAsked) continue;
    const differs = differing[fullName] !== undefined;
    if (status === (differs ? 'failed' : 'passed')) verdict.passed += 1;
    else if (differs)
      verdict.failures.push(`${journey}: "${fullName}" ends here as on AWS by now: take it off the list`);
    else verdict.failures.push(`${journey}: "${fullName}": ${failureMessages.join('\n').slice(0, 1_000)}`);
  }
}
