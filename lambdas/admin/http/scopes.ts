import { Forbidden } from '../../../core/configuration/errors';
import { projectProblem, type Caller } from '../../caller';
import type { Scope } from '../route';

/** The project that a request acts in: its key's, or for root the one named by header; undefined if root names none. */
export function projectOf(caller: Caller, header: string | undefined): string | undefined {
  if (caller.scopes.has('root')) return header;
  const refused = projectProblem(caller, header);
  if (refused !== undefined) throw new Forbidden(refused);
  return caller.project;
}

/** Root may do everything, admin implies read. Throws `Forbidden`. */
export function requireScope(caller: Caller, scope: Exclude<Scope, 'public'>): void {
  const { scopes } = caller;
  if (scopes.has('root') || scopes.has(scope) || (scope === 'read' && scopes.has('admin'))) return;
  throw new Forbidden(`This needs a key with the scope ${scope}.`);
}
