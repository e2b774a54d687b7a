import { AgentPaused } from './agent-paused';
import { isPaused, switchedModel } from './directive';
import type { Directives } from './directives';
import type { Surroundings } from './surroundings';

export interface CheckpointOptions {
  /** The model that the agent would use. */
  model?: string;
  /** `wait` until the agent is resumed, or `throw` an `AgentPaused` at once. */
  whenPaused?: 'wait' | 'throw';
  /** The longest wait; then `AgentPaused` is thrown. Without it, as long as it takes. */
  waitMs?: number;
  /** What is known is good for so long; then Tocsin is asked. 2,000 if not given. */
  maxAgeMs?: number;
  /** Ends the wait by throwing its reason. */
  signal?: AbortSignal;
}

export interface Checkpoint {
  /** The one to use: `model` of the options, or the one that it is switched to. */
  model: string | undefined;
  /** How long the agent was paused here. */
  waitedMs: number;
}

export interface CheckpointSettings {
  whenPaused: 'wait' | 'throw';
  /** What an agent does of which nothing is known: `continue`, or `pause` until Tocsin says that it may run. */
  onUnreachable: 'continue' | 'pause';
  /** Reports that a waiting agent is alive. */
  heartbeat(): void;
}

const MAX_AGE_MS = 2_000;
/** An agent that runs waits no longer than that for an answer. */
const ASK_MS = 500;
/** ... and one that is paused has time. */
const PAUSED_ASK_MS = 3_000;
const POLL_MS = 2_000;
const MAX_POLL_MS = 10_000;
const HEARTBEAT_MS = 30_000;
/** A pause that cannot be asked about any more holds for so long. */
const STALE_MS = 300_000;

/** What the host of checkpoints gives them. */
export interface CheckpointTools {
  surroundings: Surroundings;
  directives: Directives;
  agent: string;
  settings: CheckpointSettings;
}

/**
 * Returns at once unless the agent is asked to be paused. It asks if what is known is old, but while Tocsin does not
 * answer nobody waits for it: the next answer is fetched meanwhile.
 */
export async function checkpoint(
  tools: CheckpointTools,
  options: CheckpointOptions = {},
): Promise<Checkpoint> {
  const { directives, surroundings } = tools;
  const { signal, model } = options;
  signal?.throwIfAborted();
  if (directives.isOlderThan(options.maxAgeMs ?? MAX_AGE_MS)) {
    const asked = directives.ask(ASK_MS);
    if (!directives.isFailing) await asked;
  }
  const began = surroundings.now();
  if (isHeld(tools)) await whilePaused(tools, options, began);
  return {
    model: model === undefined ? undefined : switchedModel(directives.latest, model),
    waitedMs: surroundings.now() - began,
  };
}

/** Whether the agent must not go on, by what is known. */
function isHeld({ directives, surroundings, settings }: CheckpointTools): boolean {
  const { latest } = directives;
  const isFailOpen = settings.onUnreachable === 'continue';
  if (!latest) return !isFailOpen;
  if (isFailOpen && directives.isOlderThan(STALE_MS)) return false;
  return isPaused(latest, surroundings.now());
}

async function whilePaused(tools: CheckpointTools, options: CheckpointOptions, began: number): Promise<void> {
  const { surroundings, directives, settings, agent } = tools;
  const { waitMs = Infinity, whenPaused = settings.whenPaused } = options;
  const end = whenPaused === 'throw' ? began : began + waitMs;
  let [pollMs, beatAt] = [POLL_MS, began];
  while (isHeld(tools)) {
    const now = surroundings.now();
    if (now >= end) throw new AgentPaused(agent, directives.latest?.holds ?? []);
    if (now >= beatAt) {
      settings.heartbeat();
      beatAt = now + HEARTBEAT_MS;
    }
    const isAnswered = await pauseOrAnswer(tools, Math.min(pollMs, end - now), options.signal);
    pollMs = Math.min(pollMs * 1.5, MAX_POLL_MS);
    if (!isAnswered && isHeld(tools)) await directives.ask(PAUSED_ASK_MS);
  }
}

/** Resolves after the time, or sooner when an answer of Tocsin says something. Rejects when the signal is aborted. */
function pauseOrAnswer(
  { surroundings, directives }: CheckpointTools,
  delayMs: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      cancel();
      stopListening();
      signal?.removeEventListener('abort', abort);
      settle();
    };
    const abort = () => finish(() => reject(signal?.reason as Error));
    const cancel = surroundings.setTimer(delayMs, () => finish(() => resolve(false)), true);
    const stopListening = directives.onOffer(() => finish(() => resolve(true)));
    signal?.addEventListener('abort', abort);
  });
}
