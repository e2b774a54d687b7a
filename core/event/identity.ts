import { createHash } from 'node:crypto';

/**
 * What makes two posts the same event (SEMANTICS 1.1): the client's id, else the request's
 * `Idempotency-Key` and the place in the request, else nothing (a random one and the place).
 */
export type Identity =
  | { kind: 'id'; id: string }
  | { kind: 'key'; key: string; index: number }
  | { kind: 'random'; random: string; index: number };

/** `evt_` and 128 bits of SHA-256 over project, source and identity; no part can be mistaken for another. */
export function eventId(project: string, source: string, identity: Identity): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([project, source, parts(identity)]))
    .digest('hex');
  return `evt_${digest.slice(0, 32)}`;
}

function parts(identity: Identity): (string | number)[] {
  switch (identity.kind) {
    case 'id':
      return ['id', identity.id];
    case 'key':
      return ['key', identity.key, identity.index];
    case 'random':
      return ['random', identity.random, identity.index];
  }
}
