import type { LocalContext } from '../context';
import { sendMessage } from '../sqs/send';
import { type Failure, permitted } from './attempt';
import type { Target } from './rules';
import { type DeliveryRow, eventTables } from './tables';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 600_000;

/** After a failed attempt: a later retry, or the target's dead-letter queue. */
export async function settle(
  local: LocalContext,
  row: DeliveryRow,
  target: Target,
  failure: Failure,
): Promise<void> {
  const now = local.clock.now();
  const exhausted = exhaustedCondition(row, target, now);
  if (!failure.retriable) return bury(local, row, target, failure);
  if (exhausted) return bury(local, row, target, failure, exhausted);
  eventTables(local.store).run(
    'UPDATE events_deliveries SET retries = retries + 1, due_at = ? WHERE seq = ?',
    now + backoff(local, row.retries),
    row.seq,
  );
}

export const forget = (local: LocalContext, row: DeliveryRow): void =>
  void eventTables(local.store).run('DELETE FROM events_deliveries WHERE seq = ?', row.seq);

function exhaustedCondition(row: DeliveryRow, target: Target, now: number): string | undefined {
  if (row.retries >= target.maximumRetryAttempts) return 'MaximumRetryAttempts';
  return now - row.accepted_at >= target.maximumEventAgeInSeconds * 1000
    ? 'MaximumEventAgeInSeconds'
    : undefined;
}

/** Exponential with jitter; AWS publishes no figures, only that 185 retries take a day. */
const backoff = (local: LocalContext, retries: number): number =>
  Math.round(Math.min(FIRST_RETRY_MS * 2 ** retries, LONGEST_RETRY_MS) * (0.5 + local.random() / 2));

/** The event as it was, with the attributes that "Using dead-letter queues" of the EventBridge user guide lists. */
async function bury(
  local: LocalContext,
  row: DeliveryRow,
  target: Target,
  failure: Failure,
  exhausted?: string,
): Promise<void> {
  const refused = target.deadLetterArn
    ? await permitted(local, row.rule, 'sqs:SendMessage', target.deadLetterArn)
    : failure;
  local.store.transaction(() => {
    forget(local, row);
    if (!target.deadLetterArn || refused) {
      local.report(`EventBridge dropped an event of ${row.rule} for ${target.arn}: ${failure.code}`);
      return;
    }
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    sendMessage(local, target.deadLetterArn, {
      body: row.event,
      attributes: {
        RULE_ARN: text(row.rule),
        TARGET_ARN: text(target.arn),
        ERROR_CODE: text(failure.code),
        ERROR_MESSAGE: text(failure.message || failure.code),
        RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(row.retries) },
        ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: text(exhausted) }),
      },
    });
  });
}
