import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

interface HouseQueueProps {
  /** Timeout of the function that consumes it; AWS advises a visibility of at least six times that. */
  consumerTimeout: Duration;
  retention: Duration;
  /** Where a message goes after `maxReceiveCount` receives; missing only on the dead queue itself. */
  deadQueue?: Queue;
}

/**
 * Receives that are not attempts (throttling, a crash, an active lease) count too, so this is a net for
 * poison messages only; attempts are counted in the delivery's row.
 */
const MAX_RECEIVE_COUNT = 60;

/** An encrypted standard queue that speaks TLS only. */
export class HouseQueue extends Queue {
  constructor(scope: Construct, id: string, { consumerTimeout, retention, deadQueue }: HouseQueueProps) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(consumerTimeout.toSeconds() * 6),
      retentionPeriod: retention,
      ...(deadQueue && { deadLetterQueue: { queue: deadQueue, maxReceiveCount: MAX_RECEIVE_COUNT } }),
    });
  }
}
