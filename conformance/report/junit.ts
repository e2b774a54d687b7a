import type { ScenarioResult } from '../runner/outcome';
import type { SuiteResult } from '../runner/run-suite';

/** For continuous integration: JUnit's XML, a test case for each scenario. */
export function junitReport({ sender, results }: SuiteResult): string {
  const count = (result: string): number => results.filter(({ outcome }) => outcome.result === result).length;
  const counts = `tests="${results.length}" failures="${count('failed')}" skipped="${count('skipped')}"`;
  const seconds = results.reduce((total, { durationMs }) => total + durationMs, 0) / 1_000;
  const name = escaped(`Webhook sender conformance: ${sender.name}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${name}" ${counts} time="${seconds.toFixed(3)}">`,
    ...results.map(testCase),
    '</testsuite>',
    '',
  ].join('\n');
}

function testCase({ scenario, outcome, durationMs }: ScenarioResult): string {
  const name = `classname="${escaped(scenario.group)}" name="${escaped(scenario.id)}"`;
  const open = `  <testcase ${name} time="${(durationMs / 1_000).toFixed(3)}"`;
  if (outcome.result === 'passed') return `${open}/>`;
  const inside =
    outcome.result === 'skipped'
      ? `<skipped message="${escaped(outcome.reason)}"/>`
      : `<failure message="${escaped(outcome.fault)}">${escaped(scenario.title)}</failure>`;
  return `${open}>${inside}</testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Without the control characters that XML 1.0 cannot hold (section 2.2). */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
