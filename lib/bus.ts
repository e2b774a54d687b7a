import { Duration } from 'aws-cdk-lib';
import { EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
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
 * Every event of the bus into a queue, save those of the types `except`. What the queue does not take for a day goes to
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
    targets: [
      new SqsQueue(queue, {
        deadLetterQueue: deadQueue,
        retryAttempts: 185,
        maxEventAge: Duration.hours(24),
      }),
    ],
  });
}
