import fc from 'fast-check';
import { costOf } from '../../../core/price/cost';
import { modelName } from '../../../core/price/model-name';
import { MODEL_NAMES } from './model-names';

const AT = Date.parse('2026-09-01T12:00:00Z');

it('The table has at least 150 names of at least 12 providers', () => {
  expect(MODEL_NAMES.length).toBeGreaterThanOrEqual(150);
  expect(new Set(MODEL_NAMES.map(([, , provider]) => provider)).size).toBeGreaterThanOrEqual(12);
});

it.each(MODEL_NAMES)('"%s" at provider "%s" means the model of "%s" that is named "%s"', (...row) => {
  const [model, given, provider, name, usd] = row;
  const found = modelName(model, given === '' ? undefined : given);
  expect([found.provider ?? '', found.model]).toEqual([provider, name]);
  const data = { model, ...(given !== '' && { provider: given }), inputTokens: 1_000_000, outputTokens: 0 };
  const cost = costOf('llm.request.completed', data, AT);
  if (usd === undefined) expect(cost).toMatchObject({ model: name, reason: 'price' });
  else expect(cost).toBeCloseTo(usd * 1_000_000, 3);
});

it('A name of any text and length becomes one of at most 128 characters that a table can store', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constant('\ud800/'.repeat(100)));
  fc.assert(
    fc.property(text, fc.option(text, { nil: undefined }), (model, provider) => {
      const name = modelName(model, provider);
      expect(name.model.length).toBeLessThanOrEqual(128);
      expect(name.provider?.length ?? 0).toBeLessThanOrEqual(64);
      expect(name.model.isWellFormed() && (name.provider ?? '').isWellFormed()).toBe(true);
    }),
  );
});

it('A provider that is given is never replaced, whatever the model is called', () => {
  const models = fc.constantFrom(...MODEL_NAMES.map(([model]) => model));
  const given = fc.constantFrom('ollama', 'vllm', 'our-proxy', 'lmstudio', 'deepinfra');
  fc.assert(
    fc.property(models, given, (model, provider) => {
      const cost = costOf('llm.request.completed', { model, provider, inputTokens: 5 }, AT);
      expect(cost).toMatchObject({ reason: 'price', provider: provider.replace('-', '_') });
    }),
  );
});
