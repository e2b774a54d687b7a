import type { Conservation, Stranded } from '../../sdk/api/conservation';
import { COLUMNS, fold } from '../../terminal/fold';
import { type Column, table } from '../../terminal/table';

type Line = [label: string, count: number, meaning: string];

const BAR = 20;
const NAMED = 200;

/** The account as text: a table for the law, one for what is stranded, and a sentence that says how it stands. */
export function picture(account: Conservation): string {
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
      ...(missing > 0 ? [['missing', missing, 'no row, although one is due'] satisfies Line] : []),
    ]),
    ...(stranded.length > 0 ? [names(stranded)] : []),
    fold(verdict(account), COLUMNS),
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
  discarded: 'by hand, or with a subscription',
};

function law(what: string, total: number, lines: Line[]): string {
  const sum = lines.reduce((all, [, count]) => all + count, 0);
  const columns: Column[] = [
    [what, 'left'],
    [number(total), 'right'],
    ['', 'left'],
    ['', 'left'],
  ];
  const rows = lines.map(([label, count, meaning]) => [label, number(count), bar(count, total), meaning]);
  const verdict = sum === total ? 'adds up' : `does not add up to ${number(total)}`;
  return table(columns, [...rows, ['sum', number(sum), { colSpan: 2, content: verdict }]]);
}

const NAMES: Column[] = [
  ['what', 'left'],
  ['id', 'left'],
  ['problem', 'left'],
  ['since', 'right'],
];

/** What to do stands on a line of its own below each, so that a request can be copied. */
function names(stranded: Stranded[]): string {
  const rows = stranded
    .slice(0, NAMED)
    .flatMap((one) => [
      [one.kind, one.id, `${one.problem} (${one.state})`, duration(one.overdueSeconds)],
      [{ colSpan: NAMES.length, content: `  ${remedy(one)}` }],
    ]);
  const more = stranded.length - NAMED;
  return `${table(NAMES, rows)}${more > 0 ? `\nand ${number(more)} more: --json names them all` : ''}`;
}

function remedy({ action, request, event }: Stranded): string {
  if (request !== null) return request;
  return action === 'repost' ? `post event ${event} again, under its own id` : 'nothing; look into it';
}

function verdict({ events, deliveries, stranded, holds }: Conservation): string {
  const counted = `${number(events.accepted)} events and ${number(deliveries.matched)} deliveries`;
  if (!holds) return `The law is broken: of ${counted}, something is lost or there twice. See above.`;
  if (stranded.length > 0)
    return `${counted} are accounted for. ${number(stranded.length)} of them will not go on without help: see above.`;
  return `${counted}: every one is accounted for.`;
}

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
