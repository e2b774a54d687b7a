import { guardAnswer, guardedAgent } from '../../core/door/litellm/guardrail';
import { litellmEvents } from '../../core/door/litellm/to-events';
import { json } from './answer';
import { readDirective } from './ingest';
import { doorText, type JsonDoor, takeLogs } from './json-door';

/** `POST .../litellm`: logs of `generic_api`, and what LiteLLM's alerting posts, which takes nothing but 200 for success. */
export const litellm: JsonDoor = (tools, request, at) =>
  takeLogs(tools, request, at, litellmEvents, (accepted, refused) => ({ accepted, refused }));

/**
 * `POST .../litellm/beta/litellm_basic_guardrail_api`. LiteLLM refuses its caller's request after every other status, so
 * that whatever the body is, it is answered.
 */
export const guardrail: JsonDoor = async (tools, request, { project, receivedAt, agent }) => {
  const text = doorText(request);
  const guarded = guardedAgent(typeof text === 'string' ? text : '', agent);
  const directive =
    guarded === undefined ? undefined : await readDirective(tools, project, guarded, receivedAt);
  return { response: json(200, guardAnswer(directive)) };
};
