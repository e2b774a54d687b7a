import { propertyText } from '../property-text';
import type { Target } from './rules';

type Given = Record<string, unknown>;

const KNOWN = ['Arn', 'Id', 'DeadLetterConfig', 'RetryPolicy'];
/** EventBridge's default is also its maximum: 24 hours and 185 retries. */
const RETRY = { attempts: 185, ageSeconds: 86_400 };

/** A target of a rule in the template. Throws for what would change the event on its way, and for other kinds of target. */
export function targetOf(given: Given): Target {
  const unknown = Object.keys(given).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw new Error(`a target's ${unknown} does not exist locally`);
  const arn = String(given['Arn']);
  if (!/^arn:aws:(sqs|lambda):/.test(arn))
    throw new Error(`a target ${arn} does not exist locally, only queues and functions`);
  if (arn.endsWith('.fifo')) throw new Error(`the FIFO queue ${arn} does not exist locally`);
  const retry = (given['RetryPolicy'] ?? {}) as Given;
  const deadLetterArn = propertyText(((given['DeadLetterConfig'] ?? {}) as Given)['Arn']);
  return {
    id: String(given['Id']),
    arn,
    maximumRetryAttempts: within(retry, 'MaximumRetryAttempts', RETRY.attempts, 0, RETRY.attempts),
    maximumEventAgeInSeconds: within(
      retry,
      'MaximumEventAgeInSeconds',
      RETRY.ageSeconds,
      60,
      RETRY.ageSeconds,
    ),
    ...(deadLetterArn !== undefined && { deadLetterArn }),
  };
}

function within(given: Given, name: string, ordinary: number, low: number, high: number): number {
  const value = Number(given[name] ?? ordinary);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new Error(`a target's ${name} must be between ${low} and ${high}`);
}
