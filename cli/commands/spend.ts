import Table from 'cli-table3';
import type { AnswerOf } from '../../sdk/api/endpoints';
import { command } from './ask';
import { COMMON } from './options';

const USAGE = `Usage: tocsin spend [options]

Tells what was spent, in dollars.

  --since <time>  today, yesterday, week, month, 24h, or RFC 3339; today if
                  not given
  --by <members>  agent, model, day, or several: agent,model
  --zone <name>   in which days begin: Europe/Paris; UTC if not given
${COMMON}`;

type Spend = AnswerOf<'get', '/v1/spend'>;

const dollars = (usd: number): string => `$${usd.toFixed(usd > 0 && usd < 1 ? 4 : 2)}`;

export const spend = command<Spend>({
  ...{ usage: USAGE, texts: ['since', 'by', 'zone'], names: 0 },
  ask: (client, _, { since = 'today', by = 'agent', zone = 'UTC' }) =>
    client.get('/v1/spend', { query: { since, by, timeZone: zone } }),
  picture,
});

const MAX_NAME = 44;
const cut = (text: string): string => (text.length <= MAX_NAME ? text : `${text.slice(0, MAX_NAME - 1)}…`);

/** In at most 80 columns. */
function picture({ since, until, complete, total, rows, moreRows, unpriced, withoutUsage }: Spend): string {
  const table = new Table({
    head: ['', 'dollars', 'requests'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { agent, model, day, usd, requests } of rows) {
    const name = [day, agent, model === null ? 'no model' : model].filter(Boolean).join(' ');
    table.push([cut(name), dollars(usd), requests]);
  }
  table.push(['all', dollars(total.usd), total.requests]);
  const span = [since, until].map((text) => text.slice(0, 16).replace('T', ' ')).join(' to ');
  const remarks = [
    ...(moreRows > 0 ? [`and ${moreRows} more rows`] : []),
    ...(complete ? [] : ['Not complete: there were too many events for one request.']),
    ...unpriced.map(
      ({ model, events, whatToDo }) => `No price: ${cut(model)}, ${events} events. ${whatToDo}`,
    ),
    ...(withoutUsage.events > 0
      ? [`${withoutUsage.events} requests say neither cost nor usage: ${withoutUsage.missing.join(', ')}`]
      : []),
  ];
  return `${[`${span} UTC`, table.toString(), ...remarks].join('\n')}\n`;
}
