import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resources, templateOf } from '../lib/synthesized';
import { page, ROOT, section, tables } from './deploy';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const costs = tables(section('## What it costs'));
const sums = costs.map((table) =>
  (table.at(-1) ?? []).flatMap((cell) => /^\*\*(.+)\*\*$/.exec(cell)?.[1] ?? []),
);
const [idle = [], million = [], example = []] = sums.map(([, ...columns]) => columns.map(Number));
const dollars = (text: string): string[] => [...text.matchAll(/\$(\d+)/g)].map(([, amount = '']) => amount);
const rounded = (amounts: number[]): string[] => amounts.map((amount) => amount.toFixed(0));

const template = templateOf('prod');
const alarms = resources(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

/** How much the row with this text says, in its first column of quantities. */
const quantity = (text: string): string | undefined =>
  costs.flat().find(([what = '']) => what.includes(text))?.[2];

/** Metrics of our own that the dashboard shows: name and function, each once. */
function shown(): { name: string; fn: string }[] {
  const [[, dashboard] = []] = resources(template, 'AWS::CloudWatch::Dashboard');
  const text = JSON.stringify(dashboard?.Properties['DashboardBody']);
  const found = text.matchAll(
    /Tocsin[\\"]+,[\\"]+(\w+)[\\"]+,[\\"]+FunctionName[\\"]+,[\\"]+,\{"Ref":"(\w+)"/g,
  );
  const pairs = new Map([...found].map(([, name = '', fn = '']) => [`${name} ${fn}`, { name, fn }]));
  return [...pairs.values()];
}

describe('what docs/deploy.md says about costs', () => {
  it('adds up: price times quantity in every row, and the rows in every sum', () => {
    expect(costs).toHaveLength(3);
    for (const table of costs) {
      const rows = table.slice(0, -1);
      const columns = ((table[0]?.length ?? 0) - 2) / 2;
      for (let column = 0; column < columns; column++) {
        const paid = rows.map((row) => Number(row[3 + 2 * column]));
        for (const [index, row] of rows.entries())
          if (row[1] !== '') expect([row[0], paid[index]]).toEqual([row[0], product(row, column)]);
        const sum = paid.reduce((total, amount) => total + amount, 0);
        expect(table.at(-1)?.[3 + 2 * column]).toBe(`**${sum.toFixed(2)}**`);
      }
    }
  });

  it('says the same in bold, in the example and in the README', () => {
    const [first = '', second = '', third = ''] = [...page.matchAll(/^\*\*(.*\$.*)\*\*/gm)].map(
      ([, bold]) => bold,
    );
    expect([first, second, third].map(dollars)).toEqual([idle, million, example].map(rounded));
    expect(costs[2]?.[0]?.filter((cell) => /^\d/.test(cell)).map(Number)).toEqual([idle[0], idle[0]]);
    const sentence = /about \$\d+ a month without any event, and \$\d+ for a million/.exec(readme)?.[0] ?? '';
    expect(dollars(sentence)).toEqual([...rounded(idle), ...rounded(million.slice(0, 1))]);
  });

  it('counts the alarms and their metrics as the template does', () => {
    const read = alarms.flatMap((alarm) => {
      const metrics = (alarm['Metrics'] ?? []) as { MetricStat?: object }[];
      return alarm['Metrics'] === undefined ? [alarm] : metrics.filter(({ MetricStat }) => MetricStat);
    });
    expect(quantity(`the ${alarms.length} alarms`)).toBe(String(read.length));
  });

  it('counts the metrics of our own as the dashboard shows them', () => {
    const exceptional = [...section('## What it costs').matchAll(/`([A-Z]\w+)`/g)].map(([, name]) => name);
    const usual = shown().filter(({ name }) => !exceptional.includes(name));
    const sweeps = usual.filter(({ fn }) => fn.startsWith('Sweep'));
    expect(quantity('that the sweep writes')).toBe(String(sweeps.length));
    expect(quantity('as events flow')).toBe(String(usual.length - sweeps.length));
  });

  it('holds as long as no queue waits until a batch is full', () => {
    const mappings = resources(template, 'AWS::Lambda::EventSourceMapping').map(
      ([, { Properties }]) => Properties,
    );
    expect(mappings.length).toBeGreaterThanOrEqual(4);
    for (const mapping of mappings) expect(mapping).not.toHaveProperty('MaximumBatchingWindowInSeconds');
  });

  it('counts keys, secrets and queues', () => {
    for (const type of ['KMS::Key', 'SecretsManager::Secret', 'CloudWatch::Dashboard'])
      template.resourceCountIs(`AWS::${type}`, 1);
    template.resourceCountIs('AWS::SQS::Queue', 5);
  });
});

/** Price times quantity, to the cent: `0.40 / M` and `2.7 M`. */
function product(row: readonly string[], column: number): number {
  const [price, amount] = [row[1], row[2 + 2 * column]].map((cell = '') => Number.parseFloat(cell));
  return Math.round((price ?? NaN) * (amount ?? NaN) * 100 + 1e-6) / 100;
}
