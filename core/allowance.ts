/** So much in each whole hour or day of UTC (SEMANTICS 6.6). */
export interface Allowance {
  what: 'tests' | 'mailRecipients';
  most: number;
  windowMs: number;
}

const HOUR_MS = 3_600_000;

/** Test sends pass by what groups, delays and caps messages: they are for looking, not for sending. */
export const TESTS_OF_SUBSCRIPTION: Allowance = { what: 'tests', most: 10, windowMs: HOUR_MS };
export const TESTS_OF_PROJECT: Allowance = { what: 'tests', most: 60, windowMs: HOUR_MS };

/** The sender and its reputation are shared by all projects. */
export const mailOfProject = (recipientsPerDay: number): Allowance => ({
  ...{ what: 'mailRecipients', most: recipientsPerDay, windowMs: 24 * HOUR_MS },
});

/** Whole seconds until the next window begins, at least one. */
export const secondsUntilNext = ({ windowMs }: Allowance, now: number): number =>
  Math.ceil((windowMs - (now % windowMs)) / 1_000);
