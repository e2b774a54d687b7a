import { problem, type Problem } from '../../problem';
import type { Body, ReportedEvent } from '../reported';
import { doorId } from '../event-id';
import { dataBy } from '../field-table';
import { attribute } from '../readers';
import { readObject } from '../read-json';
import { HOOKS, type Hook } from './hooks';

const DEFAULT_AGENT = 'claude-code';

/** A hook's request, read: its name, and the event that it reports, if it reports one. */
export interface HookCall {
  hook: string;
  agent: string;
  events: ReportedEvent[];
}

const NO_HOOK = problem(400, 'The body does not name its hook', [
  { pointer: '/hook_event_name', detail: 'must be a string' },
]);

/** The body of an `http` hook. */
export function readHook(text: string, agent: string = DEFAULT_AGENT): HookCall | Problem {
  const parsed = readObject(text, 'the JSON object that Claude Code posts to a hook');
  if (!('value' in parsed)) return parsed;
  const body = parsed.value;
  const hook = body['hook_event_name'];
  if (typeof hook !== 'string') return NO_HOOK;
  const known = Object.hasOwn(HOOKS, hook) ? HOOKS[hook] : undefined;
  return { hook, agent, events: known ? [eventOf(known, body, agent)] : [] };
}

function eventOf(hook: Hook, body: Body, agent: string): ReportedEvent {
  const subject = attribute(body['session_id']);
  const id = idOf(hook, body);
  return {
    type: hook.type,
    source: agent,
    ...(subject !== undefined && { subject }),
    ...(id !== undefined && { id }),
    data: dataBy(hook.fields, body),
  };
}

/** A prompt that is stopped twice, since a hook made the agent go on, is one run. */
function idOf({ type, of }: Hook, body: Body): string | undefined {
  const [session, one] = [body['session_id'], body[of]];
  if (typeof session !== 'string' || typeof one !== 'string' || one === '') return undefined;
  return doorId('claude-code', session, one, type);
}
