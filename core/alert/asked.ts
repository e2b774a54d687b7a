import type { Action } from '../monitor/monitor';

/** What a monitor has asked of an agent when its alert fired: of `data.actions` of an alert's events. */
export interface AskedOfAgent {
  kind: 'pauseAgent' | 'switchModel' | 'requestReview';
  /** `*` stands for all agents of the project. */
  agent: string;
  /** Of `switchModel`. */
  from?: string;
  to?: string;
  /** Of `requestReview`: whether it waits for the decision. */
  pauses?: boolean;
  /** `human`: until somebody lifts it; `resolved`: as long as the alert lasts; else the time at which it ends, RFC 3339. */
  until: string;
}

/** More agents than this are counted, not named. */
const MAX_ASKED = 20;

const DEFAULT_UNTIL = { pauseAgent: 'human', switchModel: 'resolved', requestReview: 'human' } as const;

/** How `until` of an action ends, for an alert that fires at `now` in a window that ends at `windowEnd` (epoch ms). */
function untilOf({ kind, until = DEFAULT_UNTIL[kind] }: Action, windowEnd: number, now: number): string {
  if (typeof until === 'number') return new Date(now + until * 1_000).toISOString();
  return until === 'windowEnd' ? new Date(windowEnd).toISOString() : until;
}

/** What an action asks of an agent (empty: of all), as an alert tells of it. */
export const askedOf = (action: Action, agent: string, windowEnd: number, now: number): AskedOfAgent => ({
  ...{ kind: action.kind, agent: agent === '' ? '*' : agent },
  ...(action.kind === 'switchModel' && { from: action.from, to: action.to }),
  ...(action.kind === 'requestReview' && { pauses: action.hold !== false }),
  until: untilOf(action, windowEnd, now),
});

/** With what a graver threshold has asked besides. */
export const withAsked = (before: readonly AskedOfAgent[], more: readonly AskedOfAgent[]): AskedOfAgent[] =>
  [...before, ...more].slice(0, MAX_ASKED);

/** Agents that stand still because of it. */
export const pausedBy = (asked: readonly AskedOfAgent[]): string[] => [
  ...new Set(
    asked
      .filter(({ kind, pauses }) => kind === 'pauseAgent' || (kind === 'requestReview' && pauses !== false))
      .map(({ agent }) => agent),
  ),
];
