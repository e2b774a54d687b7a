import { Duration, Validations } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { HouseAlarm } from './house-alarm';
import { HouseFunction, type HouseFunctionProps } from './house-function';
import { HouseQueue } from './house-queue';

interface QueueFunctionProps extends Omit<HouseFunctionProps, 'deadQueue'> {
  deadQueue: Queue;
  /** Invocations at once, 2 to 1,000. */
  maximumConcurrency: number;
}

const RETENTION = Duration.days(4);
const BACKLOG = Duration.minutes(15);

/** A function, a queue that feeds it, the way from there to the dead queue, and alarms on failure and backlog. */
export class QueueFunction extends Construct {
  readonly function: HouseFunction;
  readonly queue: HouseQueue;

  constructor(
    scope: Construct,
    id: string,
    private props: QueueFunctionProps,
  ) {
    super(scope, id);
    const { deadQueue: _, maximumConcurrency, ...rest } = props;
    this.function = new HouseFunction(this, 'Function', rest);
    this.queue = this.addQueue('Queue', maximumConcurrency);
  }

  /** Another queue that feeds the same function, with pollers of its own. */
  addQueue(id: string, maximumConcurrency: number): HouseQueue {
    const queue = new HouseQueue(this, id, {
      consumerTimeout: Duration.seconds(this.props.timeoutSeconds),
      retention: RETENTION,
      deadQueue: this.props.deadQueue,
    });
    consume(this.function, queue, maximumConcurrency);
    this.alarmOnBacklog(queue);
    return queue;
  }

  private alarmOnBacklog(queue: HouseQueue): void {
    new HouseAlarm(queue, 'Backlog', {
      stage: this.props.stage,
      metric: queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      atLeast: BACKLOG.toSeconds(),
      periods: 1,
      what: `Messages have waited in ${queue.node.path} for ${BACKLOG.toMinutes()} minutes or more`,
      hurts: this.props.hurts,
      runbook: 'a-queue-falls-behind',
    });
  }
}

/** Feeds a function from a queue, ten messages at a time; the function names the messages that failed. */
export function consume(fn: HouseFunction, queue: Queue, maximumConcurrency: number): void {
  fn.addEventSource(
    new SqsEventSource(queue, {
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: maximumConcurrency,
    }),
  );
  Validations.of(fn).acknowledge({
    id: 'Serverless::Serverless-LambdaEventSourceMappingDestination',
    reason: 'Lambda has no failure destination for SQS; the queue itself redrives to the dead queue.',
  });
}
