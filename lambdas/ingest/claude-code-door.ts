import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { hookAnswer } from '../../core/door/claude-code/answer';
import { readHook } from '../../core/door/claude-code/to-events';
import { pauseText } from '../../core/door/pause-text';
import { json } from './answer';
import { readDirective } from './ingest';
import { counted, doorText, type JsonDoor, publishReported } from './json-door';
import { refusal } from './post-events';

/** `POST .../claude-code`: an `http` hook of Claude Code, which goes on after every answer that is not 200. */
export const claudeCode: JsonDoor = async (tools, request, at) => {
  const { requestId } = request.requestContext;
  const text = doorText(request);
  const call = typeof text === 'string' ? readHook(text, at.agent) : text;
  if (!('hook' in call)) return refusal(call, requestId);
  const [results, directive] = await Promise.all([
    publishReported(tools, request, at, reports(request) ? call.events : []),
    readDirective(tools, at.project, call.agent, at.receivedAt),
  ]);
  const { accepted, refused, fault } = counted(results);
  const isPaused = directive !== undefined && pauseText(directive) !== undefined;
  // A pause holds, whatever becomes of the report.
  if (fault && !isPaused) return refusal(fault, requestId);
  return { response: json(200, hookAnswer(call.hook, directive)), accepted, refused };
};

/** Beside OpenTelemetry, which reports the same, a hook may stop a paused agent and report nothing. */
const reports = ({ rawQueryString }: APIGatewayProxyEventV2): boolean =>
  new URLSearchParams(rawQueryString).get('report') !== 'no';
