import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readDeliveryMessage, type DeliveryMessage } from '../../core/delivery/message';
import type { Lane } from '../../core/delivery/pace';
import { comingBack } from '../batch';
import { deliveryFields } from '../message-fields';
import type { DeliverTools } from './deliverer';
import { serve } from './serve';
import { SlowLaneShare } from './slow-lane-share';

/** A batch, served endpoint by endpoint; the result of one waits for no other. */
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
  const groups = Map.groupBy(messageIds.keys(), ({ subscription }) => subscription);
  const share = new SlowLaneShare(tools);
  const serving = [...groups.values()].map(async (messages) => {
    for (const [message, failed] of await serve(tools, messages, lane, share)) {
      failures.set(messageIds.get(message) ?? '', failed);
    }
  });
  await Promise.all(serving);
  await share.release();
  const byId = new Map([...messageIds].map(([message, messageId]) => [messageId, message]));
  return comingBack('deliver', failures, (messageId) => {
    const message = byId.get(messageId);
    return message && deliveryFields(message);
  });
}
