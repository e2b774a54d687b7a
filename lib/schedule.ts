import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { alarmText } from './constructs/house-alarm';
import type { HouseFunction } from './constructs/house-function';
import type { Stage } from './stage';

const MINUTE = Duration.minutes(1);

/** Runs the sweep every minute. A run that is late is of no use: the next one does its work. */
export function sweepEveryMinute(
  scope: Construct,
  stage: Stage,
  sweep: HouseFunction,
  deadQueue: Queue,
): Rule {
  alarmOnSilence(sweep, stage);
  return new Rule(scope, 'EveryMinute', {
    schedule: Schedule.rate(MINUTE),
    targets: [
      new LambdaFunction(sweep, { deadLetterQueue: deadQueue, retryAttempts: 2, maxEventAge: MINUTE }),
    ],
  });
}

/** The one alarm that rings for want of data: a schedule that has stopped fails nowhere. */
function alarmOnSilence(sweep: HouseFunction, stage: Stage): void {
  sweep.metricInvocations({ period: Duration.minutes(5) }).createAlarm(sweep, 'Silent', {
    threshold: 1,
    evaluationPeriods: 2,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
    alarmDescription: alarmText({
      stage,
      what: 'The sweep has not run for 10 minutes',
      hurts: 'everybody whose delivery waits for a retry, and every job.',
      runbook: 'the-sweep-does-not-run',
    }),
  });
}

/**
 * The sweep sends a tick over the bus to this queue every minute. Without one nothing is declared absent, and no other
 * alarm need ring: a queue that nothing reaches has no backlog.
 */
export function alarmWithoutTicks(monitorQueue: Queue, stage: Stage): void {
  monitorQueue
    .metricNumberOfMessagesSent({ period: Duration.minutes(5), statistic: 'Sum' })
    .createAlarm(monitorQueue, 'Silent', {
      threshold: 1,
      evaluationPeriods: 2,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription: alarmText({
        stage,
        what: 'Not even a tick has reached the monitor queue for 10 minutes',
        hurts: 'owners of monitors: nothing is counted, and no run or agent is declared absent.',
        runbook: 'no-tick-arrives',
      }),
    });
}
