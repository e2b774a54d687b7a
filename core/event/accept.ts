import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { EVENT_ERRORS } from '../bounded-errors';
import { withoutUndefined } from '../without-undefined';
import { problem, type FieldError, type Problem } from '../problem';
import { rawObject } from './body';
import { fieldHint } from './field-hints';
import { eventId, type ClientIdentity } from './identity';
import type { AcceptedEvent } from './event';
import { withoutLeapSecond } from './leap-second';
import { LIMITS } from './limits';
import { nesting } from './raw-json';
import { cloudEventInput, eventInput } from './schema';

/** More than this ahead of the receiver's clock and a client's `time` is not believed (SEMANTICS 1.2). */
const MAX_AHEAD_MS = 5 * 60_000;

/** One event of a request, cut out but not yet checked. */
export interface PostedEvent {
  format: 'tocsin' | 'cloudevents';
  /** The parsed members; anything that is not an object is refused. */
  value: unknown;
  /** The raw text of each member. */
  members: ReadonlyMap<string, string>;
  /** Its size as posted, in bytes. */
  bytes: number;
}

export interface Acceptance {
  project: string;
  /** Epoch ms. */
  receivedAt: number;
  /** The identity of an event that names no id of its own. */
  identity: ClientIdentity;
  /** Of the request, valid. */
  traceparent?: string | undefined;
}

/** Gives the faults of `data` by the schema that the project enforces for this type; none if it enforces none. */
export type DataCheck = (type: string, data: unknown) => FieldError[];

/** Decides one event of a request: what is published, or the problem that names each field and rule. */
export function accept(
  posted: PostedEvent,
  acceptance: Acceptance,
  checkData: DataCheck,
): AcceptedEvent | Problem {
  const { input, refused } = checked(posted, checkData);
  if (refused) return refused;
  const { project, receivedAt, identity, traceparent } = acceptance;
  const { type, source, subject } = input;
  const { time, shownTime, adjusted } = timeOf(input.time, receivedAt);
  const id = eventId(project, source, input.id === undefined ? identity : { kind: 'id', id: input.id });
  const data = posted.members.get('data');
  const extensions = posted.format === 'cloudevents' ? extensionText(posted.members) : undefined;
  return {
    id,
    project,
    ...withoutUndefined({ clientId: input.id }),
    type,
    source,
    ...withoutUndefined({ subject }),
    time,
    receivedAt,
    ...(adjusted ? { timeAdjusted: true as const } : {}),
    ...withoutUndefined({ traceparent }),
    contentHash: contentHash([type, source, subject, input.time, data ?? '{}', extensions]),
    body: bodyText({ id, type, source, subject, time: shownTime }, data, extensions),
  };
}

type Input = z.output<typeof eventInput> | z.output<typeof cloudEventInput>;

type Checked = { input: Input; refused?: never } | { input?: never; refused: Problem };

/** The members of an event that follows all rules, or the problem. */
function checked(posted: PostedEvent, checkData: DataCheck): Checked {
  if (posted.bytes > LIMITS.eventBytes) return { refused: tooLarge(posted.bytes) };
  const schema = posted.format === 'tocsin' ? eventInput : cloudEventInput;
  const parsed = schema.safeParse(posted.value, { reportInput: true });
  if (!parsed.success) return { refused: refusal(parsed.error.issues.flatMap(fieldErrors)) };
  const deep = [...posted.members].filter(([, raw]) => nesting(raw) > LIMITS.dataNesting);
  if (deep.length > 0) {
    const detail = `must not be nested more than ${LIMITS.dataNesting} levels deep`;
    return { refused: refusal(deep.map(([name]) => ({ pointer: pointer([name]), detail }))) };
  }
  const faults = checkData(parsed.data.type, parsed.data.data);
  return faults.length > 0 ? { refused: refusal(faults) } : { input: parsed.data };
}

/** The time of an event, epoch ms and as it is shown: its own, unless it lies in the future (SEMANTICS 1.2). */
function timeOf(
  given: string | undefined,
  receivedAt: number,
): { time: number; shownTime: string; adjusted: boolean } {
  const received = { time: receivedAt, shownTime: new Date(receivedAt).toISOString() };
  if (given === undefined) return { ...received, adjusted: false };
  const shownTime = withoutLeapSecond(given);
  const time = Date.parse(shownTime);
  return time > receivedAt + MAX_AHEAD_MS
    ? { ...received, adjusted: true }
    : { time, shownTime, adjusted: false };
}

const tooLarge = (bytes: number): Problem =>
  problem(413, `An event may have at most ${LIMITS.eventBytes} bytes (256 KiB); this one has ${bytes}`);

const refusal = (errors: FieldError[]): Problem => problem(400, 'The event is not valid', errors);

/** Our attributes, and what was posted byte for byte: `data`, if there was any, and extensions. */
function bodyText(attributes: object, data: string | undefined, extensions: string | undefined): string {
  const head = JSON.stringify(attributes).slice(0, -1);
  const tail = extensions === undefined ? '' : `,"extensions":${extensions}`;
  return `${head}${data === undefined ? '' : `,"data":${data}`}${tail}}`;
}

const CLOUD_EVENT_ATTRIBUTES = new Set([
  ...['specversion', 'id', 'type', 'source', 'subject', 'time'],
  ...['datacontenttype', 'data', 'data_base64'],
]);

function extensionText(members: ReadonlyMap<string, string>): string | undefined {
  const extensions = [...members].filter(([name]) => !CLOUD_EVENT_ATTRIBUTES.has(name));
  if (extensions.length === 0) return undefined;
  return rawObject(extensions);
}

function contentHash(given: (string | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(given)).digest('base64url');
}

interface SchemaIssue {
  code?: string;
  message: string;
  path: PropertyKey[];
  keys?: string[];
  input?: unknown;
  expected?: string;
}

/** A JSON pointer (RFC 6901) of a path. */
export const pointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function fieldErrors(issue: SchemaIssue): FieldError[] {
  const at = pointer(issue.path);
  if (issue.code === 'unrecognized_keys') {
    // No more of them are shown.
    const hint = (key: string, index: number): string => (index < EVENT_ERRORS ? fieldHint(key) : '');
    return (issue.keys ?? []).map((key, index) => ({
      pointer: pointer([...issue.path, key]),
      detail: `is not a known field${issue.path.length === 0 ? hint(key, index) : ''}`,
    }));
  }
  if (issue.code === 'invalid_type') {
    const missing = issue.input === undefined && issue.path.length > 0;
    return [
      { pointer: at, detail: missing ? 'is required' : `must be ${article(issue.expected ?? 'value')}` },
    ];
  }
  return [{ pointer: at, detail: issue.message }];
}

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`);
