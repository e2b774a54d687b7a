import Table from 'cli-table3';
import type { Conservation, Stranded } from '../../sdk/conservation';

type Line = [label: string, count: number, meaning: string];

const BAR = 24;
const NARROW = 100;
const NAMED = 200;

/** The account as text: a table for the law, one for what is stranded, and a sentence that says how it stands. */
export function picture(account: Conservation, columns = NARROW): string {
  const { events, deliveries, stranded } = account;
  const { accepted, ...fates } = events;
  const { matched, missing, ...states } = deliveries;
  const parts = [
    `Accepted ${account.since} to ${account.until}`,
    law('events', accepted, [
      ['fanned out', fates.fannedOut, 'matched a subscription'],
      ['filtered', fates.filtered, 'matched none'],
      ['dead', fates.dead, 'before they were routed'],
      ['replayed', fates.replayed, 'on the bus once more'],
    ]),
    law('deliveries', matched, [
      ...Object.entries(states).map(([state, count]): Line => [state, count, MEANINGS[state] ?? '']),
      ...(missing > 0 ? [['missing', missing, 'no row, and had the time to get one'] satisfies Line] : []),
    ]),
    ...(stranded.length > 0 ? [names(stranded, columns)] : []),
    verdict(account),
  ];
  return `${parts.join('\n\n')}\n`;
}

const MEANINGS: Record<string, string> = {
  queued: 'on their way to an attempt',
  leased: 'being attempted',
  waiting: 'for their next attempt',
  parked: 'their endpoint is failing',
  held: 'their subscription is disabled',
  grouped: 'part of a notice to come',
  delivered: '',
  dead: 'given up: replay or discard',
  withheld: '',
  discarded: 'by somebody, or with their subscription',
};

function law(what: string, total: number, lines: Line[]): string {
  const sum = lines.reduce((all, [, count]) => all + count, 0);
  const table = new Table({
    head: [what, number(total), '', ''],
    ...plain(),
    colAligns: ['left', 'right', 'left', 'left'],
  });
  for (const [label, count, meaning] of lines) table.push([label, number(count), bar(count, total), meaning]);
  table.push(['sum', number(sum), sum === total ? 'adds up' : `does not add up to ${number(total)}`, '']);
  return table.toString();
}

function names(stranded: Stranded[], columns: number): string {
  const head = ['what', 'id', 'problem', 'since', 'what to do'];
  const wide = columns >= NARROW;
  const table = new Table({ head: wide ? head : head.slice(0, 4), ...plain() });
  for (const one of stranded.slice(0, NAMED)) {
    const line = [one.kind, one.id, `${one.problem} (${one.state})`, duration(one.overdueSeconds)];
    table.push(wide ? [...line, remedy(one)] : line);
    if (!wide) table.push([{ colSpan: 4, content: `  ${remedy(one)}` }]);
  }
  const more = stranded.length - NAMED;
  return `${table.toString()}${more > 0 ? `\nand ${number(more)} more: --json names them all` : ''}`;
}

function remedy({ action, request, event }: Stranded): string {
  if (request !== null) return request;
  return action === 'repost'
    ? `post the event again, with the id that made it ${event}`
    : 'nothing; look into it';
}

function verdict({ events, deliveries, stranded, holds }: Conservation): string {
  const counted = `${number(events.accepted)} events and ${number(deliveries.matched)} deliveries`;
  const waiting = stranded.length === 1 ? '1 thing waits' : `${number(stranded.length)} things wait`;
  if (!holds) return `The law is broken: of ${counted}, something is lost or there twice. See above.`;
  if (stranded.length > 0) return `${counted} are accounted for, but ${waiting} for what does not come.`;
  return `${counted}: every one is accounted for.`;
}

/** No colours: the text is read by people and by logs. */
const plain = () => ({ style: { head: [], border: [] } });

const number = (count: number): string => count.toLocaleString('en');

function bar(count: number, total: number): string {
  if (count === 0 || total === 0) return '';
  return '█'.repeat(Math.max(1, Math.round((Math.min(count, total) / total) * BAR)));
}

const UNITS: [name: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
];

function duration(seconds: number): string {
  const [name, size] = UNITS.find(([, unit]) => seconds >= unit) ?? ['s', 1];
  return `${Math.floor(seconds / size)} ${name}`;
}
