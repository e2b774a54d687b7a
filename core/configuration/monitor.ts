import * as z from 'zod';
import { MONITOR_KINDS } from '../monitor/monitor';
import { isPlain, PLAIN_RULE } from '../plain-text';
import { filter } from './event-filter';
import * as fields from './monitor-fields';

const name = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .refine(isPlain, PLAIN_RULE)
  .meta({ description: 'For people, and in every alert; 1 to 128 characters', example: 'five failures' });

const kind = z.enum(MONITOR_KINDS).meta({ description: 'What is compared with the thresholds' });

const enabled = z.boolean().meta({ description: 'False makes it count nothing, and resolves its alerts' });

/** What has no default: absent or taken away by null, it is not there. */
const options = {
  filter: filter.optional(),
  window: fields.window.optional(),
  value: fields.value.optional(),
  badFilter: filter
    .optional()
    .meta({ description: 'Of `rate` and `streak`: an EventBridge pattern of what is bad' }),
  key: fields.key.optional(),
  startTypes: fields.startTypes.optional(),
  endTypes: fields.endTypes.optional(),
  deadlineSeconds: fields
    .seconds(
      1,
      'Of `absence`: how long a run may take, or a heart be still. `data.deadlineMs` of an event comes first',
    )
    .optional(),
  expected: fields.expected.optional(),
  limit: fields.limit.optional(),
  minValue: fields.minValue.optional(),
  minSamples: fields.minSamples.optional(),
};

const holdSeconds = fields.seconds(
  0,
  'How long a threshold has to be crossed before it fires; 0 if not given',
);
const resolveAfterSeconds = fields.seconds(
  0,
  'How long all has to be well before it resolves; 300 if not given',
);
const onNoData = z.enum(['keep', 'resolve', 'fire']).meta({
  description: 'What becomes of an alert when there is no value to compare; `keep` if not given',
});
const latenessSeconds = fields.seconds(
  0,
  'Events that come later than this after their time are not counted; 3600 if not given',
);
const cooldownSeconds = fields.seconds(
  0,
  'After an action of a machine, the opposite one is withheld for so long; 900 if not given',
);

/** A new monitor as it is posted. What its fields mean together is `monitorProblems`. */
export const newMonitor = z
  .strictObject({
    name,
    kind,
    eventTypes: fields.eventTypes.default([]),
    groupBy: fields.groupBy.default([]),
    thresholds: fields.thresholds,
    ...options,
    holdSeconds: holdSeconds.default(0),
    resolveAfterSeconds: resolveAfterSeconds.default(300),
    onNoData: onNoData.default('keep'),
    latenessSeconds: latenessSeconds.default(3_600),
    cooldownSeconds: cooldownSeconds.default(900),
    labels: fields.labels.default({}),
    actions: fields.actions.default([]),
    enabled: enabled.default(true),
  })
  .meta({ id: 'NewMonitor' });

const nullable = <Shape extends Record<string, z.ZodType>>(shape: Shape) =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, schema.nullable().optional()])) as {
    [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>>;
  };

/** A change: what is given replaces what is there, null takes an option away or back to its default (RFC 7396). */
export const monitorChange = z
  .strictObject({
    name: name.optional(),
    kind: kind.optional(),
    thresholds: fields.thresholds.optional(),
    enabled: enabled.optional(),
    ...nullable({
      eventTypes: fields.eventTypes,
      groupBy: fields.groupBy,
      ...options,
      ...{ holdSeconds, resolveAfterSeconds, onNoData, latenessSeconds, cooldownSeconds },
      ...{ labels: fields.labels, actions: fields.actions },
    }),
  })
  .meta({ id: 'MonitorChange' });

/** Amounts as they were given: `numericMonitor` has their numbers. */
export type NewMonitor = z.output<typeof newMonitor>;
export type GivenThreshold = NewMonitor['thresholds'][number];
export type MonitorChange = z.output<typeof monitorChange>;
