import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

interface Results {
  testResults: { name: string; startTime: number; endTime: number }[];
}

const ROOT = join(__dirname, '..');
/** Files that take less may run in any order. */
const SHORTEST_SECONDS = 2;

/** `npm test -- --json --outputFile=<file>; npm run test:durations -- <file>` records how long each file takes. */
const { testResults } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Results;
const durations = testResults
  .map(
    ({ name, startTime, endTime }) =>
      [relative(ROOT, name), Math.round((endTime - startTime) / 1_000)] as const,
  )
  .filter(([, seconds]) => seconds >= SHORTEST_SECONDS)
  .sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
writeFileSync(
  join(__dirname, 'durations.json'),
  `${JSON.stringify(Object.fromEntries(durations), undefined, 2)}\n`,
);
