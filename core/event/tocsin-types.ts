import { nearName } from '../near-name';
import { isMadeByTocsin } from './limits';

/** Every type of event that Tocsin itself makes. */
export const TOCSIN_TYPES = [
  ...(['alert.firing', 'alert.acknowledged', 'alert.resolved'] as const),
  ...(['agent.run.stalled', 'agent.paused', 'agent.resumed'] as const),
  ...(['agent.model.switched', 'agent.review.requested', 'agent.review.decided'] as const),
  ...(['cost.unknown', 'endpoint.failing', 'endpoint.recovered', 'endpoint.disabled'] as const),
  ...(['delivery.dead', 'tocsin.test'] as const),
] as const;

export type TocsinType = (typeof TOCSIN_TYPES)[number];

/** Types of agents that monitors, the demo and the examples read. An agent may post any other. */
const AGENT_TYPES = [
  ...['agent.run.started', 'agent.run.completed', 'agent.run.failed', 'agent.heartbeat', 'agent.retry'],
  ...['llm.request.completed', 'llm.request.failed', 'tool.call.completed', 'tool.call.failed'],
];

const PREFIX = /\.\*$/;
const isPrefix = (pattern: string): boolean => PREFIX.test(pattern);
/** What all that a prefix covers begins with. */
const stemOf = (prefix: string): string => prefix.slice(0, -1);

const NAMES: readonly string[] = TOCSIN_TYPES;
const namespaceOf = (pattern: string): string => pattern.slice(0, pattern.indexOf('.') + 1);

/**
 * Why a subscription to a type or prefix would wait for ever: only Tocsin makes what is under it, and never this.
 * Undefined if it may come.
 */
export function neverHappens(pattern: string): string | undefined {
  const stem = isPrefix(pattern) ? stemOf(pattern) : pattern;
  if (!isMadeByTocsin(stem)) return undefined;
  const happens = isPrefix(pattern) ? NAMES.some((type) => type.startsWith(stem)) : NAMES.includes(stem);
  if (happens) return undefined;
  const there = NAMES.filter((type) => type.startsWith(namespaceOf(pattern)));
  const near = nearName(pattern, there);
  const list = there.map((type) => JSON.stringify(type)).join(', ');
  const rule = `never happens: of "${namespaceOf(pattern)}*" there is ${list}`;
  return near === undefined ? rule : `${rule}; did you mean ${JSON.stringify(near)}?`;
}

const prefixesOf = (type: string): string[] =>
  type.split('.').flatMap((_, count, parts) => (count === 0 ? [] : [`${parts.slice(0, count).join('.')}.*`]));

const KNOWN = [...NAMES, ...AGENT_TYPES];
const KNOWN_PATTERNS: ReadonlySet<string> = new Set([...KNOWN, ...KNOWN.flatMap(prefixesOf)]);

/** The well-known type or prefix that somebody has probably meant by one that nobody is known to post. */
export const meantType = (pattern: string): string | undefined =>
  KNOWN_PATTERNS.has(pattern) ? undefined : nearName(pattern, KNOWN_PATTERNS);
