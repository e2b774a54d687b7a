import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { KeyRates, Requester } from '../adapters/aws/key-rates';
import { type RateLimits, retryAfterSeconds } from '../core/key-rate';
import { problem } from '../core/problem';
import { problemAnswer } from './ingest/answer';
import { environment } from './environment';
import { logError } from './log';

const TOO_MANY = problem(
  429,
  'This key, or its project, makes more requests than it may; send them again later, or more events in one',
);

export type Throttle = (
  by: Requester,
  request: {
    requestId: string;
    /** How many times it counts. */
    weight: number;
    /** Epoch ms. */
    now: number;
  },
) => Promise<APIGatewayProxyStructuredResultV2 | undefined>;

/**
 * The answer to a request that is beyond the rate of its key or its project, and nothing to one that is within. What cannot be counted is let
 * through: an event is worth more than its count.
 */
export const keyThrottle =
  (rates: Pick<KeyRates, 'take'>): Throttle =>
  async (by, { requestId, weight, now }) => {
    try {
      if (await rates.take(by, weight, now)) return undefined;
    } catch (error) {
      logError('throttle', error, { requestId, key: by.keyId });
      return undefined;
    }
    return problemAnswer(TOO_MANY, requestId, {}, retryAfterSeconds(now));
  };

/** What a key and what a project may ask, by the stage's settings. */
export const rateLimits = (): RateLimits => ({
  key: Number(environment('keyRequestsPerSecond')),
  project: Number(environment('projectRequestsPerSecond')),
});
