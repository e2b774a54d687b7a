import { Duration } from 'aws-cdk-lib';
import { EventBus, type IRuleTarget, Match, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** The `Source` of every entry that Tocsin publishes. */
const SOURCE = 'tocsin';

/** What the sweep says over the bus once a minute; only the monitor queue wants it. */
export const TICK = 'tocsin.tick';

export function createBus(scope: Construct): EventBus {
  return new EventBus(scope, 'Bus', {
    description: 'Events that agents report, and those that Tocsin makes',
  });
}

/**
 * Every event of the bus into a queue, except those of the types `except`. What the queue does not take for a day goes to
 * the dead queue.
 */
export function sendToQueue(
  bus: EventBus,
  id: string,
  queue: Queue,
  deadQueue: Queue,
  except: string[] = [],
): Rule {
  return new Rule(bus, id, {
    eventBus: bus,
    eventPattern: {
      source: [SOURCE],
      ...(except.length > 0 && { detailType: Match.anythingBut(...except) }),
    },
    targets: [toQueue(queue, deadQueue)],
  });
}

/**
 * The project, so that each is a tenant of the fair queue: the backlog of one does not delay the others (docs/adr/0022).
 * A path into the event; EventBridge takes its value for each message.
 */
const MESSAGE_GROUP = '$.detail.project';

/** As the CDK's SqsQueue, but without its rights to read what the queues are like: EventBridge only sends. */
const toQueue = (queue: Queue, deadQueue: Queue): IRuleTarget => ({
  bind: ({ ruleRef: { ruleArn } }) => {
    for (const each of [queue, deadQueue]) each.addToResourcePolicy(sendFrom(ruleArn, each));
    return {
      arn: queue.queueArn,
      sqsParameters: { messageGroupId: MESSAGE_GROUP },
      deadLetterConfig: { arn: deadQueue.queueArn },
      retryPolicy: {
        maximumRetryAttempts: 185,
        maximumEventAgeInSeconds: Duration.hours(24).toSeconds(),
      },
      targetResource: queue,
    };
  },
});

const sendFrom = (ruleArn: string, { queueArn }: Queue): PolicyStatement =>
  new PolicyStatement({
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } },
  });
