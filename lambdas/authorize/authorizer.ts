import { createHash, timingSafeEqual } from 'node:crypto';

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

const NOBODY: Authorization = { isAuthorized: false, context: { project: '', keyId: '', scopes: '' } };
const KEY = /^tcn_([0-9A-HJKMNP-TV-Z]{26})_[A-Za-z0-9_-]{43}$/;
const ROOT_KEY = /^tcn_root_([\x21-\x7e]{16,256})$/;

/** Unknown, revoked and malformed keys get the same answer, so that nobody learns which ids exist. */
export function authorizer(sources: KeySources): (header: string) => Promise<Authorization> {
  return async (header) => {
    const key = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
    const root = ROOT_KEY.exec(key)?.[1];
    if (root !== undefined) {
      if (!sameDigest(sha256(root), sha256(await sources.rootSecret()))) return NOBODY;
      return { isAuthorized: true, context: { project: '', keyId: 'root', scopes: 'root' } };
    }
    const id = KEY.exec(key)?.[1];
    const stored = id === undefined ? undefined : await sources.findKey(`key_${id}`);
    if (!stored || stored.revokedAt !== undefined) return NOBODY;
    if (!sameDigest(sha256(key), Buffer.from(stored.hash, 'base64url'))) return NOBODY;
    return {
      isAuthorized: true,
      context: { project: stored.project, keyId: stored.id, scopes: stored.scopes.join(',') },
    };
  };
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

const sameDigest = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
