import type { EventView } from '../event/read-entry';
import { listPrice } from './list-price';
import { modelName, type ModelName } from './model-name';
import { microUsdOfCost } from './dollars';
import { NO_OWN_PRICES, ownCost, type OwnPrices } from './own-prices';
import { serviceTier, tierFactor } from './service-tier';
import { readUsage, usageFields, type Usage } from './usage';

/** Why nobody knows what an event has cost: no model is named; it has no price; a count is no number; no price of this tier. */
export const UNKNOWN_REASONS = ['model', 'price', 'usage', 'serviceTier'] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

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
 * What an event has cost (SEMANTICS 3.5): its own cost, else by model and usage; the project's own prices come
 * before the price list. Only `llm.request.*` carry usage, as sums that agents report of whole runs would count it again.
 */
export function costOf(
  type: string,
  data: EventView,
  timeMs: number,
  prices: OwnPrices = NO_OWN_PRICES,
): Cost {
  if (!type.startsWith(COSTLY)) return undefined;
  const own = data['costMicroUsd'] ?? undefined;
  if (isAmount(own)) return own;
  if (own !== undefined) return { ...named(data), reason: 'usage' };
  const inDollars = ownDollars(data);
  if (typeof inDollars === 'number') return inDollars;
  const usage = readUsage(data);
  if (usage === undefined) return inDollars && { ...named(data), reason: 'usage' };
  return byUsage(usage, data, timeMs, prices);
}

function byUsage(usage: Usage | 'unclear', data: EventView, timeMs: number, prices: OwnPrices): Cost {
  const given = givenName(data);
  const name = named(data);
  if (usage === 'unclear') return { ...name, reason: 'usage' };
  if (!given || name.model === '') return { ...name, reason: 'model' };
  return priced({ given, name, usage, timeMs, prices, data });
}

/** Which model an event names; undefined if none. */
export function modelOf(data: EventView): ModelName | undefined {
  const given = givenName(data);
  return given && modelName(given.model, given.provider);
}

const named = (data: EventView): ModelName => modelOf(data) ?? { model: '' };

/** What makes that an event has no cost at all: its type, an amount without a unit, or no usage. */
export type NoCost = 'type' | 'data.cost' | 'data.usage';
export const NO_COSTS: readonly NoCost[] = ['type', 'data.cost', 'data.usage'];

/** Of an event for which `costOf` answers undefined. */
export function whyNoCost(type: string, data: EventView): NoCost {
  if (!type.startsWith(COSTLY)) return 'type';
  return (data['cost'] ?? undefined) === undefined ? 'data.usage' : 'data.cost';
}

const COSTLY = 'llm.request.';
const IN_DOLLARS = ['costUsd', 'cost_usd', 'total_cost_usd'];

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** In micro-dollars, what the event says in dollars; `cost` alone says no unit, and is not read. */
function ownDollars(data: EventView): number | 'unclear' | undefined {
  const said = IN_DOLLARS.map((name) => data[name]).filter((value) => value !== undefined && value !== null);
  if (said.length === 0) return undefined;
  const found = said.find(isAmount);
  const micro = found === undefined ? NaN : microUsdOfCost(found);
  return Number.isFinite(micro) ? rounded(micro) : 'unclear';
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
