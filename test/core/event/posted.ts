import { accept, type Acceptance, type DataCheck, type PostedEvent } from '../../../core/event/accept';
import type { AcceptedEvent } from '../../../core/event/event';
import { readRequest } from '../../../core/event/read-request';
import type { Problem } from '../../../core/problem';

export const NOW = Date.parse('2026-03-01T12:00:00.000Z');

/** The one event of a request with this body. */
function posted(body: string, contentType = 'application/json'): PostedEvent {
  const events = readRequest({ headers: { 'content-type': contentType }, body });
  if (!Array.isArray(events) || !events[0]) throw new Error(JSON.stringify(events));
  return events[0];
}

const ACCEPTANCE: Acceptance = {
  project: 'prj_1',
  receivedAt: NOW,
  identity: { kind: 'random', random: 'r', index: 0 },
};

export interface Given extends Partial<Acceptance> {
  contentType?: string;
  checkData?: DataCheck;
}

/** What `accept` decides on the event of a request with this body. */
export function decided(
  body: string,
  { contentType, checkData, ...given }: Given = {},
): AcceptedEvent | Problem {
  return accept(posted(body, contentType), { ...ACCEPTANCE, ...given }, checkData ?? (() => []));
}

export function accepted(body: string, given: Given = {}): AcceptedEvent {
  const event = decided(body, given);
  if (!('body' in event)) throw new Error(JSON.stringify(event));
  return event;
}

export function refused(body: string, given: Given = {}): Problem {
  const outcome = decided(body, given);
  if ('body' in outcome) throw new Error(`accepted: ${outcome.body}`);
  return outcome;
}
