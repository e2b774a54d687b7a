import type { LocalContext } from '../context';
import { notFound } from './errors';
import { kmsTables } from './tables';

/** A symmetric key: `material` is 32 bytes of AES-256. */
export interface Key {
  arn: string;
  material: Uint8Array;
}

const prefix = (local: LocalContext, kind: 'key/' | ''): string =>
  `arn:aws:kms:${local.region}:${local.account}:${kind}`;

export const keyArn = (local: LocalContext, id: string): string => prefix(local, 'key/') + id;

/** The key ARN behind a key id, key ARN, alias name or alias ARN, whether or not the key exists. */
export function resolveKeyArn(local: LocalContext, keyId: string): string {
  const name = keyId.startsWith(prefix(local, '')) ? keyId.slice(prefix(local, '').length) : keyId;
  if (!name.startsWith('alias/'))
    return name.startsWith('key/') ? prefix(local, '') + name : keyArn(local, name);
  const alias = kmsTables(local.store).one<{ key: string }>(
    'SELECT key FROM kms_aliases WHERE name = ?',
    name,
  );
  return alias?.key ?? prefix(local, '') + name;
}

/** Throws NotFoundException. */
export function findKey(local: LocalContext, keyId: string): Key {
  const arn = resolveKeyArn(local, keyId);
  const key = kmsTables(local.store).one<Key>('SELECT arn, material FROM kms_keys WHERE arn = ?', arn);
  if (!key)
    throw notFound(arn.includes(':alias/') ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`);
  return key;
}
