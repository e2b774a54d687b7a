/** What is written in dollars, as an object or as people write it. */
export type Dollars = { usd: number } | string;

const DECIMALS = 6;
const MICRO = 10 ** DECIMALS;
/** What a monitor can count at most, and what a double still tells apart. */
const MOST_MICRO_USD = 1e15;
const MOST_USD = MOST_MICRO_USD / MICRO;
/** The longest text that can be within the bounds has 22 characters. */
export const MAX_DOLLAR_TEXT = 32;

/** `$5`, `$0.50`, `$1,000`, `$1000.123456`. */
export const DOLLAR_TEXT = /^\$(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d{1,6})?$/;

const DECIMAL = /^(\d+)(?:\.(\d+))?$/;

/** Exactly, from the digits: no dollar passes through a division. Undefined for what `dollarsProblem` names. */
export function microUsd(dollars: Dollars): number | undefined {
  const [, whole, fraction = ''] = DECIMAL.exec(digitsOf(dollars)) ?? [];
  if (whole === undefined || fraction.length > DECIMALS) return undefined;
  const micro = Number(whole + fraction.padEnd(DECIMALS, '0'));
  return micro <= MOST_MICRO_USD ? micro : undefined;
}

/** What is wrong with an amount; undefined if nothing is. */
export function dollarsProblem(dollars: Dollars): string | undefined {
  if (typeof dollars === 'string' && !DOLLAR_TEXT.test(dollars))
    return 'must be dollars such as "$5", "$0.50" or "$1,000", or a number without quotes';
  if (microUsd(dollars) !== undefined) return undefined;
  const usd = Number(digitsOf(dollars));
  if (usd < 0) return 'must not be negative';
  if (usd > MOST_USD) return `must be at most ${MOST_USD} dollars`;
  return `must have at most ${DECIMALS} decimals: a micro-dollar is the least`;
}

const digitsOf = (dollars: Dollars): string =>
  typeof dollars === 'string' ? dollars.slice(1).replaceAll(',', '') : String(dollars.usd);

/** For people; of what has no fraction of a micro-dollar, the very number that it was given as. */
export const usdOf = (micro: number): number => micro / MICRO;

/** A cost that an event gives in dollars, however small its fractions; each decimal is kept. */
export function microUsdOfCost(usd: number): number {
  const [digits = '', exponent = '0'] = String(usd).split('e');
  return Number(`${digits}e${Number(exponent) + DECIMALS}`);
}

/** An amount as it can be given; undefined for fractions of a micro-dollar and what is out of bounds. */
export const dollarsOf = (micro: number): { usd: number } | undefined =>
  Number.isInteger(micro) && micro >= 0 && micro <= MOST_MICRO_USD ? { usd: usdOf(micro) } : undefined;
