import fc from 'fast-check';
import { period } from '../../../core/monitor/calendar';
import { toSteps } from '../../../core/monitor/exact-sum';
import type { MonitoredEvent } from '../../../core/monitor/observe';
import { NO_OWN_PRICES, ownPrices } from '../../../core/price/own-prices';
import { DIMENSIONS, spendOf, type SpendQuestion, type SpendSums } from '../../../core/price/spend';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-01-31T12:00:00Z');
const QUESTION: SpendQuestion = {
  ...{ by: ['agent'], since: 0, until: NOON * 2, timeZone: 'UTC', prices: NO_OWN_PRICES },
};

interface Asked {
  data?: unknown;
  source?: string;
  type?: string;
  time?: number;
  receivedAt?: number;
}

let number = 0;
const asked = ({
  data = {},
  source = 'bot',
  type = 'llm.request.completed',
  time = NOON,
  receivedAt = time,
}: Asked): MonitoredEvent => ({
  ...{ id: `evt_${++number}`, type, source, time, receivedAt, view: { type, source, data } },
});
const spend = (events: Asked[], question: Partial<SpendQuestion> = {}) =>
  spendOf(events.map(asked), { ...QUESTION, ...question });

const OPENAI = { model: 'openai/gpt-4o', usage: { prompt_tokens: 1_000, completion_tokens: 100 } };
const ANTHROPIC = {
  model: 'claude-3-7-sonnet-20250219',
  usage: { input_tokens: 3, cache_read_input_tokens: 1_000, output_tokens: 100 },
};

describe('what was spent', () => {
  it('is in dollars and in micro-dollars, with the tokens in whatever spelling they came', () => {
    expect(spend([{ data: OPENAI }, { data: ANTHROPIC, source: 'helper' }]).total).toEqual({
      // gpt-4o: $2.50 in, $10 out. claude-3-7-sonnet: $3 in, $0.30 cached, $15 out; for a million each.
      ...{ costMicroUsd: 3_500 + 9 + 300 + 1_500, usd: 0.005309, requests: 2, unpricedRequests: 0 },
      ...{ inputTokens: 2_003, outputTokens: 200, cachedInputTokens: 1_000 },
    });
  });

  it('is by agent, the highest cost first, then the most requests, then by name', () => {
    const cost = (source: string, costMicroUsd: number) => ({ source, data: { costMicroUsd } });
    const { rows } = spend([cost('b', 1), cost('a', 1), cost('c', 0.5), cost('c', 0.5), cost('d', 7)]);
    expect(rows.map(({ agent, costMicroUsd }) => [agent, costMicroUsd])).toEqual([
      ['d', 7],
      ['c', 1],
      ['a', 1],
      ['b', 1],
    ]);
  });

  it('is by model, whatever its gateway calls it; null where the event names none', () => {
    const names = [OPENAI, { ...OPENAI, model: 'GPT-4o' }, { costMicroUsd: 5 }];
    const { rows } = spend(
      names.map((data) => ({ data })),
      { by: ['model'] },
    );
    expect(rows).toMatchObject([
      { model: 'gpt-4o', provider: 'openai', requests: 2, costMicroUsd: 7_000 },
      { model: null, provider: null, requests: 1, costMicroUsd: 5 },
    ]);
    expect(rows[0]).not.toHaveProperty('agent');
  });

  it('is by several at once', () => {
    const { rows } = spend([{ data: OPENAI }, { data: OPENAI, source: 'helper' }], {
      by: ['model', 'day', 'agent'],
    });
    expect(rows).toMatchObject([
      { day: '2026-01-31', agent: 'bot', model: 'gpt-4o' },
      { day: '2026-01-31', agent: 'helper', model: 'gpt-4o' },
    ]);
  });

  it('is by the own prices of the project', () => {
    const prices = ownPrices([{ model: 'gpt-4o', usdPerMillion: { input: 1, output: 0 } }]);
    expect(spend([{ data: OPENAI }], { prices }).total.costMicroUsd).toBe(1_000);
  });

  it('is exact: 2,000 costs of 0.45 micro-dollars are 900, and 0.0009 dollars', () => {
    const { total } = spend(Array.from({ length: 2_000 }, () => ({ data: { costMicroUsd: 0.45 } })));
    expect([total.costMicroUsd, total.usd]).toEqual([900, 0.0009]);
  });

  it('is counted at the time of the event, and no later than when it was accepted', () => {
    const data = { costMicroUsd: 1 };
    const span = { since: NOON, until: NOON + HOUR };
    expect(spend([{ data, time: NOON - 1, receivedAt: NOON + 5 }], span).total.requests).toBe(0);
    expect(spend([{ data, time: NOON, receivedAt: NOON + 2 * HOUR }], span).total.requests).toBe(1);
    expect(spend([{ data, time: NOON + HOUR, receivedAt: NOON + 5 }], span).total.requests).toBe(1);
    expect(spend([{ data, time: NOON + HOUR }], span).total.requests).toBe(0);
  });

  it('stops when it is told to, and says at which event', () => {
    const events = Array.from({ length: 250 }, (_, n) => ({ data: { costMicroUsd: 1 }, time: NOON + n }));
    expect(spend(events, { goOn: () => false })).toMatchObject({
      ...{ stoppedAt: NOON + 99, total: { requests: 99 } },
    });
    expect(spend(events, { goOn: () => true })).not.toHaveProperty('stoppedAt');
  });
});

describe('what is not in the sums', () => {
  it('is told by model and reason; its tokens are counted', () => {
    const house = { model: 'house-7b', inputTokens: 10, outputTokens: 1 };
    const found = spend([{ data: house }, { data: house }, { data: { ...house, outputTokens: 'many' } }]);
    expect(found.unpriced).toEqual([
      { model: 'house-7b', reason: 'price', events: 2 },
      { model: 'house-7b', reason: 'usage', events: 1 },
    ]);
    expect(found.rows).toMatchObject([
      { agent: 'bot', costMicroUsd: 0, usd: 0, requests: 3, unpricedRequests: 3, inputTokens: 20 },
    ]);
  });

  it('is told by agent where nothing is said of usage, with the fields that are missing', () => {
    const found = spend([
      { data: { model: 'gpt-4o' }, source: 'a' },
      { data: {}, source: 'b' },
      { data: 'text', source: 'b' },
    ]);
    expect(found).toMatchObject({ rows: [], total: { requests: 0 } });
    expect(found.withoutUsage).toEqual({
      events: 3,
      missing: ['data.inputTokens', 'data.model', 'data.outputTokens'],
      agents: [
        { agent: 'b', events: 2 },
        { agent: 'a', events: 1 },
      ],
    });
    const named = spend([{ data: { model: 'gpt-4o' } }]).withoutUsage;
    expect(named.missing).toEqual(['data.inputTokens', 'data.outputTokens']);
  });

  it('is nothing of sums that agents report of whole runs: they would count twice', () => {
    expect(spend([{ type: 'agent.run.completed', data: { costMicroUsd: 5 } }])).toMatchObject({
      ...{ total: { costMicroUsd: 0, requests: 0 }, withoutUsage: { events: 0 } },
    });
  });

  it.each([1e16, 1e300])('is a cost of %d: monitors do not add it up either', (costMicroUsd) => {
    expect(spend([{ data: { model: 'gpt-4o', costMicroUsd } }])).toMatchObject({
      total: { costMicroUsd: 0, unpricedRequests: 1 },
      unpriced: [{ model: 'gpt-4o', provider: 'openai', reason: 'usage' }],
    });
  });

  it('is a count of tokens that no request can have', () => {
    const { total } = spend([{ data: { costMicroUsd: 5, inputTokens: 1e300, outputTokens: 7 } }]);
    expect(total).toMatchObject({ costMicroUsd: 5, inputTokens: 0, outputTokens: 7 });
  });

  it('is named for at most 100 models a reason, then as others, last', () => {
    const events = Array.from({ length: 120 }, (_, n) => ({ data: { model: `m${n}`, inputTokens: 1 } }));
    const { unpriced } = spend([...events, ...events]);
    expect(unpriced).toHaveLength(101);
    expect(unpriced.at(-1)).toEqual({ model: 'others', reason: 'price', events: 40 });
  });
});

describe('days', () => {
  const ofDays = (timeZone: string, since: string, hours: number) =>
    spend(
      Array.from({ length: hours }, (_, n) => ({
        ...{ data: { costMicroUsd: 1 }, time: Date.parse(since) + n * HOUR },
      })),
      { by: ['day'], timeZone },
    ).rows.map(({ day, requests }) => [day, requests]);

  it('have 23 and 25 hours where the clock is set', () => {
    expect(ofDays('Europe/Paris', '2026-03-28T23:00:00Z', 23 + 24)).toEqual([
      ['2026-03-30', 24],
      ['2026-03-29', 23],
    ]);
    expect(ofDays('Europe/Paris', '2026-10-24T22:00:00Z', 25 + 24)).toEqual([
      ['2026-10-25', 25],
      ['2026-10-26', 24],
    ]);
  });

  it('are named by their date where midnight is skipped, and where it comes twice', () => {
    // Beirut sets its clock at midnight: forward to 1:00, back to 23:00.
    expect(ofDays('Asia/Beirut', '2026-03-28T22:00:00Z', 23)).toEqual([['2026-03-29', 23]]);
    expect(ofDays('America/Havana', '2026-11-01T04:00:00Z', 25)).toEqual([['2026-11-01', 25]]);
  });
});

const event = fc.record({
  source: fc.constantFrom('a', 'b'),
  data: fc.record(
    {
      model: fc.constantFrom('gpt-4o', 'gpt-4o-mini', 'house-7b'),
      // Small enough for plain numbers to hold sums of them to the step.
      costMicroUsd: fc.nat(1e8).map((thousandths) => thousandths / 1_000),
      inputTokens: fc.nat(1e4),
      outputTokens: fc.nat(1e4),
    },
    { requiredKeys: [] },
  ),
  time: fc.integer({ min: Date.parse('2026-10-20T00:00:00Z'), max: Date.parse('2026-11-05T00:00:00Z') }),
});
const timeZone = fc.constantFrom(
  'UTC',
  'Europe/Paris',
  'America/Havana',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
);

it('Sums do not depend on the order of events', () => {
  fc.assert(
    fc.property(
      fc.array(event),
      fc.subarray([...DIMENSIONS], { minLength: 1 }),
      timeZone,
      (events, by, zone) => {
        const [one, other] = [events, events.toReversed()].map((all) => spend(all, { by, timeZone: zone }));
        expect(other?.rows).toEqual(one?.rows);
        expect(other?.total).toEqual(one?.total);
      },
    ),
  );
});

it('Rows add up to the total, however they are split', () => {
  fc.assert(
    fc.property(
      fc.array(event),
      fc.subarray([...DIMENSIONS], { minLength: 1 }),
      timeZone,
      (events, by, zone) => {
        const { total, rows } = spend(events, { by, timeZone: zone });
        const cost = rows.reduce((sum, row) => sum + toSteps(row.costMicroUsd), 0n);
        expect(cost).toBe(toSteps(total.costMicroUsd));
        for (const name of ['requests', 'unpricedRequests', 'inputTokens', 'outputTokens'] as const)
          expect(rows.reduce((sum, row) => sum + row[name], 0)).toBe(total[name]);
      },
    ),
  );
});

it('A row of a day is what the calendar window of that day has', () => {
  fc.assert(
    fc.property(fc.array(event), timeZone, (events, zone) => {
      const { rows } = spend(events, { by: ['day'], timeZone: zone });
      const windows = events.map(({ time }) => period({ calendar: 'day', timeZone: zone }, time));
      const starts = new Map(windows.map(({ start, end }) => [start, end]));
      const alone = [...starts].map(([since, until]) => spend(events, { since, until }).total);
      const byCost = (one: SpendSums, other: SpendSums) => other.costMicroUsd - one.costMicroUsd;
      const costs = (all: SpendSums[]) => all.toSorted(byCost).map(({ costMicroUsd }) => costMicroUsd);
      expect(costs(rows)).toEqual(costs(alone.filter(({ requests }) => requests > 0)));
    }),
  );
});
