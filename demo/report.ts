import Table from 'cli-table3';
import type { Received } from './receiver';
import type { Sent } from './replay';

/** Deliveries that have not arrived, by event type. */
export interface Unfinished {
  waiting: Map<string, number>;
  dead: Map<string, number>;
}

/** The table that the demo ends with: a row for each event type, and one for all. */
export function report(sent: readonly Sent[], received: Received, unfinished: Unfinished): string {
  const table = new Table({
    head: ['type', 'sent', 'accepted', 'delivered', 'waiting', 'dead', 'p50 ms', 'p99 ms'],
    colAligns: ['left', ...Array<'right'>(7).fill('right')],
    style: { head: [], border: [] },
  });
  const types = [...new Set(sent.map(({ type }) => type))].sort();
  for (const type of types)
    table.push(
      row(
        type,
        sent.filter((one) => one.type === type),
        received,
        unfinished,
        [type],
      ),
    );
  table.push(row('all', sent, received, unfinished, types));
  return table.toString();
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
  return [
    name,
    ...[sent.length, accepted.length, latencies.length, sum(unfinished.waiting), sum(unfinished.dead)],
    ...[percentile(latencies, 50), percentile(latencies, 99)],
  ];
}

/** The nearest-rank percentile of sorted numbers; a dash without any. */
function percentile(sorted: readonly number[], percent: number): number | string {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? '–';
}
