import * as z from 'zod/mini';
import { agentNameProblem, attributeProblem } from '../agent/agent-name';
import { withoutLeapSecond } from './leap-second';
import { isMadeByTocsin, LIMITS } from './limits';

/** RFC 3339 section 5.6, any offset, any precision. */
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** A text that a rule in words decides on: `problemOf` says what is wrong with it. */
const textBy = (problemOf: (text: string) => string | undefined) =>
  z.string().check(
    z.check(({ value, issues }) => {
      const message = problemOf(value);
      if (message !== undefined) issues.push({ code: 'custom', message, input: value });
    }),
  );

const attribute = textBy(attributeProblem);
/** Names the agent. */
const source = textBy(agentNameProblem);

const eventType = z.string().check(
  z.maxLength(LIMITS.typeCharacters, `must have at most ${LIMITS.typeCharacters} characters`),
  z.regex(
    /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/,
    'must be names of letters, digits, "_" and "-", joined by dots, e.g. "agent.run.failed"',
  ),
  z.refine((type) => !isMadeByTocsin(type), 'is a type that only Tocsin makes'),
);

/** `Date.parse` takes the 30th of February for a day in March. */
function isTime(given: string): boolean {
  const text = withoutLeapSecond(given);
  const day = RFC_3339.exec(text)?.[1];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

const time = z
  .string()
  .check(z.refine(isTime, 'must be a time as RFC 3339 writes it, e.g. "2026-01-31T12:00:00Z"'));

/** An event as a client posts it (`application/json`). */
export const eventInput = z.strictObject({
  type: eventType,
  source,
  subject: z.optional(attribute),
  id: z.optional(attribute),
  time: z.optional(time),
  data: z.optional(z.unknown()),
});

/** CloudEvents 1.0, "Naming conventions". SDKs refuse an event with another name, so it could not be handed on. */
const EXTENSION_NAME = /^[a-z0-9]+$/;

const cloudEventAttributes = z.looseObject({
  specversion: z.literal('1.0', 'must be "1.0"'),
  type: eventType,
  source,
  id: attribute,
  subject: z.optional(attribute),
  time: z.optional(time),
  datacontenttype: z.optional(
    z
      .string()
      .check(z.regex(/^[^;]*[/+][jJ][sS][oO][nN]\s*(;.*)?$/, 'must be a JSON media type: data is JSON')),
  ),
  dataschema: z.optional(attribute),
  data: z.optional(z.unknown()),
  data_base64: z.optional(z.unknown().check(z.refine(() => false, 'is not supported: data must be JSON'))),
});

const OWN_NAMES: readonly string[] = Object.keys(cloudEventAttributes.shape);

/** A CloudEvents 1.0 event (JSON format); other names are its extension attributes. */
export const cloudEventInput = cloudEventAttributes.check(({ value, issues }) => {
  for (const name of Object.keys(value)) {
    if (OWN_NAMES.includes(name) || EXTENSION_NAME.test(name)) continue;
    const message = 'must not be the name of an attribute: those have lower-case letters and digits only';
    issues.push({ code: 'custom', input: value, path: [name], message });
  }
});
