import { propertyText } from '../property-text';
import type { Target } from './rules';

type Given = Record<string, unknown>;

const KNOWN = ['Arn', 'Id', 'DeadLetterConfig', 'RetryPolicy', 'SqsParameters'];
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
  const messageGroupId = groupIdOf(given['SqsParameters'], arn);
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
    ...(messageGroupId !== undefined && { messageGroupId }),
  };
}

/** At most 100 characters, of queues only (SqsParameters of the EventBridge API). */
function groupIdOf(parameters: unknown, arn: string): string | undefined {
  if (parameters === undefined) return undefined;
  const { MessageGroupId: groupId, ...others } = parameters as Given;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Error(`a target's SqsParameters.${unknown} does not exist locally`);
  if (!arn.startsWith('arn:aws:sqs:')) throw new Error("a target's SqsParameters are for queues only");
  const text = String(groupId);
  if (text.length >= 1 && text.length <= 100) return text;
  throw new Error("a target's SqsParameters.MessageGroupId must have 1 to 100 characters");
}

function within(given: Given, name: string, ordinary: number, low: number, high: number): number {
  const value = Number(given[name] ?? ordinary);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new Error(`a target's ${name} must be between ${low} and ${high}`);
}
