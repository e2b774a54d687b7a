import { type Column, table } from '../../terminal/table';
import type { Model } from './model';

/** What an agent has spent, as `GET /v1/spend` says. */
export interface Spend {
  requests: number;
  usd: number;
  inputTokens: number;
  outputTokens: number;
}

const COLUMNS: Column[] = [
  ['', 'left'],
  ['calls', 'right'],
  ['input tokens', 'right'],
  ['output tokens', 'right'],
  ['dollars', 'right'],
];

/** What the model has served beside what Tocsin has counted of it. */
export function otelReport({ calls, input, output }: Model['served'], counted: Spend): string {
  const { requests, usd, inputTokens, outputTokens } = counted;
  return table(COLUMNS, [
    ['answered by the model', calls, input, output, ''],
    ['counted by Tocsin', requests, inputTokens, outputTokens, usd.toFixed(6)],
  ]);
}

/** Whether Tocsin has counted what was answered, no more and no less. */
export const isExact = ({ calls, input, output }: Model['served'], counted: Spend): boolean =>
  calls === counted.requests && input === counted.inputTokens && output === counted.outputTokens;
