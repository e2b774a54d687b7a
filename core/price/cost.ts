import type { EventView } from '../event/read-entry';
import { listPrice } from './list-price';
import { modelName, type ModelName } from './model-name';
import { NO_OWN_PRICES, ownCost, type OwnPrices } from './own-prices';
import { serviceTier, tierFactor } from './service-tier';
import { readUsage, usageFields, type Usage } from './usage';

/** Why nobody knows what an event has cost: there is no price; a count is missing or no number; no price of this tier. */
export type UnknownReason = 'price' | 'usage' | 'serviceTier';

export interface UnknownCost {
  /** As its provider names it; empty if the event names none. */
  model: string;
  provider?: string;
  reason: UnknownReason;
}

/** Micro-dollars, with fractions; or why it is not known; undefined for what costs nothing that could be known. */
export type Cost = number | UnknownCost | undefined;

const MICRO = 1_000_000;

/**
 * What an event has cost (SEMANTICS 3.5): its own `costMicroUsd`, else by model and usage; the project's own prices come
 * before the price list. Only `llm.request.*` carry usage, as sums that agents report of whole runs would count it again.
 */
export function costOf(
  type: string,
  data: EventView,
  timeMs: number,
  prices: OwnPrices = NO_OWN_PRICES,
): Cost {
  if (!type.startsWith('llm.request.')) return undefined;
  const own = data['costMicroUsd'] ?? undefined;
  if (typeof own === 'number' && Number.isFinite(own) && own >= 0) return own;
  const usage = readUsage(data);
  if (own === undefined && usage === undefined) return undefined;
  const given = givenName(data);
  const name = modelOf(data) ?? { model: '' };
  if (own !== undefined || usage === undefined || usage === 'unclear') return { ...name, reason: 'usage' };
  if (!given || name.model === '') return { ...name, reason: 'price' };
  return priced({ given, name, usage, timeMs, prices, data });
}

/** Which model an event names; undefined if none. */
export function modelOf(data: EventView): ModelName | undefined {
  const given = givenName(data);
  return given && modelName(given.model, given.provider);
}

/** To steps of 1e-9, in which costs are added up: what is below is noise of floating point. */
const rounded = (microUsd: number): number => Number(microUsd.toFixed(9));

interface Request {
  given: { model: string; provider?: string };
  name: ModelName;
  usage: Usage;
  timeMs: number;
  prices: OwnPrices;
  data: EventView;
}

function priced({ given, name, usage, timeMs, prices, data }: Request): Cost {
  const tier = serviceTier(data, usageFields(data) ?? {});
  const ofTier = tier === undefined ? undefined : prices.find(given, name, tier);
  const usual = ofTier ?? prices.find(given, name, undefined);
  const dollars = usual ? ownCost(usual, usage) : listPrice(name, usage, timeMs);
  if (dollars === undefined) return { ...name, reason: 'price' };
  const factor = ofTier || dollars === 0 ? 1 : tierFactor(tier, name.provider);
  return factor === undefined ? { ...name, reason: 'serviceTier' } : rounded(dollars * factor * MICRO);
}

/** `custom_llm_provider` is LiteLLM's name for it, `modelVersion` Google's for the model. */
function givenName(data: EventView): Request['given'] | undefined {
  const model = [data['model'], data['modelVersion'], data['model_version']].find(isName);
  if (model === undefined) return undefined;
  const provider = data['provider'] ?? data['custom_llm_provider'] ?? undefined;
  // What is no name is not taken for "none": a price of another provider would be wrong.
  if (provider !== undefined && typeof provider !== 'string') return { model, provider: 'unknown' };
  return { model, ...(provider !== undefined && provider.trim() !== '' && { provider }) };
}

const isName = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
