import { isAgentPaused } from '../agent/agent-paused';
import { errorData } from '../agent/event';
import type { Tocsin } from '../tocsin';
import { sha256 } from './sha256';

/** What a model call has used, by Tocsin's names; `inputTokens` are with those of the cache. */
export interface TokensUsed {
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  cachedInputTokens?: number | undefined;
  cacheWriteInputTokens?: number | undefined;
  reasoningTokens?: number | undefined;
}

export interface ModelCall extends TokensUsed {
  provider?: string | undefined;
  model: string | undefined;
  latencyMs?: number | undefined;
}

export interface ToolCall {
  tool: string;
  callId: string | undefined;
  /** As the framework has them; only their hash leaves the process. */
  args: unknown;
  durationMs?: number | undefined;
}

/** Longer arguments are told apart by their beginning and their length. */
const MAX_HASHED_CHARACTERS = 65_536;

/** Reports what a framework does: to the run that is under way, else to the framework's own. */
export class Reporter {
  constructor(
    readonly tocsin: Tocsin,
    private frameworkRun?: string,
  ) {}

  get run(): { run?: string } {
    const run = this.tocsin.currentRun?.id ?? this.frameworkRun;
    return run === undefined ? {} : { run };
  }

  modelCall(call: ModelCall): void {
    this.tocsin.track('llm.request.completed', call, this.run);
  }

  /** A pause is no failure of the model: it was not asked. */
  modelFailure(call: ModelCall, error: unknown): void {
    if (isAgentPaused(error)) return;
    this.tocsin.track('llm.request.failed', { ...call, error: errorData(error) }, this.run);
  }

  toolCall(call: ToolCall): void {
    this.tocsin.track('tool.call.completed', toolData(call), this.run);
  }

  toolFailure(call: ToolCall, error: unknown): void {
    if (isAgentPaused(error)) return;
    this.tocsin.track('tool.call.failed', { ...toolData(call), error: errorData(error) }, this.run);
  }
}

const toolData = ({ args, ...call }: ToolCall) => ({ ...call, argumentsHash: argumentsHash(args) });

/** The same for the same arguments; undefined if they cannot be written. */
export function argumentsHash(args: unknown): string | undefined {
  try {
    const text = typeof args === 'string' ? args : JSON.stringify(args);
    if (text === undefined) return undefined;
    const isLong = text.length > MAX_HASHED_CHARACTERS;
    return sha256(isLong ? `${text.length}:${text.slice(0, MAX_HASHED_CHARACTERS)}` : text);
  } catch {
    return undefined;
  }
}

/** Type and data of the event that ends a run which has thrown. Obeying a pause is no failure. */
export const runEnd = (error: unknown): [type: string, data: object] =>
  isAgentPaused(error)
    ? ['agent.run.completed', { paused: true }]
    : ['agent.run.failed', { error: errorData(error) }];

/** Does what a framework waits for, and lets only what Tocsin asks for come through: an adapter is never in the way. */
export function quietly(report: () => void): void {
  try {
    report();
  } catch {
    // The framework has given something that this version of it did not give before.
  }
}
