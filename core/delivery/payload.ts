import { withData } from '../event/body';
import type { PayloadFormat } from '../subscription/subscription';
import { binaryCloudEvent, structuredCloudEvent } from './cloudevents';
import type { RequestPayload } from './request-payload';

/** What is sent of an event, whose stored `body` (core/event/event.ts) is never parsed and printed again. */
export function payload(format: PayloadFormat, body: string): RequestPayload {
  switch (format) {
    case 'tocsin':
      return { headers: { 'content-type': 'application/json' }, body: withData(body) };
    case 'cloudevents-structured':
      return structuredCloudEvent(body);
    case 'cloudevents-binary':
      return binaryCloudEvent(body) ?? structuredCloudEvent(body);
  }
}
