import * as z from 'zod';
import { cloudEventInput, eventInput } from '../../../core/event/schema';

/** What a JSON Schema cannot say of a member, or what its rule leaves open. */
const MEMBERS: Record<string, Record<string, unknown>> = {
  specversion: {},
  type: {
    description:
      'Names joined by dots. Types that only Tocsin makes (`alert.*`, `endpoint.*`, `delivery.*`, `tocsin.*` and ' +
      'those of agents that this document shows as webhooks) are refused',
    example: 'agent.run.failed',
  },
  source: { description: 'The agent; no control characters', example: 'support-bot' },
  subject: { description: 'The run; no control characters', example: 'run_42' },
  id: { description: 'Identifies the event within its source; made here if not given', example: 'run_42/1' },
  time: {
    description: 'RFC 3339, any offset; the time of acceptance if not given, or if more than 5 minutes ahead',
    format: 'date-time',
  },
  datacontenttype: { description: 'A JSON media type' },
  dataschema: { description: 'Handed on' },
  data: { description: 'Any JSON, at most 100 levels deep; it arrives byte for byte' },
  data_base64: { description: 'Refused: data must be JSON', override: { not: {} } },
};

type Shape = Record<string, z.core.$ZodType>;

/** The very schemas that check events, with words added to copies of them. */
const described = (shape: Shape): Shape =>
  Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => {
      const copy = z.core.clone(schema, schema._zod.def);
      z.globalRegistry.add(copy, MEMBERS[name] ?? {});
      return [name, copy];
    }),
  );

/** An event as it is posted. */
export const newEvent = z.strictObject(described(eventInput.shape)).meta({ id: 'NewEvent' });

/** A CloudEvent as it is posted; other members are its extension attributes. */
export const cloudEvent = z
  .looseObject(described(cloudEventInput.shape))
  .meta({ id: 'NewCloudEvent', description: 'CloudEvents 1.0, JSON format' });
