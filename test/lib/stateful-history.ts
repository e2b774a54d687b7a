import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forbiddenChanges } from './stateful-changes';
import type { Stateful } from './stateful-resources';

const ROOT = join(__dirname, '..', '..');
const BASELINE = 'test/lib/stateful.json';

/** Versions that no installation has had, by the beginning of their commits, and why: nothing has to follow from them. */
const WITHDRAWN: Readonly<Record<string, string>> = {};

/** Checks that each version of the baseline that Git knows, and then the file as it is, only adds to the one before. */
function main(): void {
  const committed = history();
  if (committed === undefined) return console.log(`${BASELINE}: no history in this copy`);
  const versions = [
    ...committed,
    { name: 'the file as it is', stateful: parsed(readFileSync(join(ROOT, BASELINE))) },
  ];
  const problems = versions.slice(1).flatMap(({ name, stateful }, index) => {
    const before = versions[index];
    return before
      ? forbiddenChanges(before.stateful, stateful).map((change) => `${before.name} to ${name}: ${change}`)
      : [];
  });
  for (const problem of problems) console.error(`${BASELINE}, ${problem}`);
  console.log(`${BASELINE}: ${committed.length} earlier versions, ${problems.length} forbidden changes`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

/**
 * Oldest first; undefined without Git, or where a shallow clone has cut it off. Only the first parents of merges,
 * since versions on two branches do not follow each other.
 */
function history(): { name: string; stateful: Stateful }[] | undefined {
  try {
    if (git('rev-parse', '--is-shallow-repository').trim() === 'true') return undefined;
    const commits = git('log', '--first-parent', '--reverse', '--format=%H', '--', BASELINE).split('\n');
    return commits
      .filter((commit) => commit !== '' && !Object.keys(WITHDRAWN).some((each) => commit.startsWith(each)))
      .map((commit) => ({
        name: commit.slice(0, 10),
        stateful: parsed(git('show', `${commit}:${BASELINE}`)),
      }))
      .filter(({ stateful }) => hasAttributes(stateful));
  } catch {
    return undefined;
  }
}

/** The first versions did not record the types of attributes, and indexes in another form. */
const hasAttributes = (stateful: Stateful): boolean =>
  Object.values(stateful).some((entry) => 'AttributeDefinitions' in entry);

const git = (...words: string[]): string =>
  execFileSync('git', words, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const parsed = (text: string | Buffer): Stateful => JSON.parse(String(text)) as Stateful;

main();
