import type { SQSRecord } from 'aws-lambda';

/**
 * Where a dead message comes from: `event` has not been routed, `monitor` has not been counted. `tick` is a run of the
 * schedule: the next minute makes up for it.
 */
export interface Origin {
  kind: 'event' | 'delivery' | 'monitor' | 'tick';
  reason: string;
}

/** The queues whose redrive policy leads to the dead queue. */
export interface Queues {
  route: string;
  deliver: readonly string[];
  monitor: string;
}

/**
 * Tells the origin of a message from its attributes: SQS names the queue that it was moved from, EventBridge the rule
 * and the error of a target, Lambda the request of an asynchronous invocation. Throws if it is none of these: what
 * cannot be buried stays in the queue, where an alarm sees it.
 */
export function originOf({ attributes, messageAttributes, body }: SQSRecord, queues: Queues): Origin {
  const source = attributes.DeadLetterQueueSourceArn;
  if (source === queues.route) return { kind: 'event', reason: 'routing_failed' };
  if (source !== undefined && queues.deliver.includes(source))
    return { kind: 'delivery', reason: 'delivery_failed' };
  if (source === queues.monitor) return { kind: 'monitor', reason: 'monitoring_failed' };
  const value = (name: string): string | undefined => messageAttributes[name]?.stringValue;
  if (value('RULE_ARN') !== undefined) {
    const reason = `bus_${(value('ERROR_CODE') ?? 'error').toLowerCase()}`;
    if (isTick(body)) return { kind: 'tick', reason };
    return { kind: value('TARGET_ARN') === queues.monitor ? 'monitor' : 'event', reason };
  }
  if (value('RequestID') !== undefined)
    return { kind: 'tick', reason: value('ErrorMessage') ?? 'sweep_failed' };
  throw new Error(`A dead message of unknown origin${source ? ` (${source})` : ''}`);
}

function isTick(body: string): boolean {
  return (JSON.parse(body) as { source?: unknown } | null)?.source === 'aws.events';
}
