import { createHash, timingSafeEqual } from 'node:crypto';
import { type KeyKind, readKey } from '../../core/access-key';
import { readAuthorization } from '../../core/authorization';

/** What API Gateway hands on to the functions; it carries strings only. */
export interface AuthorizedContext {
  /** Empty for the root key, which acts in the project that a request names. */
  project: string;
  keyId: string;
  /** Comma-separated: `ingest`, `read`, `admin`, `root`. */
  scopes: string;
}

export interface Authorization {
  isAuthorized: boolean;
  context: AuthorizedContext;
}

export interface StoredKey {
  id: string;
  project: string;
  scopes: string[];
  /** base64url of SHA-256 over the whole key. */
  hash: string;
  revokedAt?: number;
}

export interface KeySources {
  findKey: (id: string) => Promise<StoredKey | undefined>;
  rootSecret: () => Promise<string>;
}

/** What was found of a key, for the log alone: from outside it all looks the same. */
export type Outcome = 'allowed' | 'malformed' | 'unknown' | 'revoked' | 'mismatch';

/** `project` and `key` are those of a key that exists, though another secret may have been sent with it. */
export interface Decision {
  outcome: Outcome;
  project?: string;
  key?: string;
  authorization: Authorization;
}

const NOBODY: Authorization = { isAuthorized: false, context: { project: '', keyId: '', scopes: '' } };
const ROOT_KEY = /^tcn_root_([\x21-\x7e]{16,256})$/;

/** Where a request carries its key. */
export type Presented = { header: string } | { path: string };

/** Unknown, revoked and malformed keys get the same answer, so that nobody learns which ids exist. */
export function authorizer(sources: KeySources): (presented: Presented) => Promise<Decision> {
  return async (presented) => {
    if ('path' in presented) return await decided(sources, presented.path, ['path']);
    const key = readAuthorization(presented.header)?.key ?? '';
    const root = ROOT_KEY.exec(key)?.[1];
    if (root !== undefined) return rootDecision(root, await sources.rootSecret());
    return await decided(sources, key, ['header', 'path']);
  };
}

/** A URL is kept in logs and histories of others: only a key that was made for it is good in one. */
async function decided(sources: KeySources, key: string, kinds: readonly KeyKind[]): Promise<Decision> {
  const claimed = readKey(key);
  if (claimed === undefined || !kinds.includes(claimed.kind))
    return { outcome: 'malformed', authorization: NOBODY };
  return keyDecision(key, await sources.findKey(claimed.id));
}

function rootDecision(secret: string, expected: string): Decision {
  if (!sameDigest(sha256(secret), sha256(expected)))
    return { outcome: 'mismatch', key: 'root', authorization: NOBODY };
  return allowed({ project: '', keyId: 'root', scopes: 'root' });
}

function keyDecision(key: string, stored: StoredKey | undefined): Decision {
  if (!stored) return { outcome: 'unknown', authorization: NOBODY };
  const { id, project, scopes } = stored;
  const refused = { project, key: id, authorization: NOBODY };
  if (!sameDigest(sha256(key), Buffer.from(stored.hash, 'base64url')))
    return { outcome: 'mismatch', ...refused };
  if (stored.revokedAt !== undefined) return { outcome: 'revoked', ...refused };
  return allowed({ project, keyId: id, scopes: scopes.join(',') });
}

const allowed = (context: AuthorizedContext): Decision => ({
  outcome: 'allowed',
  ...(context.project !== '' && { project: context.project }),
  key: context.keyId,
  authorization: { isAuthorized: true, context },
});

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

const sameDigest = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
