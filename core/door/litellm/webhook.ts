import { problem, type Problem } from '../../problem';
import type { Body, ReportedEvent } from '../reported';
import { agentName, dataBy, firstOf, type FieldRow } from '../field-table';
import { dollars, name } from '../readers';

/** LiteLLM's `WebhookEvent`, without the key's hash, addresses of mail and the text, which may name a person. */
const FIELDS: readonly FieldRow[] = [
  { to: 'spendMicroUsd', from: ['spend'], read: dollars },
  { to: 'maxBudgetMicroUsd', from: ['max_budget'], read: dollars },
  { to: 'softBudgetMicroUsd', from: ['soft_budget'], read: dollars },
  { to: 'projectedSpendMicroUsd', from: ['projected_spend'], read: dollars },
  { to: 'projectedExceededDate', from: ['projected_exceeded_date'], read: name },
  { to: 'eventGroup', from: ['event_group'], read: name },
  { to: 'keyAlias', from: ['key_alias'], read: name },
  { to: 'teamAlias', from: ['team_alias'], read: name },
  { to: 'teamId', from: ['team_id'], read: name },
  { to: 'organizationId', from: ['organization_id'], read: name },
  { to: 'customerId', from: ['customer_id'], read: name },
  { to: 'userId', from: ['user_id'], read: name },
];

const EVENT = /^[a-z][a-z0-9_]{0,63}$/;

/** Whether this is what LiteLLM's alerting posts, and no log of a request. */
export const isWebhook = (body: Body): boolean => 'event' in body && 'event_group' in body;

/** `budget_crossed` becomes `litellm.budget_crossed`: types `alert.*` are Tocsin's own. */
export function webhookEvent(body: Body, agent: string | undefined): ReportedEvent | Problem {
  const event = body['event'];
  if (typeof event !== 'string' || !EVENT.test(event)) return NO_EVENT;
  const source = agent ?? firstOf(['key_alias', 'team_alias'], body, agentName) ?? 'litellm';
  return { type: `litellm.${event}`, source, data: dataBy(FIELDS, body) };
}

const NO_EVENT = problem(400, 'The webhook does not name its event', [
  { pointer: '/event', detail: 'must be lower-case letters, digits and "_", e.g. "budget_crossed"' },
]);
