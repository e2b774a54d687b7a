import { calcPrice, type PriceCalculation } from '@pydantic/genai-prices';
import { listedAs } from './listed';
import type { ModelName } from './model-name';
import type { Usage } from './usage';

/** Dollars for a million tokens of sound, where the price list has only the price of text. */
const AUDIO: Readonly<Record<string, { input: number; output: number }>> = {
  'gpt-4o-audio-preview': { input: 40, output: 80 },
  'gpt-4o-mini-audio-preview': { input: 10, output: 20 },
};
const MILLION = 1_000_000;

/**
 * Dollars by the price list, at the time of the event (epoch ms); undefined if it has no price of this model at this
 * provider, or none for something that was used: what is sold by the hour or the page has no price for its tokens.
 */
export function listPrice({ provider, model }: ModelName, usage: Usage, timeMs: number): number | undefined {
  const listed = provider === undefined ? undefined : listedAs(provider, model);
  if (!listed) return undefined;
  try {
    const options = { provider: listed.provider, timestamp: new Date(timeMs) };
    const found = calcPrice(listUsage(usage), listed.name, options);
    return found ? dollars(found, usage) : undefined;
  } catch {
    // Parts that are said to be more than their whole.
    return undefined;
  }
}

function dollars({ model, model_price: price, total_price, provider }: PriceCalculation, usage: Usage) {
  if (model.id.endsWith(':free') && Object.keys(price).length === 0) return 0;
  if (usage.input > 0 && price['input_mtok'] === undefined) return undefined;
  if (usage.output > 0 && price['output_mtok'] === undefined) return undefined;
  if (price['input_mtok'] === undefined && price['output_mtok'] === undefined) return undefined;
  const audio = audioSurcharge(provider.id, model.id, price, usage);
  return audio === undefined ? undefined : total_price + audio;
}

/** What sound costs more than text, where the list does not say it. OpenAI never sells the two at one price. */
function audioSurcharge(
  provider: string,
  model: string,
  price: PriceCalculation['model_price'],
  { inputAudio, outputAudio }: Usage,
): number | undefined {
  const missing = {
    input: price['input_audio_mtok'] === undefined ? inputAudio : 0,
    output: price['output_audio_mtok'] === undefined ? outputAudio : 0,
  };
  if (missing.input + missing.output === 0 || (provider !== 'openai' && provider !== 'azure')) return 0;
  const [input, output] = [price['input_mtok'], price['output_mtok']];
  const own = Object.hasOwn(AUDIO, model) ? AUDIO[model] : undefined;
  if (!own || typeof input !== 'number' || typeof output !== 'number') return undefined;
  return (missing.input * (own.input - input) + missing.output * (own.output - output)) / MILLION;
}

/** As the list names it. Parts that are not used are left out, as a price of a part needs the count of its whole. */
function listUsage(usage: Usage): Record<string, number> {
  const { input, output, cachedInput, cachedAudio, inputAudio, inputImage } = usage;
  const shared = cachedInput + inputAudio + inputImage;
  return {
    ...{ input_tokens: input, output_tokens: output, cache_read_tokens: cachedInput },
    ...{ cache_write_tokens: usage.cacheWrite, cache_write_1h_tokens: usage.cacheWrite1h },
    ...{ input_audio_tokens: inputAudio, input_image_tokens: inputImage },
    // What is cached and sound (or picture) at once: at least as much as does not fit beside each other.
    cache_audio_read_tokens: Math.max(cachedAudio, inputImage === 0 ? shared - input : 0, 0),
    cache_image_read_tokens: Math.max(inputImage === 0 ? 0 : shared - input, 0),
    ...{ output_reasoning_tokens: usage.reasoning, output_audio_tokens: usage.outputAudio },
    ...{ output_image_tokens: usage.outputImage, web_searches: usage.webSearches },
  };
}
