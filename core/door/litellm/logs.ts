import type { Body, ReportedData, ReportedEvent } from '../reported';
import { doorId } from '../event-id';
import { dataBy, firstOf, valueAt } from '../field-table';
import { attribute, dollars, seconds, someDollars } from '../readers';
import { timeOfSeconds } from '../times';
import { withoutUndefined } from '../../without-undefined';
import { agentOfLog } from './agent';
import { ERROR_FIELDS, LOG_FIELDS, TOOL_FIELDS } from './log-fields';

const SUBJECTS = ['session_id', 'metadata.requester_metadata.session_id', 'trace_id'];

/** One log of LiteLLM's `generic_api`; undefined if it tells of no request to a model. */
export function logEvent(log: Body, agent: string | undefined): ReportedEvent | undefined {
  const outcome = outcomeOf(log);
  const stem = stemOf(log);
  if (outcome === undefined || stem === undefined) return undefined;
  const type = outcome === 'blocked' ? 'litellm.request.blocked' : `${stem}.${outcome}`;
  return {
    type,
    source: agent ?? agentOfLog(log),
    ...withoutUndefined({
      subject: firstOf(SUBJECTS, log, attribute),
      id: idOf(log, outcome),
      time: timeOfSeconds(log['endTime']),
    }),
    data: {
      ...dataBy(stem === 'tool.call' ? TOOL_FIELDS : LOG_FIELDS, log),
      ...measured(log),
      ...(outcome === 'completed' ? {} : dataBy(ERROR_FIELDS, log)),
    },
  };
}

type Outcome = 'completed' | 'failed' | 'blocked';

/**
 * A request that a guardrail has refused, ours among them, has never come to a model: as a failure of the model it would
 * keep the alert alive that has paused the agent.
 */
function outcomeOf(log: Body): Outcome | undefined {
  if (log['status'] === 'success') return 'completed';
  if (log['status'] !== 'failure') return undefined;
  const type = valueAt(log, 'error_information.error_class');
  return type === 'GuardrailRaisedException' ? 'blocked' : 'failed';
}

/** Types of calls that ask no model: of files, batches, stores of vectors, and all that lists, reads and deletes. */
const HOUSEKEEPING =
  /^a?_?(?:get|list|retrieve|delete|cancel|create|add|upload)_|file|batch|vector_store|container|sandbox|assistant|thread|_(?:retrieve|list|content|delete)$/;

function stemOf(log: Body): 'llm.request' | 'tool.call' | undefined {
  const kind = log['call_type'];
  if (kind === 'call_mcp_tool') return 'tool.call';
  const costs = [log['response_cost'], log['total_tokens']].some((n) => typeof n === 'number' && n > 0);
  if (costs || typeof kind !== 'string') return 'llm.request';
  return HOUSEKEEPING.test(kind) ? undefined : 'llm.request';
}

/** Tries of one call share its id, so that a failed one is known by when it began. */
function idOf(log: Body, outcome: Outcome): string | undefined {
  const call = log['litellm_call_id'];
  if (typeof call !== 'string' || call === '') return undefined;
  const began = log['startTime'];
  if (outcome === 'completed' || typeof began !== 'number') return doorId('litellm', call);
  return doorId('litellm', call, String(began));
}

function measured(log: Body): ReportedData {
  const [began, ended] = [log['startTime'], log['endTime']];
  const took = typeof began === 'number' && typeof ended === 'number' ? ended - began : undefined;
  // An answer out of LiteLLM's cache costs nothing, and says so.
  const cost = log['cache_hit'] === true ? dollars : someDollars;
  return withoutUndefined({ latencyMs: seconds(took), costMicroUsd: cost(log['response_cost']) });
}
