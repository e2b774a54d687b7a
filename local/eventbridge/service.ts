import type { Service } from '../context';
import { putEvents } from './actions/put-events';

/** EventBridge (classic buses) for senders. Buses and rules come from the template; `startBus` delivers. */
export const eventbridge: Service = {
  target: 'AWSEvents',
  actions: { PutEvents: putEvents },
};
