import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenarios } from '../../conformance/format/read-scenarios';
import { scenarioList } from '../../conformance/report/scenario-list';
import { scenarioSchema } from '../../conformance/report/scenario-schema';

const written = (name: string): string => readFileSync(join(__dirname, '../../conformance', name), 'utf8');

/** Rows of tables, without what aligns them, and the sources: title and URL of each. */
const linesOf = (markdown: string): string[] =>
  markdown
    .split('\n')
    .filter((line) => /^(\| `|- \[\d+\] |\[\d+\]: )/.test(line))
    .map((line) => line.replace(/\s+/g, ' '));

it('the schema of scenario files is that of the code', () => {
  expect(JSON.parse(written('scenario.schema.json'))).toEqual(JSON.parse(scenarioSchema()));
});

it('The README lists all scenarios, and their sources by number', () => {
  expect(linesOf(written('README.md'))).toEqual(linesOf(scenarioList(readScenarios())));
});

it('A list of the scenarios of one group has the sources of that group only', () => {
  const isolation = readScenarios().filter(({ group }) => group === 'isolation');
  const list = scenarioList(isolation);
  expect([...list.matchAll(/^### (.+)$/gm)].map(([, title]) => title)).toEqual(['Isolation', 'Sources']);
  expect(linesOf(list).filter((line) => line.startsWith('- ['))).toHaveLength(
    new Set(isolation.flatMap(({ sources }) => sources.map(({ url }) => url))).size,
  );
});

it('Each URL of a source stands once in the README, whatever number of scenarios has it', () => {
  const scenarios = readScenarios();
  const urls = [...new Set(scenarios.flatMap(({ sources }) => sources.map(({ url }) => url)))];
  const readme = `${written('README.md')}\n`;
  expect(urls.length).toBeGreaterThan(40);
  expect(urls.filter((url) => readme.split(`${url}\n`).length !== 2)).toEqual([]);
});
