import type { Input } from '../context';
import { invalidValue, missing, sqsError } from './errors';
import { integer, optionalText, structure } from './input';
import { attributesSize, messageAttributes } from './message-attributes';
import type { QueueSettings } from './queue';
import type { Outgoing } from './send';

const MAX_DELAY_SECONDS = 900;
const GROUP_ID = /^[\w!-/:-@[-`{-~]{1,128}$/;
// The characters that SQS lets into a message: XML 1.0's.
const ALLOWED = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** A SendMessage request or batch entry, checked, and its size in bytes (body and attributes). */
export function outgoing(input: Input): Outgoing & { size: number } {
  const body = optionalText(input, 'MessageBody');
  if (!body) throw missing('MessageBody');
  if (!ALLOWED.test(body)) {
    throw sqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
    );
  }
  const attributes = messageAttributes(input);
  const delaySeconds = integer(input, 'DelaySeconds', 0, MAX_DELAY_SECONDS);
  const groupId = groupOf(input);
  const traceHeader = traceOf(input);
  return {
    body,
    attributes,
    size: Buffer.byteLength(body) + attributesSize(attributes),
    ...(delaySeconds !== undefined && { delaySeconds }),
    ...(groupId !== undefined && { groupId }),
    ...(traceHeader !== undefined && { traceHeader }),
  };
}

/** Throws if the message is larger than the queue takes. */
export function checkSize(size: number, settings: QueueSettings): void {
  if (size <= settings.maximumMessageSize) return;
  throw invalidValue(
    `One or more parameters are invalid. Reason: Message must be shorter than ${settings.maximumMessageSize} bytes.`,
  );
}

function groupOf(input: Input): string | undefined {
  if (optionalText(input, 'MessageDeduplicationId') !== undefined) {
    throw invalidValue(
      `Value ${optionalText(input, 'MessageDeduplicationId')} for parameter MessageDeduplicationId is invalid. ` +
        `Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  }
  const groupId = optionalText(input, 'MessageGroupId');
  if (groupId !== undefined && !GROUP_ID.test(groupId)) {
    throw invalidValue(
      `Value ${groupId} for parameter MessageGroupId is invalid. ` +
        `Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
    );
  }
  return groupId;
}

function traceOf(input: Input): string | undefined {
  const system = structure(input, 'MessageSystemAttributes');
  const unknown = Object.keys(system).find((name) => name !== 'AWSTraceHeader');
  if (unknown !== undefined) {
    throw invalidValue(`Message system attribute name '${unknown}' is invalid.`);
  }
  return optionalText(structure(system, 'AWSTraceHeader'), 'StringValue');
}
