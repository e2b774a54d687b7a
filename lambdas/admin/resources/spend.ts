import * as z from 'zod';
import { InvalidInput } from '../../../core/configuration/errors';
import { ADVICE } from '../../../core/monitor/unknown-cost-entry';
import { ownPrices } from '../../../core/price/own-prices';
import { isRequest, spendOf, type Dimension, type Spend } from '../../../core/price/spend';
import { spendCsv } from '../../../core/price/spend-csv';
import { spendSpan, type SpendSpan } from '../../../core/price/spend-span';
import { iso, time } from '../fields';
import { route } from '../route';
import { COUNT_ENDS_MS, READ_LIMITS, storedEvents } from '../stored-events';
import { spendQuery } from './spend-query';
import { unknownModel } from './uncounted-view';

const DAY_MS = 86_400_000;
/** An event that comes later than this is late for monitors too, if they say nothing else (SEMANTICS 3.3). */
const LATENESS_MS = 3_600_000;
const MAX_ROWS = 500;
const MAX_AGENTS = 20;

const tokens = z.number();
const sums = {
  usd: z.number().meta({ description: 'Dollars' }),
  costMicroUsd: z.number().meta({ description: 'The same in micro-dollars: 1,000,000 are a dollar' }),
  requests: z.number().meta({ description: '`llm.request.*` events with a cost, known or not' }),
  unpricedRequests: z
    .number()
    .meta({ description: 'Of these, events of unknown cost, which is missing here' }),
  ...{ inputTokens: tokens, outputTokens: tokens, cachedInputTokens: tokens },
};
const SUMS = Object.keys(sums);

const row = z
  .object({
    day: z.string().optional().meta({ description: 'A calendar day of the time zone', format: 'date' }),
    agent: z.string().optional().meta({ description: 'The `source` of the events' }),
    model: z
      .string()
      .nullable()
      .optional()
      .meta({ description: 'As its provider names it; null if the events name none' }),
    provider: z.string().nullable().optional().meta({ description: 'With `model`' }),
    ...sums,
  })
  .meta({ id: 'SpendRow', description: 'Has the members that `by` names' });

const withoutUsage = z.object({
  events: z.number(),
  missing: z.array(z.string()).meta({ description: 'Fields that they lack' }),
  agents: z
    .array(z.object({ agent: z.string(), events: z.number() }))
    .meta({ description: `Whose events they are, most first; at most ${MAX_AGENTS}` }),
  whatToDo: z.string().nullable(),
});

const report = z
  .object({
    ...{ since: time, until: time, timeZone: z.string() },
    complete: z.boolean().meta({
      description:
        'False: there were too many events for one request, and those accepted after `through` are missing; or a part ' +
        'of the period is no longer kept',
    }),
    through: time.meta({
      description: 'Events accepted before this were looked at: up to an hour after `until`',
    }),
    total: z.object(sums),
    rows: z.array(row).meta({ description: `Highest cost first; at most ${MAX_ROWS}` }),
    moreRows: z.number().meta({ description: 'How many more there are; they are in `total`' }),
    unpriced: z
      .array(unknownModel.extend({ whatToDo: z.string() }))
      .meta({ description: 'Models whose cost is not known, most events first' }),
    withoutUsage: withoutUsage.meta({
      description: 'Requests to models that say neither what they cost nor what was used',
    }),
  })
  .meta({ id: 'Spend' });

const counts = { inputTokens: 1_200_000, outputTokens: 40_000, cachedInputTokens: 800_000 };
const total = { usd: 4.271505, costMicroUsd: 4_271_505, requests: 312, unpricedRequests: 12, ...counts };
const example = {
  ...{ since: '2026-01-31T00:00:00.000Z', until: '2026-01-31T12:00:00.000Z', timeZone: 'UTC' },
  ...{ complete: true, through: '2026-01-31T12:00:00.000Z', total },
  rows: [{ agent: 'support-bot', model: 'gpt-4o', provider: 'openai', ...total }],
  moreRows: 0,
  unpriced: [{ model: 'our-own-7b', provider: null, reason: 'price', events: 12, whatToDo: ADVICE.price }],
  withoutUsage: {
    events: 3,
    missing: ['data.inputTokens', 'data.outputTokens'],
    agents: [{ agent: 'support-bot', events: 3 }],
    whatToDo: ADVICE.usage,
  },
};

export const spend = [
  route({
    method: 'get',
    path: '/v1/spend',
    scope: 'read',
    tag: 'Spend',
    summary: 'Show what was spent, by agent, model or day',
    description:
      'In dollars, from the stored `llm.request.*` events, by the prices that monitors count with: the project’s own as ' +
      'they are now, else the price list at the time of the event. An event counts at its `time`. With `Accept: text/csv` ' +
      'the rows come as CSV; its column `complete` is false if rows or events are missing.',
    query: spendQuery,
    responses: {
      200: { description: 'What was spent', schema: report, example, media: { 'text/csv': z.string() } },
    },
    async handler({ project, query, now, accept }, admin) {
      const { by, timeZone } = query;
      const oldest = now - admin.retentionDays * DAY_MS;
      const span = requireKept(spendSpan(query, now, oldest), now, admin.retentionDays);
      const readUntil = Math.min(now, span.until + LATENESS_MS);
      const wanted = { project, since: span.since, until: readUntil, isWanted: isRequest };
      const { events, through } = await storedEvents(admin, wanted, READ_LIMITS);
      const prices = ownPrices((await admin.prices.get(project, now))?.prices ?? []);
      const goOn = (): boolean => admin.now() < now + COUNT_ENDS_MS;
      const found = spendOf(events, { ...span, by, timeZone, prices, goOn });
      const seen = found.stoppedAt ?? through;
      const complete = seen >= readUntil && !span.isCut;
      if (takesCsv(accept)) return csv(found, by, complete);
      const { since, until } = span;
      const head = { since: iso(since), until: iso(until), timeZone, complete, through: iso(seen) };
      return { status: 200, body: { ...head, ...shown(found) } };
    },
  }),
];

/** Throws `InvalidInput`. */
function requireKept(span: SpendSpan, now: number, retentionDays: number): SpendSpan {
  const refuse = (pointer: string, at: number, rule: string): never => {
    throw new InvalidInput([{ pointer, detail: `is ${iso(at)}, and ${rule}` }]);
  };
  const { since, until } = span;
  if (until > now) refuse('/until', until, 'must not be in the future');
  if (since < now - retentionDays * DAY_MS)
    refuse('/since', since, `must be within the last ${retentionDays} days: events are kept for no longer`);
  if (since > until) refuse('/since', since, `must not be after "until", ${iso(until)}`);
  return span;
}

const shown = ({ total, rows, unpriced, withoutUsage }: Spend) => ({
  total,
  rows: rows.slice(0, MAX_ROWS),
  moreRows: Math.max(0, rows.length - MAX_ROWS),
  unpriced: unpriced.map(({ model, provider = null, reason, events }) => ({
    ...{ model, provider, reason, events },
    whatToDo: ADVICE[reason],
  })),
  withoutUsage: {
    ...withoutUsage,
    agents: withoutUsage.agents.slice(0, MAX_AGENTS),
    whatToDo: withoutUsage.events > 0 ? ADVICE.usage : null,
  },
});

function csv(found: Spend, by: readonly Dimension[], complete: boolean) {
  const names = { day: ['day'], agent: ['agent'], model: ['model', 'provider'] };
  const dimensions = (['day', 'agent', 'model'] as const).filter((name) => by.includes(name));
  const columns = [...dimensions.flatMap((name) => names[name]), ...SUMS, 'complete'];
  const { rows, moreRows } = shown(found);
  const text = spendCsv(columns, rows, complete && moreRows === 0);
  return { status: 200, text, headers: { 'content-type': 'text/csv; charset=utf-8' } };
}

/** JSON, unless CSV is named and nothing that JSON fits comes before it. */
function takesCsv(accept = ''): boolean {
  const types = accept.split(',').map((type) => (type.split(';')[0] ?? '').trim().toLowerCase());
  return types.find((type) => ['text/csv', 'application/json', '*/*'].includes(type)) === 'text/csv';
}
