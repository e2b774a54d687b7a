import { Duration, Validations } from 'aws-cdk-lib';
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { HouseAlarm } from './constructs/house-alarm';
import { HouseQueue } from './constructs/house-queue';
import type { Stage } from './stage';

const PERIOD = Duration.minutes(5);

/**
 * Where everything ends up that a queue, a rule target or the schedule could not get rid of. `bury` empties it.
 * A message keeps its first enqueue time when it moves here, so the retention is longer than that of any source.
 */
export function createDeadQueue(scope: Construct, stage: Stage, buryTimeoutSeconds: number): HouseQueue {
  const queue = new HouseQueue(scope, 'DeadQueue', {
    consumerTimeout: Duration.seconds(buryTimeoutSeconds),
    retention: Duration.days(14),
  });
  new HouseAlarm(queue, 'NotEmpty', {
    stage,
    metric: allMessagesIn(queue),
    atLeast: 1,
    periods: 3,
    what: 'Messages stay in the dead queue: they could not be buried as dead letters',
    hurts:
      'owners of events or deliveries that are neither done nor listed as dead letters. Lost after 14 days.',
    runbook: 'the-dead-queue-is-not-empty',
  });
  Validations.of(queue).acknowledge({
    id: 'Serverless::Serverless-SQSRedrivePolicy',
    reason: 'It is the end of the line: what cannot be buried stays, and the alarm rings.',
  });
  return queue;
}

/** Hidden messages count: one that fails to be buried again and again is hardly ever visible. */
function allMessagesIn(queue: HouseQueue): MathExpression {
  return new MathExpression({
    expression: 'visible + hidden',
    label: 'Messages in the dead queue',
    period: PERIOD,
    usingMetrics: messagesIn(queue),
  });
}

/** How many wait, and how many are being worked on or have just failed. */
export const messagesIn = (queue: HouseQueue): Record<'visible' | 'hidden', Metric> => ({
  visible: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: PERIOD }),
  hidden: queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum', period: PERIOD }),
});
