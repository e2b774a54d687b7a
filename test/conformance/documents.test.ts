import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenarios } from '../../conformance/format/read-scenarios';
import { scenarioList } from '../../conformance/report/scenario-list';
import { scenarioSchema } from '../../conformance/report/scenario-schema';

const written = (name: string): string => readFileSync(join(__dirname, '../../conformance', name), 'utf8');

/** Rows of tables, without what aligns them. */
const rowsOf = (markdown: string): string[] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.replace(/\s+/g, ' '));

it('the schema of scenario files is that of the code', () => {
  expect(JSON.parse(written('scenario.schema.json'))).toEqual(JSON.parse(scenarioSchema()));
});

it('the README lists the scenarios that there are', () => {
  expect(rowsOf(written('README.md'))).toEqual(rowsOf(scenarioList(readScenarios())));
});
