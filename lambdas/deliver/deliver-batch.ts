import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readDeliveryMessage, type DeliveryMessage } from '../../core/delivery/message';
import type { Lane } from '../../core/delivery/pace';
import { comingBack } from '../batch';
import { deliveryFields } from '../message-fields';
import { deliverToEndpoint } from './deliver-to-endpoint';
import { SlowLaneShare } from './slow-lane-share';
import type { DeliverTools } from './tools';

/** A batch, endpoint by endpoint; the result of one waits for no other. */
export async function deliverBatch(
  tools: DeliverTools,
  { Records }: SQSEvent,
  lane: Lane,
): Promise<SQSBatchResponse> {
  const failures = new Map<string, unknown>();
  const messageIds = new Map<DeliveryMessage, string>();
  for (const { messageId, body } of Records) {
    try {
      messageIds.set(readDeliveryMessage(body), messageId);
    } catch (error) {
      failures.set(messageId, error);
    }
  }
  const share = new SlowLaneShare(tools);
  const byEndpoint = Map.groupBy(messageIds.keys(), ({ subscription }) => subscription);
  const delivering = [...byEndpoint.values()].map(async (messages) => {
    for (const { message, error } of await deliverToEndpoint({ tools, share }, messages, lane))
      failures.set(messageIds.get(message) ?? '', error);
  });
  await Promise.all(delivering);
  await share.release();
  const byId = new Map([...messageIds].map(([message, messageId]) => [messageId, message]));
  return comingBack('deliver', failures, (messageId) => {
    const message = byId.get(messageId);
    return message && deliveryFields(message);
  });
}
