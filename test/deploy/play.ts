import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DEPLOYED, type Deployed } from './deployed';
import { NOT_ASKED } from './journeys';
import { CommandFailed, run } from './run';
import { judge, type Verdict } from './verdict';

/** Where a sweep takes its time, the minutes of some stories are as many seconds. */
const LONGEST_STORY_MS = '300000';

/** Plays one journey, alone, since all have one clock; the folder takes Jest's results. */
export function play(journey: string, deployed: Deployed, folder: string): Verdict {
  const results = join(folder, 'jest.json');
  const skipped = Object.keys(NOT_ASKED[journey] ?? {}).map(escaped);
  const pattern = `^(?!(?:${skipped.join('|')})$)`;
  const limits = ['--maxWorkers', '1', '--testTimeout', LONGEST_STORY_MS, '--testNamePattern', pattern];
  const output = ['--json', '--outputFile', results];
  const said = complaintOf('jest', [...limits, ...output, `test/journeys/${journey}.test.ts`], {
    [DEPLOYED]: JSON.stringify(deployed),
  });
  try {
    return judge(readFileSync(results, 'utf8'), journey);
  } catch {
    return { passed: 0, failures: [`${journey} has not run: ${said}`] };
  } finally {
    rmSync(results, { force: true });
  }
}

/** What the command says if it fails, as it does where stories fail. */
function complaintOf(...command: Parameters<typeof run>): string {
  try {
    run(...command);
    return '';
  } catch (error) {
    if (error instanceof CommandFailed) return error.output;
    throw error;
  }
}

const escaped = (name: string): string => name.replace(/[^\w ]/g, '\\$&');
