import { LIMITS } from '../../event/limits';
import { problem, type Problem } from '../../problem';
import { withoutUndefined } from '../../without-undefined';
import { isBody, type Body, type ReportedData, type ReportedEvent } from '../reported';
import { doorId } from '../event-id';
import { agentName, dataBy, firstOf, type FieldRow } from '../field-table';
import { argumentsHash, attribute } from '../readers';
import { readJson } from '../read-json';
import { timeOfText } from '../times';
import { COMMON_FIELDS, ERROR_FIELDS, MODEL_FIELDS, TOOL_FIELDS } from './log-fields';

const DEFAULT_AGENT = 'keywords-ai';

/** A log that tells of no event: parts of a run, handoffs, scores. */
const NOTHING = new Set(['task', 'handoff', 'guardrail', 'custom', 'score']);
const TOOLS = new Set(['tool', 'function']);
const RUNS = new Set(['agent', 'workflow']);

/** The body of `POST /api/request-logs/`: a log, or an array of them. */
export function keywordsAiEvents(text: string, agent?: string): ReportedEvent[] | Problem {
  const parsed = readJson(text);
  if (!('value' in parsed)) return parsed;
  const logs = [parsed.value].flat();
  if (logs.length > LIMITS.requestEvents)
    return problem(413, `A request may hold at most ${LIMITS.requestEvents} logs`);
  if (!logs.every(isBody)) return problem(400, 'The body must be a log, a JSON object, or an array of logs');
  return logs.flatMap((log) => (NOTHING.has(kindOf(log)) ? [] : [eventOf(log, agent)]));
}

const kindOf = (log: Body): string => (typeof log['log_type'] === 'string' ? log['log_type'] : 'chat');

const AGENTS = ['span_workflow_name', 'group_identifier', 'customer_identifier'];
const SUBJECTS = ['trace_unique_id', 'thread_identifier'];

function eventOf(log: Body, agent: string | undefined): ReportedEvent {
  const failed = hasFailed(log);
  const { stem, fields } = formOf(kindOf(log));
  return {
    type: `${stem}.${failed ? 'failed' : 'completed'}`,
    source: agent ?? firstOf(AGENTS, log, agentName) ?? DEFAULT_AGENT,
    ...withoutUndefined({
      subject: firstOf(SUBJECTS, log, attribute),
      id: idOf(log),
      time: timeOfText(log['timestamp']),
    }),
    data: { ...dataBy(fields, log), ...hashed(log), ...(failed ? dataBy(ERROR_FIELDS, log) : {}) },
  };
}

function formOf(kind: string): { stem: string; fields: readonly FieldRow[] } {
  if (TOOLS.has(kind)) return { stem: 'tool.call', fields: [...TOOL_FIELDS, ...COMMON_FIELDS] };
  // A run repeats the sum of its calls.
  if (RUNS.has(kind)) return { stem: 'agent.run', fields: COMMON_FIELDS };
  return { stem: 'llm.request', fields: [...MODEL_FIELDS, ...COMMON_FIELDS] };
}

const hashed = (log: Body): ReportedData =>
  TOOLS.has(kindOf(log)) ? withoutUndefined({ argumentsHash: argumentsHash(log['input']) }) : {};

function hasFailed({ status, status_code: code, error_message: said }: Body): boolean {
  if (typeof code === 'number' && code > 0) return code >= 400;
  if (typeof status === 'string' && status !== '') return /^(?:error|fail)/i.test(status);
  return typeof said === 'string' && said !== '';
}

/** `custom_identifier` is a tag that several logs may have: it identifies one together with the whole log. */
function idOf(log: Body): string | undefined {
  const span = attribute(log['span_unique_id']);
  if (span !== undefined) return doorId('keywords-ai', span);
  const tag = attribute(log['custom_identifier']);
  const digest = tag === undefined ? undefined : argumentsHash(log);
  return tag === undefined || digest === undefined ? undefined : doorId('keywords-ai', tag, digest);
}
