import { readFileSync, writeFileSync } from 'node:fs';
import { readScenarios } from './format/read-scenarios';
import type { Scenario } from './format/scenario';
import { ProcessSender } from './process-sender';
import { jsonReport } from './report/json';
import { junitReport } from './report/junit';
import { scenarioList } from './report/scenario-list';
import { resultLine, summary } from './report/text';
import { runSuite } from './runner/run-suite';
import { BadSettings, readSettings, type Settings, USAGE } from './settings';
import { verdict } from './verdict';

const say = (text: string): void => void process.stdout.write(text);

/** Answers the exit code. */
async function main(): Promise<number> {
  const settings = readSettings(process.argv.slice(2));
  if (settings.help) return (say(USAGE), 0);
  const scenarios = chosen(settings);
  if (settings.list) return (say(listOf(scenarios, settings)), 0);
  const known = readKnown(settings.knownFailures);
  const { adapter, host, bind, maxWaitSeconds, quietMs } = settings;
  const suite = await runSuite({
    ...{ scenarios, host, bind, waiting: { maxWaitSeconds, quietMs } },
    attach: () => new ProcessSender(adapter),
    onResult: (result) => say(resultLine(result)),
  });
  say(`\n${summary(suite)}\n`);
  if (settings.json !== undefined) writeFileSync(settings.json, jsonReport(suite));
  if (settings.junit !== undefined) writeFileSync(settings.junit, junitReport(suite));
  const faults = verdict(suite.results, { failOn: settings.failOn, ...(known && { known }) });
  for (const fault of faults) say(`${fault}\n`);
  return faults.length > 0 ? 1 : 0;
}

const listOf = (scenarios: Scenario[], { markdown }: Settings): string =>
  markdown ? `${scenarioList(scenarios)}\n` : scenarios.map(({ id, title }) => `${id}  ${title}\n`).join('');

function chosen({ scenarios: ids, groups }: Settings): Scenario[] {
  const all = readScenarios();
  const unknown = [
    ...ids.filter((id) => !all.some((each) => each.id === id)),
    ...groups.filter((group) => !all.some((each) => each.group === group)),
  ];
  if (unknown.length > 0) throw new BadSettings(`There is no scenario and no group ${unknown.join(', ')}`);
  if (ids.length + groups.length === 0) return all;
  return all.filter(({ id, group }) => ids.includes(id) || groups.includes(group));
}

function readKnown(file: string | undefined): string[] | undefined {
  return file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as string[]);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const bad = error instanceof BadSettings;
    process.stderr.write(
      bad ? `${error.message}\n\n${USAGE}` : `${(error as Error).stack ?? String(error)}\n`,
    );
    process.exit(2);
  },
);
