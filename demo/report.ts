import { type Column, table } from '../terminal/table';
import type { Received } from './receiver';
import type { Sent } from './replay';

/** Deliveries that have not arrived, by event type. */
export interface Unfinished {
  waiting: Map<string, number>;
  dead: Map<string, number>;
}

const COLUMNS: Column[] = [
  ['type', 'left'],
  ...['sent', 'accepted', 'delivered', 'waiting', 'dead', 'p50 ms', 'p99 ms'].map((heading): Column => [
    heading,
    'right',
  ]),
];

/** The table of deliveries: a row for each event type, and one for all. */
export function report(sent: readonly Sent[], received: Received, unfinished: Unfinished): string {
  const types = [...new Set(sent.map(({ type }) => type))].sort();
  const ofType = (type: string): Sent[] => sent.filter((one) => one.type === type);
  return table(COLUMNS, [
    ...types.map((type) => row(type, ofType(type), received, unfinished, [type])),
    row('all', sent, received, unfinished, types),
  ]);
}

function row(
  name: string,
  sent: readonly Sent[],
  received: Received,
  unfinished: Unfinished,
  types: string[],
) {
  const accepted = sent.filter(({ id }) => id !== undefined);
  const latencies = accepted
    .flatMap(({ id = '', postedAt }) => {
      const arrivedAt = received.arrivals.get(id);
      return arrivedAt === undefined ? [] : [arrivedAt - postedAt];
    })
    .sort((one, other) => one - other);
  const sum = (counts: Map<string, number>): number =>
    types.reduce((total, type) => total + (counts.get(type) ?? 0), 0);
  const counts = [
    sent.length,
    accepted.length,
    latencies.length,
    sum(unfinished.waiting),
    sum(unfinished.dead),
  ];
  return [name, ...counts, percentile(latencies, 50), percentile(latencies, 99)];
}

/** The nearest-rank percentile of sorted numbers; a dash without any. */
function percentile(sorted: readonly number[], percent: number): number | string {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? '–';
}
