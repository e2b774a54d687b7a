import { createHash } from 'node:crypto';
import { EVENT_ERRORS } from '../bounded-errors';
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
  { project, receivedAt, identity, traceparent }: Acceptance,
  checkData: DataCheck,
): AcceptedEvent | Problem {
  if (posted.bytes > LIMITS.eventBytes) {
    return problem(
      413,
      `An event may have at most ${LIMITS.eventBytes} bytes (256 KiB); this one has ${posted.bytes}`,
    );
  }
  const parsed = (posted.format === 'tocsin' ? eventInput : cloudEventInput).safeParse(posted.value, {
    reportInput: true,
  });
  if (!parsed.success) return refusal(parsed.error.issues.flatMap(fieldErrors));
  const data = posted.members.get('data');
  const deep = [...posted.members].filter(([, raw]) => nesting(raw) > LIMITS.dataNesting);
  if (deep.length > 0) {
    const detail = `must not be nested more than ${LIMITS.dataNesting} levels deep`;
    return refusal(deep.map(([name]) => ({ pointer: pointer([name]), detail })));
  }
  const input = parsed.data;
  const faults = checkData(input.type, input.data);
  if (faults.length > 0) return refusal(faults);

  const givenTime = input.time === undefined ? undefined : withoutLeapSecond(input.time);
  const given = givenTime === undefined ? undefined : Date.parse(givenTime);
  const adjusted = given !== undefined && given > receivedAt + MAX_AHEAD_MS;
  const time = given === undefined || adjusted ? receivedAt : given;
  const id = eventId(project, input.source, input.id === undefined ? identity : { kind: 'id', id: input.id });
  const shownTime = givenTime === undefined || adjusted ? new Date(receivedAt).toISOString() : givenTime;
  const extensions = posted.format === 'cloudevents' ? extensionText(posted.members) : undefined;
  return {
    id,
    project,
    ...(input.id === undefined ? {} : { clientId: input.id }),
    type: input.type,
    source: input.source,
    ...(input.subject === undefined ? {} : { subject: input.subject }),
    time,
    receivedAt,
    ...(adjusted ? { timeAdjusted: true as const } : {}),
    ...(traceparent === undefined ? {} : { traceparent }),
    contentHash: contentHash([input.type, input.source, input.subject, input.time, data ?? '{}', extensions]),
    body: bodyText(
      { id, type: input.type, source: input.source, subject: input.subject, time: shownTime },
      data,
      extensions,
    ),
  };
}

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
