import type { Scenario } from '../format/scenario';

const GROUPS: Scenario['group'][] = [
  ...(['requests', 'signatures', 'success and failure', 'retries', 'hostile answers', 'TLS'] as const),
  ...(['SSRF', 'fidelity', 'publishing', 'endpoints', 'recovery', 'isolation'] as const),
];

type Source = Scenario['sources'][number];

/** The list of scenarios for the README, in Markdown: a table for each group that has any, then the sources, each URL once. */
export function scenarioList(scenarios: Scenario[]): string {
  const sources = sourcesOf(scenarios);
  const numbers = new Map(sources.map(({ url }, index) => [url, index + 1]));
  const tables = GROUPS.flatMap((group) => {
    const rows = scenarios.filter((each) => each.group === group).map((each) => row(each, numbers));
    if (rows.length === 0) return [];
    const title = `### ${group[0]?.toUpperCase()}${group.slice(1)}`;
    const head = ['| id | level | the sender | needs | sources |', '| --- | --- | --- | --- | --- |'];
    return [title, '', ...head, ...rows].join('\n');
  });
  return [
    ...tables,
    '### Sources',
    sources.map(({ title }, index) => `- [${index + 1}] ${title}`).join('\n'),
    sources.map(({ url }, index) => `[${index + 1}]: ${url}`).join('\n'),
  ].join('\n\n');
}

/** Each source once, sorted by title, numbers in it by their value. */
function sourcesOf(scenarios: Scenario[]): Source[] {
  const byUrl = new Map(scenarios.flatMap(({ sources }) => sources.map((source) => [source.url, source])));
  const { compare } = new Intl.Collator('en', { numeric: true });
  return [...byUrl.values()].sort((one, other) => compare(one.title, other.title));
}

function row(
  { id, level, title, sources, needs = [] }: Scenario,
  numbers: ReadonlyMap<string, number>,
): string {
  const links = sources.map(({ url }) => `[${numbers.get(url)}]`).join(' ');
  const cells = [`\`${id}\``, level, title, needs.join(', '), links];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
