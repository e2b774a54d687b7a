import type { Scenario } from '../format/scenario';

const GROUPS: Scenario['group'][] = [
  ...(['requests', 'signatures', 'success and failure', 'retries', 'hostile answers', 'TLS'] as const),
  ...(['SSRF', 'fidelity', 'publishing', 'endpoints', 'recovery', 'isolation'] as const),
];

/** The list of scenarios for the README, in Markdown. */
export function scenarioList(scenarios: Scenario[]): string {
  return GROUPS.map((group) => {
    const rows = scenarios.filter((each) => each.group === group).map(row);
    const title = `### ${group[0]?.toUpperCase()}${group.slice(1)}`;
    return [title, '', '| id | level | the sender | needs |', '| --- | --- | --- | --- |', ...rows].join(
      '\n',
    );
  }).join('\n\n');
}

function row({ id, level, title, sources, needs = [] }: Scenario): string {
  const links = sources.map((source, index) => `[${index + 1}](${source.url})`).join(' ');
  const cells = [`\`${id}\``, level, `${title} ${links}`, needs.join(', ')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
