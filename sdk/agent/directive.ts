/** What an agent is asked to be (docs/events.md, "Directives"). */
export interface Directive {
  agent: string;
  state: 'running' | 'paused';
  modelSwitches: { from: string; to: string }[];
  holds: Hold[];
  /** Grows with every change. */
  version: number;
}

/** Why. */
export interface Hold {
  id: string;
  kind: 'pause' | 'switchModel' | 'review';
  actor: string;
  /** For people. */
  reason: string;
  /** RFC 3339; null if it lasts until somebody lifts it. */
  until: string | null;
}

type Json = Record<string, unknown>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The directive of this agent, checked; undefined if it is none: then it was not Tocsin that answered. */
export function readDirective(value: unknown, agent: string): Directive | undefined {
  if (!isObject(value)) return undefined;
  const { state, modelSwitches, holds, version } = value;
  if (value.agent !== agent || (state !== 'running' && state !== 'paused')) return undefined;
  if (!Array.isArray(modelSwitches) || !Array.isArray(holds) || typeof version !== 'number') return undefined;
  if (!modelSwitches.every(isSwitch) || !holds.every(isHold)) return undefined;
  return { agent, state, modelSwitches, holds, version };
}

const isSwitch = (value: unknown): value is Directive['modelSwitches'][number] =>
  isObject(value) && isText(value.from) && isText(value.to);

const isHold = (value: unknown): value is Hold =>
  isObject(value) &&
  [value.id, value.kind, value.actor, value.reason].every(isText) &&
  (value.until === null || isText(value.until));

/**
 * Whether the agent is paused at `now`. A directive that cannot be asked for again may have ended: a pause has its
 * end with it, while a review that nobody answers goes on pausing.
 */
export function isPaused({ state, holds }: Directive, now: number): boolean {
  if (state !== 'paused') return false;
  const pausing = holds.filter(({ kind }) => kind !== 'switchModel');
  const isOver = ({ kind, until }: Hold) => kind === 'pause' && until !== null && Date.parse(until) <= now;
  return pausing.length === 0 || !pausing.every(isOver);
}

/** The model to use instead of this one; the same if nobody asks for another. */
export const switchedModel = (directive: Directive | undefined, model: string): string =>
  directive?.modelSwitches.find(({ from }) => from === model)?.to ?? model;
