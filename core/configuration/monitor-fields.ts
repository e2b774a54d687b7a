import * as z from 'zod';
import { agentNameProblem } from '../agent/agent-name';
import { durationMs } from '../duration';
import { isMadeByTocsin } from '../event/limits';
import { SEVERITIES } from '../monitor/monitor';
import { compileValue, ValueError } from '../monitor/value';
import { isPlain, PLAIN_RULE } from '../plain-text';
import { amount, type Amount } from './amount';
import { isTypePattern, MAX_TYPE_PATTERNS } from '../subscription/event-type';
import { storableProblem } from './storable';
import { timeZone } from './time-zone';

/** Seconds; longer than any agent's work, shorter than any mark's life. */
const MAX_SECONDS = 30 * 86_400;
const MAX_THRESHOLDS = 10;
const MAX_PATHS = 5;
const MAX_LABELS = 20;
const MAX_AGENTS = 100;
const MAX_EXPECTED = 100;

const number = z.number().refine((value) => !storableProblem(value, 1), {
  error: 'must be a number between -(2^53 - 1) and 2^53 - 1, and not below 1e-100',
});

/** Why a monitor cannot watch a type; undefined if it can. */
function typeProblem(type: string): string | undefined {
  if (type === '*') return 'must name types: a monitor does not watch all of them';
  if (!isTypePattern(type))
    return 'must be an event type such as "agent.run.failed", or a prefix such as "agent.run.*"';
  if (type.startsWith('alert.'))
    return 'must not be alerts: monitors make them, and would go round in circles';
  if (type.startsWith('tocsin.')) return 'must not be under "tocsin.": such events never come to monitors';
  if (type.startsWith('agent.') && isMadeByTocsin(type))
    return 'must not be what Tocsin itself says of agents: monitors cause it, and would go round in circles';
  return undefined;
}

const typePatterns = z
  .array(
    z.string().check((context) => {
      const message = typeProblem(context.value);
      if (message !== undefined) context.issues.push({ code: 'custom', input: context.value, message });
    }),
  )
  .max(MAX_TYPE_PATTERNS)
  .refine((types) => new Set(types).size === types.length, 'must not name a type twice');

export const eventTypes = typePatterns.meta({
  description:
    'Exact types or prefixes (`agent.run.*`); 1 to 40, none of alerts or of what Tocsin itself says of agents. ' +
    'Of `absence` with `startTypes`: none',
  example: ['agent.run.failed'],
});
export const startTypes = typePatterns.min(1).meta({
  description: 'Of `absence`: what begins a run, which `subject` names',
  example: ['agent.run.started'],
});
export const endTypes = typePatterns.min(1).meta({
  description: 'Of `absence`: what ends it',
  example: ['agent.run.completed', 'agent.run.failed'],
});

const PATH = /^(?:source|subject|type|data(?:\.[\p{L}\p{N}_$-]+){1,10})$/u;

function pathProblem(path: string): string {
  const rule = 'must be "source", "subject", "type" or a path into the data, such as "data.model"';
  const meant = `data.${path}`;
  return PATH.test(meant) ? `${rule}: did you mean "${meant}"?` : rule;
}

const paths = z
  .array(
    z
      .string()
      .max(128)
      .refine((path) => PATH.test(path), { error: ({ input }) => pathProblem(String(input)) }),
  )
  .max(MAX_PATHS)
  .refine((all) => new Set(all).size === all.length, 'must not name a path twice');

export const groupBy = paths.meta({
  description:
    '`source`, `subject`, `type` or paths into the data: each combination of their values is counted apart, ' +
    'up to 1000 of them at a time. At most 5',
  example: ['source'],
});
export const key = paths.min(1).meta({
  description: 'Of `repetition`: the paths whose values make two events the same',
  example: ['subject', 'data.tool', 'data.argumentsHash'],
});

export const expected = z
  .array(
    z.union(
      [
        z.string().min(1).max(256),
        z.record(z.string().max(128), z.union([z.string().min(1).max(256), z.boolean(), number])),
      ],
      { error: 'must be a name, or an object with a text, a number or a boolean for each path of "groupBy"' },
    ),
  )
  .min(1)
  .max(MAX_EXPECTED)
  .meta({
    description:
      'Of `absence` with `eventTypes`: groups that are missed although no event of theirs ever came, each by the value of ' +
      `the one path of \`groupBy\`, or as an object of all of them (\`{}\` without \`groupBy\`); at most ${MAX_EXPECTED}`,
    example: ['nightly-report'],
  });

const CALENDARS = ['hour', 'day', 'week', 'month'] as const;

/** The form that somebody has probably meant by something that is no object: `"day"`, `"10m"` or `600`. */
function windowForm(given: unknown): string | undefined {
  if (given === undefined || given === null) return undefined;
  const ms = typeof given === 'string' ? durationMs(given) : undefined;
  const seconds = ms === undefined ? given : ms / 1_000;
  const sliding = typeof seconds === 'number' && seconds >= 1 ? Math.floor(seconds) : 600;
  const calendar = CALENDARS.find((period) => period === given) ?? 'day';
  return `must be an object: {"calendar": "${calendar}", "timeZone": "UTC"} or {"slidingSeconds": ${sliding}}`;
}

/** One object with options instead of a union: what is refused is then named by its field. */
export const window = z
  .strictObject(
    {
      slidingSeconds: z.number().int().min(1).optional(),
      calendar: z.enum(CALENDARS).optional(),
      timeZone: timeZone.optional(),
    },
    { error: ({ code, input }) => (code === 'invalid_type' ? windowForm(input) : undefined) },
  )
  .check((context) => {
    for (const { path, message } of windowProblems(context.value))
      context.issues.push({ code: 'custom', input: context.value, path, message });
  })
  .meta({
    description:
      '`slidingSeconds`: the last so many seconds. `calendar` and `timeZone`: hours, days, weeks (from Monday) or ' +
      'months of that zone',
    example: { slidingSeconds: 600 },
  });

interface GivenWindow {
  slidingSeconds?: number | undefined;
  calendar?: string | undefined;
  timeZone?: string | undefined;
}

function windowProblems({ slidingSeconds, calendar, timeZone }: GivenWindow) {
  if ((slidingSeconds === undefined) === (calendar === undefined))
    return [{ path: [], message: 'must have either "slidingSeconds" or "calendar"' }];
  if (calendar !== undefined && timeZone === undefined)
    return [{ path: ['timeZone'], message: 'is required: a calendar window begins in some time zone' }];
  if (calendar === undefined && timeZone !== undefined)
    return [{ path: ['timeZone'], message: 'is of calendar windows only' }];
  return [];
}

const MONEY =
  'Of a value made of `cost`: dollars, as `{"usd": 5}` or `"$5"`, or a number of micro-dollars; below 10,000 (a cent) ' +
  'the number is refused where costs are added up';

export const limit = amount(number.positive()).meta({
  description: `What \`atPercent\` is a percentage of, and what a \`forecast\` is about. ${MONEY}`,
  example: { usd: 5 },
});
export const minValue = amount(number.nonnegative()).meta({
  description: `Of \`change\`: the usual is taken for no less than this. ${MONEY}`,
  example: { usd: 0.1 },
});
export const shownLimit = number.meta({ description: 'Money in micro-dollars', example: 1_000_000 });
export const shownMinValue = number.meta({ description: 'Money in micro-dollars', example: 100_000 });
export const minSamples = z.number().int().min(1).max(1_000_000).meta({
  description: 'Of `average` and `rate`: with fewer events in the window there is no value; 1 if not given',
});

export const value = z
  .string()
  .check((context) => {
    try {
      compileValue(context.value);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      context.issues.push({ code: 'custom', input: context.value, message: error.message });
    }
  })
  .meta({
    description:
      'Arithmetic (`+ - * /` and parentheses) over numbers, paths into the data and `cost`, which is in micro-dollars',
    example: 'data.inputTokens + data.outputTokens',
  });

export const seconds = (min: number, description: string) =>
  z
    .number()
    .int()
    .min(min)
    .max(MAX_SECONDS)
    .meta({ description: `${description}; at most 30 days` });

const severity = z.enum(SEVERITIES);

const threshold = <Of extends z.ZodType<Amount>>(of: Of) =>
  z
    .strictObject({
      atLeast: of.optional().meta({ description: 'Crossed by this value and more' }),
      below: of.optional().meta({ description: 'Crossed by less than this value' }),
      atPercent: number
        .positive()
        .max(1_000)
        .optional()
        .meta({ description: 'Crossed by this percentage of `limit` and more' }),
      severity,
      recoverAt: of.optional().meta({
        description:
          'Recovery begins on the good side of this; the threshold itself if not given. In percent with `atPercent`',
      }),
    })
    .refine(
      ({ atLeast, below, atPercent }) =>
        [atLeast, below, atPercent].filter((given) => given !== undefined).length === 1,
      'must have exactly one of "atLeast", "below" and "atPercent"',
    );

const listOf = <Threshold extends z.ZodType>(one: Threshold, description: string) =>
  z
    .array(one)
    .min(1)
    .max(MAX_THRESHOLDS)
    .meta({ description, example: [{ atLeast: 5, severity: 'critical' }] });

export const thresholds = listOf(
  threshold(amount(number)),
  `All of one direction, what is graver further out; 1 to 10. Shown gravest first. ${MONEY}`,
);
export const shownThresholds = listOf(threshold(number), 'Gravest first. Money in micro-dollars');

const agents = z
  .union([z.literal('all'), z.array(z.string()).min(1).max(MAX_AGENTS)], {
    error: `must be "all", or 1 to ${MAX_AGENTS} names of agents`,
  })
  // Inside the union, the name that is wrong would not be pointed at.
  .check(({ value, issues }) => {
    for (const [index, name] of value === 'all' ? [] : value.entries()) {
      const message = agentNameProblem(name);
      if (message !== undefined) issues.push({ code: 'custom', message, input: name, path: [index] });
    }
  })
  .meta({
    description: 'Whom it is about, if `groupBy` has no `source`: names, or `all`',
    example: ['support-bot'],
  });

const until = z
  .union([z.enum(['human', 'resolved', 'windowEnd']), z.number().int().min(1).max(MAX_SECONDS)], {
    error: `must be "human", "resolved", "windowEnd" or seconds, 1 to ${MAX_SECONDS}`,
  })
  .meta({
    description:
      'Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds',
    example: 'resolved',
  });

const common = {
  agents: agents.optional(),
  until: until.optional(),
  atSeverity: severity
    .optional()
    .meta({ description: 'Done from this severity on; from the least of the thresholds if not given' }),
};
const model = z.string().trim().min(1).max(256).refine(isPlain, PLAIN_RULE);

export const actions = z
  .array(
    z.discriminatedUnion(
      'kind',
      [
        z.strictObject({ kind: z.literal('pauseAgent'), ...common }),
        z.strictObject({ kind: z.literal('switchModel'), from: model, to: model, ...common }),
        z.strictObject({
          kind: z.literal('requestReview'),
          hold: z.boolean().optional().meta({ description: 'False asks without pausing' }),
          ...common,
        }),
      ],
      { error: 'must be "pauseAgent", "switchModel" or "requestReview"' },
    ),
  )
  .max(5)
  .meta({ description: 'What is done with agents; at most 5', example: [{ kind: 'pauseAgent' }] });

export const labels = z
  .record(
    z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, {
      error: 'must be a name of letters, digits and "_", at most 64 of them, not beginning with a digit',
    }),
    z.string().trim().min(1).max(256).refine(isPlain, PLAIN_RULE),
  )
  .refine((all) => Object.keys(all).length <= MAX_LABELS, `must have at most ${MAX_LABELS} labels`)
  .meta({
    description: 'Passed on with every alert, for filters and silences',
    example: { team: 'support' },
  });
