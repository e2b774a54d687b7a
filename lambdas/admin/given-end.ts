import * as z from 'zod';
import { InvalidInput } from '../../core/configuration/errors';
import { DURATION_RULE, durationMs } from '../../core/duration';
import { givenTime } from './fields';

/** When something ends that begins at `now`, epoch ms. */
type End = (now: number) => number;

const DURATIONS = '`90m`, `24h` or `7d`';

const until = z
  .string()
  .transform((text, { issues }): End => {
    const ms = durationMs(text);
    if (ms !== undefined) return (now) => now + ms;
    const time = givenTime.safeParse(text);
    if (time.success) return () => time.data;
    const message =
      'must be a time as RFC 3339 writes it, e.g. "2026-01-31T12:00:00Z", or a duration such as "90m", "24h" or "7d"';
    issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  })
  .meta({
    description: `When it ends by itself: RFC 3339, or how long from now, such as ${DURATIONS}`,
    example: '2026-02-01T12:00:00Z',
  });

const duration = z
  .string()
  .transform((text, { issues }): End => {
    const ms = durationMs(text);
    if (ms !== undefined) return (now) => now + ms;
    issues.push({ code: 'custom', input: text, message: DURATION_RULE });
    return z.NEVER;
  })
  .meta({ description: `Instead of \`until\`: how long from now, such as ${DURATIONS}`, example: '2h' });

/** The two ways to say in a request when something ends; `requireEnd` says which there must be. */
export const endFields = { until: until.optional(), for: duration.optional() };

export interface GivenEnd {
  until?: End | undefined;
  for?: End | undefined;
}

/** A check of an object with `endFields`: one of both, or none where an end is a choice. */
export const requireEnd =
  (choice: 'required' | 'optional') =>
  ({ value, issues }: z.core.ParsePayload<GivenEnd>): void => {
    const given = [value.until, value.for].filter((end) => end !== undefined).length;
    if (given === 2)
      issues.push({
        ...{ code: 'custom', input: value, path: ['for'] },
        message: 'must not be given with "until": both say when it ends',
      });
    if (given === 0 && choice === 'required')
      issues.push({
        ...{ code: 'custom', input: value, path: ['until'] },
        message: 'is required: a time, or a duration such as "2h" (or "for" with a duration)',
      });
  };

/**
 * Epoch ms; `Infinity` if none was given. Throws `InvalidInput` for an end that does not lie ahead: what is over would do
 * nothing.
 */
export function endOf(given: GivenEnd, now: number, mostMs = Infinity): number {
  const end = (given.until ?? given.for)?.(now) ?? Infinity;
  if (end > now && end <= now + mostMs) return end;
  const most = mostMs === Infinity ? '' : `, by at most ${mostMs / 86_400_000} days`;
  const pointer = given.until === undefined ? '/for' : '/until';
  throw new InvalidInput([{ pointer, detail: `must lie ahead${most}` }]);
}
