import type { FieldRow } from '../field-table';
import { argumentsHash, code, milliseconds, name } from '../readers';
import { toolFailure } from './tool-failure';

/** What a hook of Claude Code (2.1.332) is to us. */
export interface Hook {
  /** The event that it reports. */
  type: string;
  /** What makes its event the same one beside the session: the prompt, or the tool call. */
  of: 'prompt_id' | 'tool_use_id' | 'session_id';
  fields: readonly FieldRow[];
}

const RUN: readonly FieldRow[] = [
  { to: 'runId', from: ['prompt_id'], read: name },
  { to: 'subagent', from: ['agent_type'], read: name },
];

const CALL: readonly FieldRow[] = [
  ...RUN,
  { to: 'tool', from: ['tool_name'], read: name },
  { to: 'callId', from: ['tool_use_id'], read: name },
  { to: 'argumentsHash', from: ['tool_input'], read: argumentsHash },
  { to: 'latencyMs', from: ['duration_ms'], read: milliseconds },
];

/** `error` of a failed tool is what the tool has written: only its kind leaves the door. */
const FAILED_CALL: readonly FieldRow[] = [
  ...CALL,
  { to: 'error.type', from: ['error'], read: (value) => toolFailure(value).type },
  { to: 'error.code', from: ['error'], read: (value) => code(toolFailure(value).code) },
];

/** Every other hook is taken and not reported. */
export const HOOKS: Readonly<Record<string, Hook>> = {
  UserPromptSubmit: { type: 'agent.run.started', of: 'prompt_id', fields: RUN },
  PreToolUse: { type: 'tool.call.started', of: 'tool_use_id', fields: CALL },
  PostToolUse: { type: 'tool.call.completed', of: 'tool_use_id', fields: CALL },
  PostToolUseFailure: { type: 'tool.call.failed', of: 'tool_use_id', fields: FAILED_CALL },
  Stop: { type: 'agent.run.completed', of: 'prompt_id', fields: RUN },
  StopFailure: {
    type: 'agent.run.failed',
    of: 'prompt_id',
    fields: [...RUN, { to: 'error.type', from: ['error'], read: name }],
  },
  SessionEnd: {
    type: 'agent.session.ended',
    of: 'session_id',
    fields: [...RUN, { to: 'reason', from: ['reason'], read: name }],
  },
};
