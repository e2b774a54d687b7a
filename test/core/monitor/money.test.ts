import { costOf } from '../../../core/monitor/money';

const AT = Date.parse('2026-01-31T12:00:00Z');
const cost = (data: Record<string, unknown>, type = 'llm.request.completed') => costOf(type, data, AT);

it('3.5 is what the event says, in whole micro-dollars', () => {
  expect(cost({ costMicroUsd: 1_234.6, model: 'gpt-4o', inputTokens: 1 })).toBe(1_235);
  expect(cost({ costMicroUsd: 0 })).toBe(0);
});

it('3.5 is computed from model and tokens otherwise', () => {
  // List prices of gpt-4o: $2.50 for a million tokens in, $10 out, $1.25 cached.
  expect(cost({ provider: 'openai', model: 'gpt-4o', inputTokens: 1_000, outputTokens: 100 })).toBe(3_500);
  expect(cost({ model: 'gpt-4o', inputTokens: 1_000, outputTokens: 100 })).toBe(3_500);
});

it('3.5 counts cached tokens once, at their price: input includes them', () => {
  const usage = { model: 'gpt-4o', inputTokens: 1_000, outputTokens: 0 };
  expect(cost({ ...usage, cachedInputTokens: 400 })).toBe(600 * 2.5 + 400 * 1.25);
  expect(cost({ ...usage, cachedInputTokens: 5_000 })).toBe(1_250);
});

it('3.5 a provider that is not known does not hide a model that is', () => {
  expect(cost({ provider: 'our-proxy', model: 'gpt-4o', inputTokens: 1_000 })).toBe(2_500);
});

it('3.5 an unknown model is unknown, and not free', () => {
  expect(cost({ model: 'house-model-7', inputTokens: 10 })).toEqual({ unknownModel: 'house-model-7' });
  expect(cost({ inputTokens: 10 })).toEqual({ unknownModel: '' });
});

it('3.5 only requests to models carry usage: sums of whole runs would count it twice', () => {
  expect(cost({ model: 'gpt-4o', inputTokens: 1_000 }, 'agent.run.completed')).toBeUndefined();
  expect(cost({ costMicroUsd: 5 }, 'agent.run.completed')).toBeUndefined();
  expect(cost({ model: 'gpt-4o', inputTokens: 1_000 }, 'llm.request.failed')).toBe(2_500);
});

it.each([
  {},
  { model: 'gpt-4o' },
  { model: 'gpt-4o', inputTokens: -1 },
  { model: 'gpt-4o', inputTokens: '5' },
])('3.5 %j carries no usage', (data) => {
  expect(cost(data)).toBeUndefined();
});
