import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What somebody may do by a link, without a key (SEMANTICS 6.5). */
export interface Link {
  action: 'acknowledge' | 'silence' | 'resume' | 'approve' | 'deny';
  project: string;
  /** Whom it was sent to. */
  subscription: string;
  /** In which message: the id of its event or notice. */
  notice: string;
  /** The alert; of `approve` and `deny` the review. */
  target: string;
  /** Whose review it is. */
  agent?: string;
  /** Of `silence`: how long. */
  hours?: number;
  /** Until when it may be used, epoch ms. */
  until: number;
}

const ACTIONS: readonly string[] = [
  'acknowledge',
  'silence',
  'resume',
  'approve',
  'deny',
] satisfies Link['action'][];

/** For how many hours a link may silence an alert. */
export const SILENCE_HOURS = [1, 2, 4] as const;

/** A key of its own, so that nothing else that the project's key seals or signs is ever a link. */
const linkKey = (dataKey: Buffer): Buffer => createHmac('sha256', dataKey).update('tocsin link v1').digest();

const macOf = (dataKey: Buffer, payload: string): Buffer =>
  createHmac('sha256', linkKey(dataKey)).update(payload).digest();

/** By their places, not by name: a message holds several, and what its text may be long is taken by them. */
const FIELDS = ['action', 'project', 'subscription', 'notice', 'target', 'until', 'hours', 'agent'] as const;

const placed = (link: Link): unknown[] => {
  const values = FIELDS.map((name) => link[name] ?? null);
  return values.slice(0, values.findLastIndex((value) => value !== null) + 1);
};

function named(values: unknown): Partial<Link> {
  if (!Array.isArray(values) || values.length > FIELDS.length) return {};
  return Object.fromEntries(
    FIELDS.flatMap((name, place) => (values[place] == null ? [] : [[name, values[place] as unknown]])),
  );
}

export function linkToken(dataKey: Buffer, link: Link): string {
  const payload = Buffer.from(JSON.stringify(placed(link))).toString('base64url');
  return `${payload}.${macOf(dataKey, payload).toString('base64url')}`;
}

/**
 * What a token says, before anybody has looked whether it is true. Undefined for what is no token: all that can be seen
 * without a key is looked at here. Two spellings of the same bytes would be two links, each good for once.
 */
export function readToken(token: string, now: number): Link | undefined {
  const [payload = '', mac = '', ...more] = token.split('.');
  const bytes = Buffer.from(payload, 'base64url');
  const isCanonical =
    bytes.toString('base64url') === payload && Buffer.from(mac, 'base64url').toString('base64url') === mac;
  if (more.length > 0 || mac.length !== 43 || !isCanonical) return undefined;
  try {
    const link = named(JSON.parse(bytes.toString('utf8')));
    return isLink(link, now) ? link : undefined;
  } catch {
    return undefined;
  }
}

/** The longest that a link is good for, or was and is remembered, with room for clocks that differ. */
const AROUND_NOW_MS = 45 * 86_400_000;
const ID = /^[a-z]{2,8}_[\w-]{1,64}$/;

function isLink(link: Partial<Link>, now: number): link is Link {
  const { action = '', project = '', subscription, notice, target, agent, hours, until } = link;
  return (
    ACTIONS.includes(action) &&
    /^prj_[0-9A-Z]{26}$/.test(project) &&
    [subscription, notice, target].every((id) => typeof id === 'string' && ID.test(id)) &&
    (agent === undefined || typeof agent === 'string') &&
    (action === 'silence') === (SILENCE_HOURS as readonly unknown[]).includes(hours) &&
    typeof until === 'number' &&
    Math.abs(until - now) < AROUND_NOW_MS
  );
}

/** Whether this project has made the token. */
export function isGenuine(dataKey: Buffer, token: string): boolean {
  const [payload = '', mac = ''] = token.split('.');
  const given = Buffer.from(mac, 'base64url');
  const own = macOf(dataKey, payload);
  return given.length === own.length && timingSafeEqual(given, own);
}

/** What stands for it where it was used. */
export const tokenHash = (token: string): string =>
  createHash('sha256').update(token).digest('hex').slice(0, 32);
