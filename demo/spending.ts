import { calcPrice } from '@pydantic/genai-prices';

interface Usage {
  provider: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
}

interface Spent {
  tokens: number;
  usd: number;
  /** What the same tokens would have cost with the model of the recording. */
  recordedUsd: number;
}

/** What the calls have cost, by model, and what they would have cost had nothing been switched. */
export class Spending {
  readonly models = new Map<string, Spent>();

  /** Throws if the price of a model is not known: better no number than a wrong one. */
  add(posted: Usage, recordedModel: string): void {
    const spent = this.models.get(posted.model) ?? { tokens: 0, usd: 0, recordedUsd: 0 };
    this.models.set(posted.model, {
      tokens: spent.tokens + posted.inputTokens + posted.outputTokens,
      usd: spent.usd + costUsd(posted),
      recordedUsd: spent.recordedUsd + costUsd({ ...posted, model: recordedModel }),
    });
  }

  get savedUsd(): number {
    return [...this.models.values()].reduce((sum, { usd, recordedUsd }) => sum + recordedUsd - usd, 0);
  }
}

function costUsd({ provider, model, inputTokens, outputTokens }: Usage): number {
  const usage = { input_tokens: inputTokens, output_tokens: outputTokens };
  const price = calcPrice(usage, model, { providerId: provider });
  if (!price) throw new Error(`The price of ${model} is not known`);
  return price.total_price;
}
