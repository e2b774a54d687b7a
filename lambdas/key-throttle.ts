import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { KeyRates } from '../adapters/aws/key-rates';
import { retryAfterSeconds } from '../core/key-rate';
import { problem } from '../core/problem';
import { problemAnswer } from './ingest/answer';
import { logError } from './log';

const TOO_MANY = problem(
  429,
  'This key makes more requests than it may; send them again later, or more events in one',
);

export type Throttle = (
  keyId: string,
  requestId: string,
  /** Epoch ms. */
  now: number,
) => Promise<APIGatewayProxyStructuredResultV2 | undefined>;

/**
 * The answer to a request that is beyond its key's rate, and nothing to one that is within. What cannot be counted is let
 * through: an event is worth more than its count.
 */
export const keyThrottle =
  (rates: Pick<KeyRates, 'take'>): Throttle =>
  async (keyId, requestId, now) => {
    try {
      if (await rates.take(keyId, now)) return undefined;
    } catch (error) {
      logError('throttle', error, { requestId, key: keyId });
      return undefined;
    }
    return problemAnswer(TOO_MANY, requestId, {}, retryAfterSeconds(now));
  };
