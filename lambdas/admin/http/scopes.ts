import { Forbidden } from '../../../core/configuration/errors';
import type { Caller } from '../../caller';
import type { Scope } from '../route';

/** The header by which the root key acts in a project. */
export const PROJECT_HEADER = 'x-tocsin-project';

/** The project that a request acts in: its key's, or for root the one named by header; undefined if root names none. */
export function projectOf(caller: Caller, header: string | undefined): string | undefined {
  if (caller.scopes.has('root')) return header;
  if (header !== undefined && header !== caller.project) {
    throw new Forbidden(`Only the root key may act in another project (${PROJECT_HEADER}).`);
  }
  return caller.project;
}

/** Root may do everything, admin implies read. Throws `Forbidden`. */
export function requireScope(caller: Caller, scope: Exclude<Scope, 'public'>): void {
  const { scopes } = caller;
  if (scopes.has('root') || scopes.has(scope) || (scope === 'read' && scopes.has('admin'))) return;
  throw new Forbidden(`This needs a key with the scope ${scope}.`);
}
