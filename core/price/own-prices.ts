import { GEOGRAPHY, modelName, type ModelName } from './model-name';
import { providerId } from './provider';
import type { ServiceTier } from './service-tier';
import type { Usage } from './usage';

/** Dollars for a million tokens of each kind. What is not said costs what its whole costs, except `input` and `output`. */
export interface UsdPerMillion {
  input?: number;
  output?: number;
  cachedInput?: number;
  cacheWrite?: number;
  inputAudio?: number;
  outputAudio?: number;
  reasoning?: number;
}

/** What a project pays for a model: at any provider, if none is named. */
export interface OwnPrice {
  model: string;
  provider?: string;
  serviceTier?: string;
  usdPerMillion: UsdPerMillion;
}

/** A project's own prices, ready to be looked up. */
export interface OwnPrices {
  find(given: { model: string; provider?: string }, name: ModelName, tier: ServiceTier): OwnPrice | undefined;
}

export const NO_OWN_PRICES: OwnPrices = { find: () => undefined };

const keyOf = (model: string, provider = '', tier = ''): string =>
  JSON.stringify([model.trim().toLowerCase(), provider, tier]);

/** What makes two prices one: provider, model and tier, however they are spelled. */
export function ownPriceKey({ model, provider, serviceTier }: Omit<OwnPrice, 'usdPerMillion'>): string {
  const name = modelName(model, provider);
  return keyOf(name.model, name.provider, serviceTier?.trim().toLowerCase());
}

/** An entry is found by the name as it is sent, and by what that name means; one with a provider comes first. */
export function ownPrices(prices: readonly OwnPrice[]): OwnPrices {
  if (prices.length === 0) return NO_OWN_PRICES;
  const found = new Map<string, OwnPrice>();
  for (const price of prices) {
    const { model, provider, serviceTier } = price;
    const tier = serviceTier?.trim().toLowerCase();
    found.set(keyOf(model, provider === undefined ? undefined : providerId(provider), tier), price);
    // Without a provider it is of that name wherever it is used, even if only its maker sells it.
    const name = provider === undefined ? ownName(model) : modelName(model, provider);
    found.set(keyOf(name.model, name.provider, tier), price);
  }
  return {
    find(given, name, tier) {
      const provider = given.provider === undefined ? name.provider : providerId(given.provider);
      const keys = [
        keyOf(given.model, provider, tier),
        keyOf(name.model, name.provider, tier),
        keyOf(withoutGeography(name), name.provider, tier),
        keyOf(given.model, undefined, tier),
        keyOf(name.model, undefined, tier),
      ];
      return keys.map((key) => found.get(key)).find((price) => price !== undefined);
    },
  };
}

/** `openai/gpt-4o` names its provider; `gpt-4o` does not. */
function ownName(model: string): ModelName {
  const name = modelName(model);
  return name.model === model.trim().toLowerCase() ? { model: name.model } : name;
}

/** `us.anthropic.claude-…` costs what `anthropic.claude-…` costs, if nothing else is said. */
const withoutGeography = ({ provider, model }: ModelName): string =>
  provider === 'aws' ? model.replace(GEOGRAPHY, '') : model;

const MILLION = 1_000_000;

/** Dollars; undefined if something was used whose price is not said. */
export function ownCost({ usdPerMillion: price }: OwnPrice, usage: Usage): number | undefined {
  const { cachedInput, cacheWrite, reasoning } = usage;
  const { input = NaN, output = NaN } = price;
  const sound = {
    // What is cached is not paid as sound as well.
    input: Math.min(
      usage.inputAudio - Math.min(usage.cachedAudio, usage.inputAudio),
      usage.input - cachedInput - cacheWrite,
    ),
    output: Math.min(usage.outputAudio, usage.output - reasoning),
  };
  const parts: [number, number][] = [
    [usage.input - cachedInput - cacheWrite - sound.input, input],
    [cachedInput, price.cachedInput ?? input],
    [cacheWrite, price.cacheWrite ?? input],
    [sound.input, price.inputAudio ?? input],
    [usage.output - reasoning - sound.output, output],
    [reasoning, price.reasoning ?? output],
    [sound.output, price.outputAudio ?? output],
  ];
  const dollars = parts.reduce(
    (sum, [tokens, each]) => (tokens === 0 ? sum : sum + (tokens * each) / MILLION),
    0,
  );
  return Number.isFinite(dollars) ? dollars : undefined;
}
