import { createHash } from 'node:crypto';

/**
 * What makes two posts the same event (SEMANTICS 1.1): the client's id, else the request's
 * `Idempotency-Key` and the place in the request, else nothing (a random one and the place).
 */
export type ClientIdentity =
  | { kind: 'id'; id: string }
  | { kind: 'key'; key: string; index: number }
  | { kind: 'random'; random: string; index: number };

/** `made` is of Tocsin's own events (SEMANTICS 1.5): a kind of its own, so that no id of a client's can equal theirs. */
export type Identity = ClientIdentity | { kind: 'made'; id: string };

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
    case 'made':
      return ['made', identity.id];
  }
}
