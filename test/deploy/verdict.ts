import { JOURNEYS, NOT_ASKED } from './journeys';

interface Story {
  fullName: string;
  status: 'passed' | 'failed' | 'pending';
  failureMessages: string[];
}

interface Results {
  testResults: { message: string; assertionResults: Story[] }[];
}

export interface Verdict {
  /** Stories that ended as they should, those among them that are known to end otherwise than on AWS. */
  passed: number;
  failures: string[];
}

/** What Jest's JSON says of one journey, next to what is known of the emulator. */
export function judge(json: string, journey: string): Verdict {
  const [result] = (JSON.parse(json) as Results).testResults;
  const stories = result?.assertionResults ?? [];
  if (stories.length === 0)
    return { passed: 0, failures: [`${journey} has not run: ${result?.message ?? 'no such journey'}`] };
  const [differing, notAsked] = [JOURNEYS[journey] ?? {}, NOT_ASKED[journey] ?? {}];
  const names = new Set(stories.map(({ fullName }) => fullName));
  const missing = [...Object.keys(differing), ...Object.keys(notAsked)].filter((name) => !names.has(name));
  const asked = stories.filter(({ fullName }) => !(fullName in notAsked));
  const failures = asked.flatMap((story) => failureOf(story, story.fullName in differing));
  return {
    passed: asked.length - failures.length,
    failures: [...missing.map((name) => `no story "${name}"`), ...failures].map(
      (each) => `${journey}: ${each}`,
    ),
  };
}

function failureOf({ fullName, status, failureMessages }: Story, differs: boolean): string[] {
  if (status === (differs ? 'failed' : 'passed')) return [];
  if (differs) return [`"${fullName}" ends here as on AWS by now: take it off the list`];
  return [`"${fullName}": ${failureMessages.join('\n').slice(0, 1_000)}`];
}
