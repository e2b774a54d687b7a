import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { type Calls, gathered, RECORD } from './calls';
import { differences } from './differences';

/**
 * Says what a whole run has asked for that the record does not have (+), and what the record has that nobody asked for (-).
 * `TOCSIN_SEEN_CALLS=<folder> npm test; npm run test:calls -- <folder>` writes the record anew; with `--check` nothing is
 * written, and a difference is a failure.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { check: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [folder = ''] = positionals;
  const calls = gathered(folder);
  const found = differences(JSON.parse(readFileSync(RECORD, 'utf8')) as Calls, calls);
  for (const line of found) console.log(line);
  if (!values.check) writeFileSync(RECORD, await formatted(calls));
  else if (found.length > 0) process.exitCode = 1;
}

const formatted = async (calls: Calls): Promise<string> =>
  await format(JSON.stringify(calls), { ...(await resolveConfig(RECORD)), filepath: RECORD });

void main();
