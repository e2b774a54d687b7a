import { agentPath } from '../../../core/agent/agent-path';
import { requestedPath } from '../../requested-path';
import type { AdminEvent } from './serve';

/**
 * The path of a request as a URL spells it, each part encoded once, so that the router reads it as it was asked for.
 * Undefined if that cannot be told: somebody else's agent could be meant.
 */
export function readablePath(event: AdminEvent): string | undefined {
  const path = requestedPath(event);
  if (path === undefined) return undefined;
  const named = agentPath(path);
  return named
    ? `/v1/agents/${encoded(named.agent)}/${named.action}`
    : path.split('/').map(encoded).join('/');
}

const encoded = (part: string): string => encodeURIComponent(part.toWellFormed());
