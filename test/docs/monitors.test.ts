import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newMonitor } from '../../core/configuration/monitor';
import { monitorProblems } from '../../core/configuration/monitor-problems';
import { ownPriceList } from '../../core/configuration/own-price';
import { MONITOR_KINDS } from '../../core/monitor/monitor';
import { EXAMPLES } from '../examples/story';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'monitors.md'), 'utf8');
const blocks = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, text]) => JSON.parse(text ?? '') as object);

/** The first cells of the table under a heading. */
const cells = (heading: string): string[] =>
  `\n${page}\n## `
    .slice(`\n${page}`.indexOf(`\n${heading}\n`) + heading.length)
    .split('\n## ', 1)
    .flatMap((section) => section.split('\n'))
    .flatMap((line) => /^\| `([\w.-]+)` /.exec(line)?.[1] ?? []);

describe('docs/monitors.md', () => {
  it('shows monitors that are accepted', () => {
    const monitors = blocks.filter((block) => !('prices' in block));
    expect(monitors).toHaveLength(3);
    for (const block of monitors) {
      const given = newMonitor.parse('monitor' in block ? block.monitor : block);
      expect(monitorProblems(given, 30)).toEqual([]);
    }
  });

  it('shows prices that are accepted', () => {
    const lists = blocks.filter((block) => 'prices' in block);
    expect(lists).toHaveLength(1);
    for (const list of lists) ownPriceList.parse(list);
  });

  it('explains every kind, and no other', () => {
    expect([...new Set(cells('## Kinds'))].sort()).toEqual([...MONITOR_KINDS].sort());
  });

  it('names every example, and no other', () => {
    expect(cells('## Ready-made monitors').sort()).toEqual(readdirSync(EXAMPLES).sort());
  });

  it('tells the defaults as they are', () => {
    const { holdSeconds, resolveAfterSeconds, onNoData } = newMonitor.parse(blocks[0]);
    for (const [name, value] of Object.entries({ holdSeconds, resolveAfterSeconds, onNoData }))
      expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\| \`?${value}\`? `));
  });
});
