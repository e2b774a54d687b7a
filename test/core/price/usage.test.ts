import fc from 'fast-check';
import { costOf } from '../../../core/price/cost';
import { readUsage } from '../../../core/price/usage';

const AT = Date.parse('2026-06-30T12:00:00Z');
const cost = (data: Record<string, unknown>) => costOf('llm.request.completed', data, AT);

/** What providers bill, in micro-dollars. */
it.each<[string, Record<string, unknown>, number]>([
  [
    'a cache write beside the input',
    {
      model: 'claude-3-7-sonnet-20250219',
      inputTokens: 3,
      cacheCreationInputTokens: 12_304,
      cachedInputTokens: 0,
      outputTokens: 550,
    },
    54_399,
  ],
  [
    'a cache write within the input',
    {
      model: 'claude-3-7-sonnet-20250219',
      inputTokens: 12_307,
      cacheCreationInputTokens: 12_304,
      cachedInputTokens: 0,
      outputTokens: 550,
    },
    54_399,
  ],
  [
    'Anthropic’s usage object',
    {
      model: 'claude-3-7-sonnet-20250219',
      usage: {
        input_tokens: 3,
        cache_creation_input_tokens: 12_304,
        cache_read_input_tokens: 0,
        output_tokens: 550,
      },
    },
    54_399,
  ],
  [
    'a greater cache write',
    {
      model: 'claude-sonnet-4-6',
      inputTokens: 15_460,
      outputTokens: 10_370,
      cacheCreationInputTokens: 19_810,
    },
    276_217.5,
  ],
  [
    'a cache read beside the input',
    { model: 'claude-sonnet-4-5', inputTokens: 3, cachedInputTokens: 10_000, outputTokens: 100 },
    4_509,
  ],
  [
    'Anthropic’s names at the top',
    { model: 'claude-sonnet-4-5', input_tokens: 20_000, cache_read_input_tokens: 10_000, output_tokens: 100 },
    64_500,
  ],
  [
    'reasoning beside the output',
    { model: 'o3', inputTokens: 1_000, outputTokens: 100, reasoningTokens: 900 },
    10_000,
  ],
  [
    'reasoning within the output',
    { model: 'o3', inputTokens: 1_000, outputTokens: 1_000, reasoningTokens: 900 },
    10_000,
  ],
  [
    'sound',
    {
      model: 'gpt-4o-audio-preview',
      inputTokens: 1_000,
      outputTokens: 1_000,
      inputAudioTokens: 1_000,
      outputAudioTokens: 1_000,
    },
    120_000,
  ],
  [
    'sound and text',
    {
      model: 'gpt-4o-audio-preview',
      usage: {
        prompt_tokens: 1_000,
        completion_tokens: 500,
        prompt_tokens_details: { audio_tokens: 600 },
        completion_tokens_details: { audio_tokens: 400 },
      },
    },
    400 * 2.5 + 600 * 40 + 100 * 10 + 400 * 80,
  ],
  [
    'OpenAI’s chat completions',
    {
      model: 'gpt-4o',
      usage: {
        prompt_tokens: 1_000,
        completion_tokens: 100,
        total_tokens: 1_100,
        prompt_tokens_details: { cached_tokens: 400, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 50 },
      },
    },
    600 * 2.5 + 400 * 1.25 + 1_000,
  ],
  [
    'OpenAI’s responses',
    {
      model: 'gpt-4o',
      usage: {
        input_tokens: 1_000,
        input_tokens_details: { cached_tokens: 400 },
        output_tokens: 100,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 1_100,
      },
    },
    600 * 2.5 + 400 * 1.25 + 1_000,
  ],
  [
    'LiteLLM for Anthropic',
    {
      model: 'anthropic/claude-sonnet-4-5',
      usage: {
        prompt_tokens: 10_003,
        completion_tokens: 100,
        total_tokens: 10_103,
        cache_read_input_tokens: 10_000,
        cache_creation_input_tokens: 0,
        prompt_tokens_details: { cached_tokens: 10_000 },
      },
    },
    4_509,
  ],
  [
    'LiteLLM’s log',
    {
      model: 'gpt-4o',
      custom_llm_provider: 'openai',
      prompt_tokens: 1_000,
      completion_tokens: 100,
      total_tokens: 1_100,
      metadata: {
        usage_object: {
          prompt_tokens: 1_000,
          completion_tokens: 100,
          prompt_tokens_details: { cached_tokens: 400 },
        },
      },
    },
    600 * 2.5 + 400 * 1.25 + 1_000,
  ],
  [
    'Google',
    {
      modelVersion: 'gemini-2.5-flash',
      usageMetadata: {
        promptTokenCount: 1_000,
        cachedContentTokenCount: 400,
        candidatesTokenCount: 100,
        thoughtsTokenCount: 300,
        totalTokenCount: 1_400,
      },
    },
    600 * 0.3 + 400 * 0.03 + 400 * 2.5,
  ],
  [
    'Google’s Python',
    {
      model: 'gemini-2.5-flash',
      usage_metadata: {
        prompt_token_count: 1_000,
        candidates_token_count: 100,
        thoughts_token_count: 300,
        prompt_tokens_details: [
          { modality: 'AUDIO', token_count: 200 },
          { modality: 'TEXT', token_count: 800 },
        ],
      },
    },
    800 * 0.3 + 200 * 1 + 400 * 2.5,
  ],
  [
    'LangChain',
    {
      model: 'claude-sonnet-4-5',
      usage_metadata: {
        input_tokens: 10_003,
        output_tokens: 100,
        total_tokens: 10_103,
        input_token_details: { cache_read: 10_000, cache_creation: 0 },
      },
    },
    4_509,
  ],
  [
    'Bedrock’s Converse',
    {
      model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      usage: {
        inputTokens: 1_000,
        outputTokens: 100,
        totalTokens: 1_700,
        cacheReadInputTokens: 400,
        cacheWriteInputTokens: 200,
      },
    },
    1_000 * 1.1 + 400 * 0.11 + 200 * 1.375 + 100 * 5.5,
  ],
  [
    'the AI SDK',
    {
      model: 'gpt-4o',
      usage: {
        inputTokens: 1_000,
        outputTokens: 100,
        totalTokens: 1_100,
        cachedInputTokens: 400,
        reasoningTokens: 50,
      },
    },
    600 * 2.5 + 400 * 1.25 + 1_000,
  ],
  [
    'DeepSeek',
    {
      model: 'deepseek-chat',
      usage: {
        prompt_tokens: 1_000,
        completion_tokens: 0,
        prompt_cache_hit_tokens: 1_000,
        prompt_cache_miss_tokens: 0,
      },
    },
    70,
  ],
  [
    'xAI, with reasoning beside the completion',
    {
      model: 'xai/grok-3-mini',
      usage: {
        prompt_tokens: 1_000,
        completion_tokens: 100,
        total_tokens: 1_150,
        completion_tokens_details: { reasoning_tokens: 50 },
      },
    },
    300 + 150 * 0.5,
  ],
  [
    'Cohere',
    {
      model: 'command-r-08-2024',
      usage: { billed_units: { input_tokens: 1_000, output_tokens: 100 }, tokens: { input_tokens: 1_500 } },
    },
    150 + 60,
  ],
  [
    'an hour’s cache of Anthropic',
    {
      model: 'claude-haiku-4-5',
      usage: {
        input_tokens: 0,
        output_tokens: 0,
        cache_creation_input_tokens: 300,
        cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
      },
    },
    100 * 1.25 + 200 * 2,
  ],
  ['an embedding', { model: 'text-embedding-3-small', usage: { prompt_tokens: 20, total_tokens: 20 } }, 0.4],
])('3.5 the usage of %s is billed as its provider bills it', (_, data, expected) => {
  expect(cost(data)).toBeCloseTo(expected, 6);
});

it('3.5 the price of long prompts depends on all input, with what is cached', () => {
  const data = { model: 'gemini-2.5-pro', outputTokens: 0, cachedInputTokens: 150_000 };
  expect(cost({ ...data, inputTokens: 200_000 })).toBeCloseTo(50_000 * 1.25 + 150_000 * 0.125, 6);
  expect(cost({ ...data, inputTokens: 200_001 })).toBeCloseTo(50_001 * 2.5 + 150_000 * 0.25, 6);
});

it.each([
  { inputTokens: '1000000', outputTokens: 10 },
  { inputTokens: -1, outputTokens: 10 },
  { inputTokens: 10, outputTokens: 10, cachedInputTokens: 'many' },
  { usage: { prompt_tokens: 10, completion_tokens: {} } },
  { usage: { input_tokens: 10, output_tokens: true } },
  { usage: { input_tokens: 10, output_tokens: 1, cache_creation_input_tokens: '5' } },
  { usageMetadata: { promptTokenCount: '5', candidatesTokenCount: 5 } },
  { usage: { total_tokens: 500 } },
])('3.5 %j, in which a count is no number, makes the cost unknown and not zero', (data) => {
  expect(cost({ model: 'gpt-4o', ...data })).toMatchObject({ model: 'gpt-4o', reason: 'usage' });
});

it.each([{}, { usage: 'much' }, { usage: [] }, { usage: { cpu: 4 } }, { inputTokens: null }])(
  '3.5 %j carries no usage',
  (data) => {
    expect(readUsage(data)).toBeUndefined();
  },
);

it('3.5 parts are never more than their whole, whatever is reported', () => {
  const count = fc.nat(10_000);
  const names = [
    'inputTokens',
    'outputTokens',
    'cachedInputTokens',
    'cacheWriteInputTokens',
    'reasoningTokens',
    'inputAudioTokens',
    'outputAudioTokens',
    'totalTokens',
  ];
  fc.assert(
    fc.property(
      fc.record(Object.fromEntries(names.map((name) => [name, count])), { requiredKeys: ['inputTokens'] }),
      (data) => {
        const usage = readUsage(data);
        if (usage === undefined || usage === 'unclear') throw new Error('There is usage');
        expect(usage.cachedInput + usage.cacheWrite).toBeLessThanOrEqual(usage.input);
        expect(usage.inputAudio + usage.inputImage).toBeLessThanOrEqual(usage.input);
        expect(usage.reasoning).toBeLessThanOrEqual(usage.output);
        expect(usage.outputAudio + usage.outputImage).toBeLessThanOrEqual(usage.output);
        expect(typeof cost({ model: 'gemini-2.5-flash', ...data })).toBe('number');
      },
    ),
  );
});
