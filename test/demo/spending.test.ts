import { Spending } from '../../demo/spending';

const usage = { provider: 'openai', inputTokens: 1_000_000, outputTokens: 100_000 };

it('a switch to a cheaper model saves the difference of the prices', () => {
  const spending = new Spending();
  spending.add({ ...usage, model: 'gpt-4o' }, 'gpt-4o');
  expect(spending.savedUsd).toBe(0);
  spending.add({ ...usage, model: 'gpt-4o-mini' }, 'gpt-4o');
  const dear = spending.models.get('gpt-4o');
  const cheap = spending.models.get('gpt-4o-mini');
  expect([dear?.tokens, cheap?.tokens]).toEqual([1_100_000, 1_100_000]);
  expect(dear?.usd).toBeCloseTo(2.5 + 1);
  expect(cheap?.usd).toBeCloseTo(0.15 + 0.06);
  expect(spending.savedUsd).toBeCloseTo(3.5 - 0.21);
});

it('a model without a known price is an error, not a saving', () => {
  expect(() => new Spending().add({ ...usage, model: 'nobody-knows-1' }, 'gpt-4o')).toThrow(
    'The price of nobody-knows-1 is not known',
  );
});
