import { numberOf, recoveryNumber } from '../alert/thresholds';
import { comparesMoney, hasMoneyFloor, moneyOf, sumsMoney } from '../monitor/money';
import type { Threshold } from '../monitor/monitor';
import { dollarsOf, usdOf } from '../price/dollars';
import type { FieldError } from '../problem';
import { numberOfAmount, type Amount } from './amount';
import type { GivenThreshold, NewMonitor } from './monitor';

type NumericThreshold = {
  [Name in keyof GivenThreshold]: Name extends 'severity' ? GivenThreshold[Name] : number | undefined;
};

/** A new monitor with its amounts in the value's own unit, which of money is micro-dollars. */
export interface NumericMonitor extends Omit<NewMonitor, 'limit' | 'minValue' | 'thresholds'> {
  limit?: number | undefined;
  minValue?: number | undefined;
  thresholds: NumericThreshold[];
}

const AMOUNTS = ['atLeast', 'below', 'recoverAt'] as const;

export function numericMonitor({ limit, minValue, thresholds, ...given }: NewMonitor): NumericMonitor {
  return {
    ...given,
    ...(limit !== undefined && { limit: numberOfAmount(limit) }),
    ...(minValue !== undefined && { minValue: numberOfAmount(minValue) }),
    thresholds: thresholds.map((threshold) => ({
      ...threshold,
      ...Object.fromEntries(
        AMOUNTS.flatMap((name) => {
          const given = threshold[name];
          return given === undefined ? [] : [[name, numberOfAmount(given)]];
        }),
      ),
    })) as NumericThreshold[],
  };
}

interface GivenAmount {
  pointer: string;
  given: Amount | undefined;
  /** Why it is no money; undefined if it is. */
  noMoney: string | undefined;
}

/** Less than this in bare micro-dollars is likely to be meant as dollars. */
const CENT = 10_000;
const NO_MONEY =
  'must be a number: dollars go with values made of "cost", and what this monitor compares is not money';
const PERCENT = 'must be a number: with "atPercent" it is a percentage';

/** Dollars for what is no money, and numbers of micro-dollars so small that dollars must have been meant. */
export const amountProblems = (monitor: NewMonitor): FieldError[] =>
  amountsOf(monitor).flatMap(({ pointer, given, noMoney }) => {
    if (given === undefined) return [];
    if (noMoney !== undefined) return typeof given === 'number' ? [] : [{ pointer, detail: noMoney }];
    if (pointer === '/limit' && numberOfAmount(given) <= 0)
      return [{ pointer, detail: 'must be more than 0' }];
    const isTooSmall = sumsMoney(monitor) && typeof given === 'number' && given > 0 && given < CENT;
    return isTooSmall ? [{ pointer, detail: smallAdvice(given) }] : [];
  });

function amountsOf(monitor: NewMonitor): GivenAmount[] {
  const compared = comparesMoney(monitor) ? undefined : NO_MONEY;
  return [
    { pointer: '/limit', given: monitor.limit, noMoney: compared },
    { pointer: '/minValue', given: monitor.minValue, noMoney: hasMoneyFloor(monitor) ? undefined : NO_MONEY },
    ...monitor.thresholds.flatMap((threshold, index) =>
      AMOUNTS.map((name) => ({
        pointer: `/thresholds/${index}/${name}`,
        given: threshold[name],
        noMoney: name === 'recoverAt' && threshold.atPercent !== undefined ? PERCENT : compared,
      })),
    ),
  ];
}

function smallAdvice(micro: number): string {
  const dollars = (micro / 1e6).toFixed(Number.isInteger(micro) ? 6 : 9);
  const really = Number.isInteger(micro) ? `; for $${dollars} write {"usd": ${dollars}}` : '';
  return `is ${micro} micro-dollars ($${dollars}); for $${micro} write {"usd": ${micro}}${really}`;
}

const TOO_FAR = 1e-3;

/** An amount that is turned into dollars or cents could not be told from micro-dollars. */
export function unitProblems({ value }: NewMonitor): FieldError[] {
  const money = moneyOf(value);
  return money && money.factor <= TOO_FAR
    ? [
        {
          pointer: '/value',
          detail:
            'must not be turned into dollars: it stays in micro-dollars, and limits and thresholds are given as {"usd": 5}',
        },
      ]
    : [];
}

interface Amounts {
  kind: NewMonitor['kind'];
  value?: string | undefined;
  limit?: number | undefined;
  minValue?: number | undefined;
  thresholds: Threshold[];
}

const given = (amount: number) => dollarsOf(amount) ?? amount;

/** Settings whose money is as it would be given, so that it is taken for what it is. */
export function inDollars<Settings extends Amounts>(settings: Settings) {
  const { limit, minValue, thresholds } = settings;
  return {
    ...settings,
    ...(minValue !== undefined && hasMoneyFloor(settings) && { minValue: given(minValue) }),
    ...(comparesMoney(settings) && {
      ...(limit !== undefined && { limit: given(limit) }),
      thresholds: thresholds.map((threshold) => thresholdInDollars(threshold)),
    }),
  };
}

const thresholdInDollars = (threshold: Threshold) =>
  'atPercent' in threshold
    ? threshold
    : Object.fromEntries(
        Object.entries(threshold).map(([name, value]) => [
          name,
          typeof value === 'number' ? given(value) : value,
        ]),
      );

/** What an answer adds to a monitor's numbers, if they are money. */
export function dollarView(settings: Amounts) {
  const { limit, minValue, thresholds } = settings;
  if (hasMoneyFloor(settings)) return minValue === undefined ? {} : { minValueUsd: usdOf(minValue) };
  if (!comparesMoney(settings)) return {};
  return {
    ...(limit !== undefined && { limitUsd: usdOf(limit) }),
    thresholdsUsd: thresholds.map((threshold) => ({
      at: usdOf(numberOf(threshold, settings)),
      ...(threshold.recoverAt !== undefined && { recoverAt: usdOf(recoveryNumber(threshold, settings)) }),
    })),
  };
}
