import * as z from 'zod';
import { DOLLAR_TEXT, dollarsProblem, MAX_DOLLAR_TEXT, microUsd, type Dollars } from '../price/dollars';

/** A number in the value's own unit, or dollars. */
export type Amount = number | Dollars;

const FORMS = 'must be a number, or dollars: {"usd": 5} or "$5"';

const usd = z
  .number()
  .check(({ value, issues }) => {
    const message = dollarsProblem({ usd: value });
    if (message !== undefined) issues.push({ code: 'custom', input: value, message, continue: true });
  })
  .meta({ description: 'At most 6 decimals, at most 1,000,000,000' });

const dollars = z.strictObject({ usd }).meta({ id: 'Dollars', example: { usd: 5 } });

const text = z
  .string()
  .max(MAX_DOLLAR_TEXT)
  .check(({ value, issues }) => {
    const message = dollarsProblem(value);
    if (message !== undefined) issues.push({ code: 'custom', input: value, message, continue: true });
  })
  .meta({ pattern: DOLLAR_TEXT.source, example: '$5' });

/** What takes money beside a number. Which of them goes with the monitor's value is `amountProblems`. */
export const amount = (number: z.ZodNumber) => z.union([number, dollars, text], { error: FORMS });

/** In micro-dollars, if it is in dollars. */
export function numberOfAmount(given: Amount): number {
  if (typeof given === 'number') return given;
  const micro = microUsd(given);
  if (micro === undefined) throw new Error(`No schema has checked ${JSON.stringify(given)}`);
  return micro;
}
