import type { Signal } from './otlp/telemetry';

/** Which door a path leads to, and the agent that it names. */
export type DoorPath = { agent: string | undefined } & (
  { door: 'otlp'; signal: Signal } | { door: 'claude-code' | 'litellm' | 'litellm-guardrail' | 'keywords-ai' }
);

type Door = DoorPath extends infer One ? (One extends unknown ? Omit<One, 'agent'> : never) : never;

/** By the end of the path: what stands between the key and it is the agent's name, with slashes of its own. */
const DOORS: readonly (readonly [ending: string, door: Door])[] = [
  ['v1/traces', { door: 'otlp', signal: 'traces' }],
  ['v1/logs', { door: 'otlp', signal: 'logs' }],
  ['v1/metrics', { door: 'otlp', signal: 'metrics' }],
  ['claude-code', { door: 'claude-code' }],
  ['litellm', { door: 'litellm' }],
  // LiteLLM puts the end behind the address that it is given.
  ['litellm/beta/litellm_basic_guardrail_api', { door: 'litellm-guardrail' }],
  ['api/request-logs', { door: 'keywords-ai' }],
  ['api/request-logs/create', { door: 'keywords-ai' }],
];

/**
 * Reads `/in/{key}/{agent}/{door}`, of which the agent may be missing, and `/otlp/v1/{signal}`. The path is decoded.
 * Undefined if there is no such door.
 */
export function readDoorPath(path: string): DoorPath | undefined {
  const [, inside = ''] = /^\/(?:in\/[^/]+|otlp)\/(.+?)\/?$/s.exec(path) ?? [];
  for (const [ending, door] of DOORS) {
    if (inside === ending) return { ...door, agent: undefined };
    if (!inside.endsWith(`/${ending}`)) continue;
    // Who writes a slash behind the address gets two, wherever the end is just put behind it.
    const agent = inside
      .slice(0, -ending.length - 1)
      .replace(/^\/+/, '')
      .replace(/\/+$/, '');
    return { ...door, agent: agent === '' ? undefined : agent };
  }
  return undefined;
}
