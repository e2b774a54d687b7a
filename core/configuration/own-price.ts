import * as z from 'zod';
import { isPlain, PLAIN_RULE } from '../plain-text';
import { ownPriceKey } from '../price/own-prices';

export const MAX_PRICES = 200;
/** A model that costs more for a million tokens is a slip of the pen. */
const MAX_USD = 1_000_000;

/** Below, nothing would be left of a price in the steps in which costs are added up. */
const MIN_USD = 1e-9;

const usd = z
  .number()
  .min(0)
  .max(MAX_USD)
  .refine((price) => price <= 0 || price >= MIN_USD, `must be 0 or at least ${MIN_USD}`);
const text = (max: number) => z.string().trim().min(1).max(max).refine(isPlain, PLAIN_RULE);

const usdPerMillion = z
  .strictObject({
    input: usd.exactOptional().meta({ description: 'Input tokens. 0 says that they are free' }),
    output: usd.exactOptional().meta({ description: 'Output tokens' }),
    cachedInput: usd
      .exactOptional()
      .meta({ description: 'Input that was read from a cache; else as `input`' }),
    cacheWrite: usd.exactOptional().meta({ description: 'Input that was written to it; else as `input`' }),
    inputAudio: usd.exactOptional().meta({ description: 'Sound in the input; else as `input`' }),
    outputAudio: usd.exactOptional().meta({ description: 'Sound in the output; else as `output`' }),
    reasoning: usd.exactOptional().meta({ description: 'Reasoning in the output; else as `output`' }),
  })
  .refine(({ input, output }) => input !== undefined || output !== undefined, {
    error: 'must have "input", "output" or both; what is used and has no price stays unknown',
  })
  .meta({ description: 'US dollars for a million tokens' });

/** What a project pays for a model. */
export const ownPrice = z
  .strictObject({
    model: text(256).meta({ description: 'As events name it', example: 'our-own-7b' }),
    provider: text(64)
      .exactOptional()
      .meta({ description: 'Only there; else wherever the model runs', example: 'ollama' }),
    serviceTier: text(64)
      .exactOptional()
      .meta({ description: 'Only for requests of this tier, e.g. `priority` or `batch`' }),
    usdPerMillion,
  })
  .meta({ id: 'ModelPrice' });

/** All that a project says about prices. */
export const ownPriceList = z
  .strictObject({
    prices: z
      .array(ownPrice)
      .max(MAX_PRICES)
      .check(({ value, issues }) => {
        const first = new Map<string, number>();
        for (const [index, price] of value.entries()) {
          const key = ownPriceKey(price);
          const other = first.get(key);
          if (other === undefined) first.set(key, index);
          else
            issues.push({
              code: 'custom',
              input: price,
              path: [index],
              message: `must not be of the same model, provider and tier as /prices/${other}`,
            });
        }
      }),
  })
  .meta({ id: 'ModelPrices' });
