import { calcPrice } from '@pydantic/genai-prices';
import type { EventView } from '../event/read-entry';

/** Micro-dollars, or the model whose price is not known; undefined for what costs nothing that could be known. */
export type Cost = number | { unknownModel: string } | undefined;

const MICRO = 1_000_000;

/** Tokens are whole and not negative; what says otherwise is no usage. */
const tokens = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

/**
 * What an event has cost (SEMANTICS 3.5): its own `costMicroUsd`, else by model and tokens. Only `llm.request.*` carry
 * usage, as sums that agents report of whole runs would count it again. `inputTokens` include the cached ones, as in
 * OpenTelemetry's conventions for generative AI.
 */
export function costOf(type: string, data: EventView, timeMs: number): Cost {
  if (!type.startsWith('llm.request.')) return undefined;
  const own = tokens(data.costMicroUsd);
  if (own !== undefined) return Math.round(own);
  const input = tokens(data.inputTokens);
  const output = tokens(data.outputTokens);
  if (input === undefined && output === undefined) return undefined;
  const model = typeof data.model === 'string' && data.model !== '' ? data.model : undefined;
  if (model === undefined) return { unknownModel: '' };
  const usage = {
    input_tokens: input ?? 0,
    output_tokens: output ?? 0,
    cache_read_tokens: Math.min(tokens(data.cachedInputTokens) ?? 0, input ?? 0),
  };
  const provider = typeof data.provider === 'string' ? data.provider : undefined;
  const price = priceOf(usage, model, provider, timeMs) ?? priceOf(usage, model, undefined, timeMs);
  return price === undefined ? { unknownModel: model } : Math.round(price * MICRO);
}

/** Dollars; undefined if the model is not known, at this provider or at all. */
function priceOf(
  usage: Parameters<typeof calcPrice>[0],
  model: string,
  providerId: string | undefined,
  timeMs: number,
): number | undefined {
  try {
    const options = { timestamp: new Date(timeMs), ...(providerId !== undefined && { providerId }) };
    return calcPrice(usage, model, options)?.total_price;
  } catch {
    return undefined;
  }
}
