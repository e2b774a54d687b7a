import { Duration } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** The `Source` of every entry that Tocsin publishes. */
const SOURCE = 'tocsin';

export function createBus(scope: Construct): EventBus {
  return new EventBus(scope, 'Bus', {
    description: 'Events that agents report, and those that Tocsin makes',
  });
}

/** Every event of the bus into a queue. What the queue does not take for a day goes to the dead queue. */
export function sendToQueue(bus: EventBus, id: string, queue: Queue, deadQueue: Queue): Rule {
  return new Rule(bus, id, {
    eventBus: bus,
    eventPattern: { source: [SOURCE] },
    targets: [
      new SqsQueue(queue, {
        deadLetterQueue: deadQueue,
        retryAttempts: 185,
        maxEventAge: Duration.hours(24),
      }),
    ],
  });
}
