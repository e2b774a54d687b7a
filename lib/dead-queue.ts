import { Duration, Validations } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { HouseAlarm } from './constructs/house-alarm';
import { HouseQueue } from './constructs/house-queue';
import type { Stage } from './stage';

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
    metric: messagesIn(queue),
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
function messagesIn(queue: HouseQueue): MathExpression {
  return new MathExpression({
    expression: 'visible + hidden',
    label: 'Messages in the dead queue',
    period: Duration.minutes(5),
    usingMetrics: {
      visible: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      hidden: queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum' }),
    },
  });
}
