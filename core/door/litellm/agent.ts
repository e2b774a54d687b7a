import type { Body } from '../reported';
import { agentName, firstOf, valueAt } from '../field-table';

const DEFAULT_AGENT = 'litellm';

/** LiteLLM adds tags of its own. */
const OWN_TAG = /^(?:User-Agent|Credential): /i;
/** Of how many tags the first name of an agent is looked for. */
const MAX_TAGS = 100;

const firstTag = (tags: readonly unknown[]): string | undefined =>
  tags
    .slice(0, MAX_TAGS)
    .map((tag) => (typeof tag === 'string' && !OWN_TAG.test(tag) ? agentName(tag.trim()) : undefined))
    .find((name) => name !== undefined);

const KEY_ALIASES = ['user_api_key_alias', 'user_api_key_team_alias'];
const LOG_ALIASES = KEY_ALIASES.map((name) => `metadata.${name}`);
const GUARD_ALIASES = KEY_ALIASES.map((name) => `request_data.${name}`);

/** Whose request a log tells of: its first tag, else who its key or its team is. */
export function agentOfLog(log: Body): string {
  const tags = log['request_tags'];
  return (
    (Array.isArray(tags) ? firstTag(tags) : undefined) ??
    firstOf(LOG_ALIASES, log, agentName) ??
    DEFAULT_AGENT
  );
}

/** Whose request a guardrail is asked about. It is not told the tags of the body, but those of the header. */
export function agentOfGuard(body: Body): string {
  return (
    agentName(valueAt(body, 'additional_provider_specific_params.agent')) ??
    headerTag(valueAt(body, 'request_headers')) ??
    firstOf(GUARD_ALIASES, body, agentName) ??
    DEFAULT_AGENT
  );
}

function headerTag(headers: unknown): string | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-litellm-tags');
  return typeof named?.[1] === 'string' ? firstTag(named[1].split(',', MAX_TAGS)) : undefined;
}
