import { readFileSync, writeFileSync } from 'node:fs';
import { type Calls, gathered, RECORD } from './calls';

/**
 * Writes the record anew from what a whole run has gathered (`TOCSIN_SEEN_CALLS=<folder> npm test`), and says what came
 * and what went.
 */
function main(folder: string): void {
  const before = lines(JSON.parse(readFileSync(RECORD, 'utf8')) as Calls);
  const calls = gathered(folder);
  const after = lines(calls);
  for (const line of after.filter((each) => !before.includes(each))) console.log(`+ ${line}`);
  for (const line of before.filter((each) => !after.includes(each))) console.log(`- ${line}`);
  writeFileSync(RECORD, `${JSON.stringify(calls, null, 2)}\n`);
}

const lines = (calls: Calls): string[] =>
  Object.entries(calls).flatMap(([who, of]) => of.map((call) => `${who}: ${call}`));

main(process.argv[2] ?? '');
