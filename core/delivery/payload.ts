import { withData } from '../event/body';
import type { PayloadFormat } from '../subscription/subscription';
import { binaryCloudEvent, structuredCloudEvent } from './cloudevents';

/** The body of a request, before it is signed, and the headers that describe it. */
export interface Payload {
  headers: Record<string, string>;
  body: string;
}

/** What is sent of an event, whose stored `body` (core/event/event.ts) is never parsed and printed again. */
export function payload(format: PayloadFormat, body: string): Payload {
  switch (format) {
    case 'tocsin':
      return { headers: { 'content-type': 'application/json' }, body: withData(body) };
    case 'cloudevents-structured':
      return structuredCloudEvent(body);
    case 'cloudevents-binary':
      return binaryCloudEvent(body) ?? structuredCloudEvent(body);
  }
}
