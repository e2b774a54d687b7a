import type { RateLimit } from '../delivery/rate-limit';
import type { Subscription } from '../subscription/subscription';
import { httpKindOf } from './http-kinds';

/** What a destination is sent at most: the owner's limit, or else the vendor's own. */
export function rateLimitOf({
  rateLimit,
  destination,
}: Pick<Subscription, 'rateLimit' | 'destination'>): RateLimit | undefined {
  const perSecond = rateLimit?.perSecond ?? httpKindOf(destination)?.perSecond;
  return perSecond === undefined ? undefined : { perSecond };
}
