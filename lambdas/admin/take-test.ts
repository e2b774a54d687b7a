import { type Allowance, secondsUntilNext } from '../../core/allowance';
import type { Admin } from './admin';
import { HttpFault } from './http/fault';

/** Counts a test that somebody sends by hand. Throws 429 beyond what is allowed. */
export async function takeTest(
  { allowances }: Pick<Admin, 'allowances'>,
  allowance: Allowance,
  by: string,
  now: number,
): Promise<void> {
  if (await allowances.take(allowance, by, 1, now)) return;
  const seconds = secondsUntilNext(allowance, now);
  const whose = by.startsWith('sub_') ? 'subscription' : 'project';
  throw new HttpFault(
    429,
    `A ${whose} may send ${allowance.most} tests in an hour; the next one may be sent in ${seconds} seconds.`,
    { 'retry-after': String(seconds) },
  );
}
