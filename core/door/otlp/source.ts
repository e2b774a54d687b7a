import { asAttribute } from '../door-event';
import { textOf } from './attribute';
import { FIELDS, RESOURCE_FIELDS } from './fields';
import type { Attributes } from './telemetry';

/** SDKs call a service so that nobody has named (OpenTelemetry, "Resource semantic conventions"). */
const UNNAMED = /^unknown_service/;

/** The one name left when nothing in a request names the agent. */
const NOBODY = 'unknown_service';

/**
 * Whose event it is. Only what every request repeats can be used: the agent's name often stands on a span that comes
 * in another request than the calls below it.
 */
export function sourceOf(urlAgent: string | undefined, resource: Attributes, span: Attributes): string {
  const service = textOf(resource, [RESOURCE_FIELDS.service]);
  const named = service !== undefined && !UNNAMED.test(service) ? service : undefined;
  return (
    urlAgent ??
    asAttribute(
      textOf(resource, [RESOURCE_FIELDS.agent]) ?? named ?? textOf(span, FIELDS.agent) ?? service,
    ) ??
    NOBODY
  );
}
