import type { Directive } from '../../agent/directive';
import { isBody } from '../reported';
import { pauseText } from '../pause-text';
import { readJson } from '../read-json';
import { agentOfGuard } from './agent';

/** What LiteLLM's `generic_guardrail_api` reads. */
export type GuardAnswer = { action: 'NONE' } | { action: 'BLOCKED'; blocked_reason: string };

/**
 * Whose directive decides; undefined if nobody's does: the answer of a model is paid for, and is let through. A body that
 * cannot be read is a request all the same, if the address says whose.
 */
export function guardedAgent(text: string, agent: string | undefined): string | undefined {
  const parsed = readJson(text);
  if (!('value' in parsed) || !isBody(parsed.value)) return agent;
  if (parsed.value['input_type'] === 'response') return undefined;
  return agent ?? agentOfGuard(parsed.value);
}

export function guardAnswer(directive: Directive | undefined): GuardAnswer {
  const why = directive && pauseText(directive);
  return why === undefined ? { action: 'NONE' } : { action: 'BLOCKED', blocked_reason: why };
}
