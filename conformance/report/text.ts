import type { Scenario } from '../format/scenario';
import type { ScenarioResult } from '../runner/outcome';
import type { SuiteResult } from '../runner/run-suite';

const MARKS = { passed: 'pass', failed: 'FAIL', skipped: 'skip' } as const;

/** One scenario, as soon as it has ended. */
export function resultLine({ scenario, outcome, durationMs }: ScenarioResult): string {
  const { id, level, title } = scenario;
  const line = `${MARKS[outcome.result]}  ${id}  (${level}, ${Math.round(durationMs)} ms)`;
  if (outcome.result === 'skipped') return `${line}\n      ${outcome.reason}\n`;
  if (outcome.result === 'passed') return outcome.note ? `${line}\n      ${outcome.note}\n` : `${line}\n`;
  const sources = scenario.sources.map((source) => `${source.title} <${source.url}>`);
  const told = [title, `step ${outcome.step}: ${outcome.fault}`, scenario.why, ...sources];
  return `${line}\n${told.map((each) => `      ${each}\n`).join('')}`;
}

/** Groups down, results across. */
export function summary({ sender, results }: SuiteResult): string {
  const groups = [...new Set(results.map(({ scenario }) => scenario.group))];
  const rows = [
    ['', 'must', 'should', 'may', 'skipped'],
    ...groups.map((group) =>
      row(
        group,
        results.filter(({ scenario }) => scenario.group === group),
      ),
    ),
    row('all', results),
  ];
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return [`${sender.name}${sender.version === undefined ? '' : ` ${sender.version}`}`, ...lines, ''].join(
    '\n',
  );
}

/** Of those that were played, how many passed. */
function row(name: string, results: ScenarioResult[]): string[] {
  const cell = (level: Scenario['level']): string => {
    const played = results.filter(
      ({ scenario, outcome }) => scenario.level === level && outcome.result !== 'skipped',
    );
    const passed = played.filter(({ outcome }) => outcome.result === 'passed').length;
    return played.length === 0 ? '-' : `${passed}/${played.length}`;
  };
  const skipped = results.filter(({ outcome }) => outcome.result === 'skipped').length;
  return [name, cell('must'), cell('should'), cell('may'), String(skipped)];
}
