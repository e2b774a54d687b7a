import type { Monitor } from './monitor';
import { compileValue, type Money } from './value';

type Settings = Pick<Monitor, 'kind'> & { value?: string | undefined };

export const moneyOf = (value: string | undefined): Money | undefined =>
  value === undefined ? undefined : compileValue(value).money;

/** Whether what is compared with the thresholds, and the limit, are micro-dollars. */
export const comparesMoney = ({ kind, value }: Settings): boolean =>
  (kind === 'sum' || kind === 'average' || kind === 'forecast') && moneyOf(value) !== undefined;

/** `change` compares multiples; what it takes for usual at least is money nonetheless. */
export const hasMoneyFloor = ({ kind, value }: Settings): boolean =>
  kind === 'change' && moneyOf(value) !== undefined;

/** Whether it is a sum of money, of which less than a cent is not likely to be meant; money by event may be as small. */
export const sumsMoney = ({ kind, value }: Settings): boolean =>
  (kind === 'sum' || kind === 'forecast' || kind === 'change') && moneyOf(value)?.isPlain === true;
