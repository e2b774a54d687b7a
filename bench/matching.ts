import { buildIndex, matching, type MatchIndex } from '../core/subscription/match-index';
import type { EventPattern, MatchRow } from '../core/subscription/subscription';

/**
 * What it costs to find the 3 subscriptions that an event matches among 10, 1,000 and 10,000, where the others differ
 * by type, by a value in their filter, or by a prefix. Run with `npx tsx bench/matching.ts`.
 */
const SIZES = [10, 1_000, 10_000];
const MATCHING = 3;
const MEASURED_MS = 500;
const ROUNDS = 3;

const EVENT = {
  id: 'evt_01',
  type: 'llm.request.completed',
  source: 'tenant-match-support-bot',
  subject: 'run_42',
  time: '2026-01-31T12:00:00Z',
  data: {
    provider: 'openai',
    model: 'gpt-5',
    inputTokens: 1830,
    outputTokens: 64,
    customer: 'match',
    latencyMs: 812,
  },
};

/** The row of the subscription with this number; the first three match EVENT. */
type RowOf = (number: number) => { eventType: string; filter?: EventPattern };

const name = (number: number): string => (number < MATCHING ? 'match' : `other-${number}`);
const kinds: [label: string, rowOf: RowOf][] = [
  [
    'different types',
    (number) => ({ eventType: number < MATCHING ? EVENT.type : `llm.request.${name(number)}` }),
  ],
  [
    'same type, different values',
    (number) => ({
      eventType: EVENT.type,
      filter: { data: { customer: [name(number)], latencyMs: [{ numeric: ['>', 500] }] } },
    }),
  ],
  [
    'same type, different prefixes',
    (number) => ({ eventType: EVENT.type, filter: { source: [{ prefix: `tenant-${name(number)}-` }] } }),
  ],
];

function indexOf(rowOf: RowOf, size: number): MatchIndex {
  const rows = Array.from({ length: size }, (_, number): MatchRow => {
    return { subscription: `sub_${number}`, status: 'enabled', ...rowOf(number) };
  });
  return buildIndex(rows);
}

/** Microseconds for one event: the best of some rounds, so that what else the machine does counts least. */
function costOf(index: MatchIndex): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => round(index)));
}

function round(index: MatchIndex): number {
  const startedAt = performance.now();
  let events = 0;
  while (performance.now() - startedAt < MEASURED_MS) {
    for (let repeat = 0; repeat < 100; repeat += 1) {
      if (matching(index, EVENT).rows.length !== MATCHING)
        throw new Error(`Not ${MATCHING} subscriptions matched`);
    }
    events += 100;
  }
  return ((performance.now() - startedAt) / events) * 1000;
}

for (const [label, rowOf] of kinds) {
  const costs = SIZES.map((size) => costOf(indexOf(rowOf, size)));
  const [smallest = NaN] = costs;
  const columns = costs.map((cost, place) => `${SIZES[place]?.toLocaleString('en')}: ${cost.toFixed(2)} µs`);
  const ratio = ((costs.at(-1) ?? NaN) / smallest).toFixed(2);
  console.log(`${label.padEnd(30)} ${columns.join('   ')}   ratio ${ratio}`);
}
