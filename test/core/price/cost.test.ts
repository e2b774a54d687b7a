import { costOf, whyNoCost } from '../../../core/price/cost';
import { ownPrices, type OwnPrice } from '../../../core/price/own-prices';

const AT = Date.parse('2026-01-31T12:00:00Z');
const cost = (data: Record<string, unknown>, own: OwnPrice[] = [], type = 'llm.request.completed') =>
  costOf(type, data, AT, ownPrices(own));

describe('what an event says that it has cost', () => {
  it('3.5 comes before any price, with its fractions', () => {
    expect(cost({ costMicroUsd: 1_234.6, model: 'gpt-4o', inputTokens: 1 })).toBe(1_234.6);
    expect(cost({ costMicroUsd: 0 })).toBe(0);
    expect(cost({ costMicroUsd: 0.5 })).toBe(0.5);
  });

  it.each([
    ['text', '5'],
    ['negative', -1],
    ['an object', {}],
  ])('3.5 is unknown, and not zero, if it is %s', (_, costMicroUsd) => {
    expect(cost({ costMicroUsd, model: 'gpt-4o', inputTokens: 1 })).toMatchObject({ reason: 'usage' });
  });
});

describe('a cost in dollars', () => {
  it.each([
    ['costUsd', 0.0123456, 12_345.6],
    ['cost_usd', 1e-7, 0.1],
    ['total_cost_usd', 0.1 + 0.2, 300_000],
    ['costUsd', 0, 0],
  ])('%s of %d is converted without drift, and comes before the price list', (name, usd, microUsd) => {
    expect(cost({ [name]: usd, model: 'gpt-4o', inputTokens: 1 })).toBe(microUsd);
  });

  it.each(['0.5', -1, {}, 1e308])(
    'a costUsd of %j is unknown, unless there is usage that has a price',
    (costUsd) => {
      expect(cost({ costUsd })).toMatchObject({ reason: 'usage' });
      expect(cost({ costUsd, model: 'gpt-4o', inputTokens: 1_000 })).toBe(2_500);
    },
  );

  it('costMicroUsd comes before it', () => {
    expect(cost({ costMicroUsd: 7, costUsd: 1 })).toBe(7);
  });

  it('cost alone has no unit: it is not read, and the usage beside it is', () => {
    expect(cost({ cost: 5 })).toBeUndefined();
    expect(cost({ cost: 5, model: 'gpt-4o', inputTokens: 1_000 })).toBe(2_500);
    expect(whyNoCost('llm.request.completed', { cost: 5 })).toBe('data.cost');
  });
});

/** What the answers of OpenAI and Anthropic, and clients of them, hold. */
describe('the usage of a request, in whatever spelling', () => {
  it.each<[string, Record<string, unknown>]>([
    ['inputTokens', { inputTokens: 1_000, outputTokens: 100 }],
    ['input_tokens', { input_tokens: 1_000, output_tokens: 100 }],
    ['prompt_tokens', { prompt_tokens: 1_000, completion_tokens: 100 }],
    ['usage.input_tokens', { usage: { input_tokens: 1_000, output_tokens: 100 } }],
    ['usage.prompt_tokens', { usage: { prompt_tokens: 1_000, completion_tokens: 100 } }],
    ['usage.inputTokens', { usage: { inputTokens: 1_000, outputTokens: 100 } }],
    ['promptTokens', { promptTokens: 1_000, completionTokens: 100 }],
    ['costUsd', { costUsd: 0.0035 }],
    ['costMicroUsd', { costMicroUsd: 3_500 }],
  ])('%s counts', (_, usage) => {
    expect(cost({ model: 'gpt-4o', ...usage })).toBe(3_500);
  });
});

describe('what is computed from model and usage', () => {
  it('3.5 is by the price list', () => {
    // List prices of gpt-4o: $2.50 for a million tokens in, $10 out, $1.25 cached.
    expect(cost({ provider: 'openai', model: 'gpt-4o', inputTokens: 1_000, outputTokens: 100 })).toBe(3_500);
    expect(cost({ model: 'gpt-4o', inputTokens: 1_000, outputTokens: 100 })).toBe(3_500);
  });

  it('3.5 counts cached tokens once, at their price: input includes them', () => {
    const usage = { model: 'gpt-4o', inputTokens: 1_000, outputTokens: 0 };
    expect(cost({ ...usage, cachedInputTokens: 400 })).toBe(600 * 2.5 + 400 * 1.25);
  });

  it('3.5 keeps fractions of a micro-dollar', () => {
    expect(cost({ model: 'gpt-4o-mini', inputTokens: 3, outputTokens: 0 })).toBeCloseTo(0.45, 9);
  });

  it('3.5 is nothing that could be known without usage, or for sums of whole runs', () => {
    expect(cost({})).toBeUndefined();
    expect(cost({ model: 'gpt-4o' })).toBeUndefined();
    expect(cost({ model: 'gpt-4o', inputTokens: 1_000 }, [], 'agent.run.completed')).toBeUndefined();
    expect(cost({ costMicroUsd: 5 }, [], 'agent.run.completed')).toBeUndefined();
    expect(cost({ model: 'gpt-4o', inputTokens: 1_000 }, [], 'llm.request.failed')).toBe(2_500);
  });
});

describe('zero and unknown are never the same', () => {
  it('3.5 a model without a price is unknown', () => {
    expect(cost({ model: 'house-model-7', inputTokens: 10 })).toEqual({
      model: 'house-model-7',
      reason: 'price',
    });
    expect(cost({ inputTokens: 10 })).toEqual({ model: '', reason: 'model' });
  });

  it.each([
    'whisper-1',
    'gpt-transcribe',
    'mistral/mistral-ocr-latest',
    'groq/whisper-large-v3',
    'grok-voice-latest',
  ])('3.5 %s, whose price is by the hour or the page, is not free by the token', (model) => {
    const usage = { inputTokens: 100_000, outputTokens: 1_000 };
    expect(cost({ model, ...usage })).toMatchObject({ reason: 'price' });
  });

  it.each(['google/gemma-3-27b-it', 'github_copilot/gpt-4o', 'openrouter/google/lyria-3-pro-preview'])(
    '3.5 %s, of which the list names no price at all, is not free',
    (model) => {
      expect(cost({ model, inputTokens: 1 })).toMatchObject({ reason: 'price' });
    },
  );

  it('3.5 output of a model that has only a price of input is unknown', () => {
    expect(cost({ model: 'text-embedding-3-small', inputTokens: 20, outputTokens: 0 })).toBeCloseTo(0.4, 9);
    expect(cost({ model: 'text-embedding-3-small', inputTokens: 20, outputTokens: 5 })).toMatchObject({
      reason: 'price',
    });
  });

  it('3.5 what OpenRouter lists as free is free, and nothing else that calls itself so', () => {
    const model = 'meta-llama/llama-3.3-70b-instruct:free';
    expect(cost({ provider: 'openrouter', model, inputTokens: 1_000, outputTokens: 9 })).toBe(0);
    expect(cost({ model, inputTokens: 1_000 })).toMatchObject({ reason: 'price' });
    expect(cost({ model: 'deepseek-chat:free', inputTokens: 1_000 })).toMatchObject({ reason: 'price' });
  });

  it.each([['ollama'], ['lmstudio'], ['our-proxy'], [{ name: 'openai' }], [7]])(
    '3.5 the price of another provider is not taken for provider %j',
    (provider) => {
      expect(cost({ provider, model: 'deepseek-chat', inputTokens: 1_000 })).toMatchObject({
        reason: 'price',
      });
      expect(cost({ provider, model: 'gpt-4o', inputTokens: 1_000 })).toMatchObject({ reason: 'price' });
    },
  );
});

describe('tiers of service', () => {
  const million = { inputTokens: 1_000_000, outputTokens: 0 };

  it.each([
    [{ batch: true }, 1_250_000],
    [{ flex: true }, 1_250_000],
    [{ serviceTier: 'batch' }, 1_250_000],
    [{ service_tier: 'flex' }, 1_250_000],
    [{ serviceTier: { type: 'flex' } }, 1_250_000],
    [{ serviceTier: 'default' }, 2_500_000],
    [{ service_tier: 'auto' }, 2_500_000],
    [{ service_tier: null }, 2_500_000],
    [{ batch: false }, 2_500_000],
  ])('%j of gpt-4o costs %d', (tier, expected) => {
    expect(cost({ model: 'gpt-4o', ...million, ...tier })).toBe(expected);
  });

  it('A tier stands in the usage of Anthropic, too', () => {
    const usage = { input_tokens: 1_000, output_tokens: 100, service_tier: 'batch' };
    expect(cost({ model: 'claude-haiku-4-5', usage })).toBe((1_000 + 500) / 2);
  });

  it('A tier whose price is not known is unknown, and not the usual price', () => {
    const data = { model: 'gpt-4o', ...million, serviceTier: 'priority' };
    expect(cost(data)).toMatchObject({ model: 'gpt-4o', reason: 'serviceTier' });
    const own = { model: 'gpt-4o', serviceTier: 'priority', usdPerMillion: { input: 4.25, output: 17 } };
    expect(cost(data, [own])).toBe(4_250_000);
    expect(cost({ provider: 'groq', model: 'llama-3.1-8b-instant', ...million, serviceTier: 'flex' })).toBe(
      50_000,
    );
  });
});

describe('own prices', () => {
  const house = { model: 'our-own-7b', usdPerMillion: { input: 1, output: 2 } };
  const used = { inputTokens: 1_000, outputTokens: 100 };

  it('make an unknown model known, and come before the list', () => {
    expect(cost({ model: 'our-own-7b', ...used }, [house])).toBe(1_200);
    expect(
      cost({ model: 'gpt-4o', ...used }, [{ model: 'gpt-4o', usdPerMillion: { input: 1, output: 1 } }]),
    ).toBe(1_100);
  });

  it('say that a local model is free, there and nowhere else', () => {
    const free = { model: 'deepseek-chat', provider: 'ollama', usdPerMillion: { input: 0, output: 0 } };
    expect(cost({ provider: 'ollama', model: 'deepseek-chat', ...used }, [free])).toBe(0);
    expect(cost({ model: 'ollama/deepseek-chat', ...used }, [free])).toBe(0);
    expect(cost({ model: 'deepseek-chat', ...used }, [free])).toBe(1_000 * 0.27 + 100 * 1.1);
    expect(cost({ provider: 'vllm', model: 'deepseek-chat', ...used }, [free])).toMatchObject({
      reason: 'price',
    });
  });

  it('are found however the gateway spells the name', () => {
    const azure = { model: 'azure/gpt-4o', usdPerMillion: { input: 2, output: 2 } };
    for (const data of [{ model: 'azure/gpt-4o' }, { provider: 'azure.ai.openai', model: 'GPT-4o' }])
      expect(cost({ ...data, ...used }, [azure])).toBe(2_200);
    const bedrock = {
      provider: 'bedrock',
      model: 'anthropic.claude-haiku-4-5-20251001-v1:0',
      usdPerMillion: { input: 2, output: 2 },
    };
    expect(cost({ model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0', ...used }, [bedrock])).toBe(2_200);
    const tuned = { model: 'ft:gpt-4.1-2025-04-14', usdPerMillion: { input: 3, output: 12 } };
    expect(cost({ model: 'ft:gpt-4.1-2025-04-14:acme::abc', ...used }, [tuned])).toBe(4_200);
  });

  it('of a provider come before those of any', () => {
    const anywhere = { model: 'gpt-4o', usdPerMillion: { input: 9, output: 9 } };
    const there = { model: 'gpt-4o', provider: 'azure', usdPerMillion: { input: 1, output: 1 } };
    expect(cost({ model: 'azure/gpt-4o', ...used }, [there, anywhere])).toBe(1_100);
    expect(cost({ model: 'openai/gpt-4o', ...used }, [there, anywhere])).toBe(9_900);
  });

  it('have prices of parts, which else cost what their whole costs', () => {
    const parts = { input: 10, output: 20, cachedInput: 1, cacheWrite: 12, inputAudio: 40, reasoning: 30 };
    const usage = {
      inputTokens: 100,
      outputTokens: 10,
      cachedInputTokens: 20,
      cacheWriteInputTokens: 30,
      inputAudioTokens: 5,
      reasoningTokens: 4,
    };
    const own = { model: 'our-own-7b', usdPerMillion: parts };
    expect(cost({ model: 'our-own-7b', ...usage }, [own])).toBeCloseTo(
      45 * 10 + 20 + 30 * 12 + 5 * 40 + 6 * 20 + 4 * 30,
      6,
    );
    expect(cost({ model: 'our-own-7b', ...usage }, [house])).toBeCloseTo(100 + 20, 6);
  });

  it('that say nothing of what was used leave the cost unknown', () => {
    const embedding = { model: 'our-embedding', usdPerMillion: { input: 1 } };
    expect(cost({ model: 'our-embedding', inputTokens: 10 }, [embedding])).toBe(10);
    expect(cost({ model: 'our-embedding', ...used }, [embedding])).toMatchObject({ reason: 'price' });
  });
});
