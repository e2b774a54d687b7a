import type { AuthorizedContext } from './authorize/authorizer';

/** Who makes a request, as `authorize` has found. */
export interface Caller {
  project: string;
  keyId: string;
  scopes: ReadonlySet<string>;
}

export function callerOf(context: Partial<AuthorizedContext> | null | undefined): Caller {
  return {
    project: context?.project ?? '',
    keyId: context?.keyId ?? '',
    scopes: new Set((context?.scopes ?? '').split(',').filter((scope) => scope !== '')),
  };
}

/** What a log line says of who asks: a public route is nobody's, the root key is of no project. */
export const callerFields = ({ project, keyId }: Caller): { project?: string; key?: string } => ({
  ...(project !== '' && { project }),
  ...(keyId !== '' && { key: keyId }),
});

/** The header by which the root key acts in a project. */
export const PROJECT_HEADER = 'x-tocsin-project';

/** Why a key of a project may not do what a header asks of it; undefined if it may. */
export const projectProblem = ({ project }: Caller, header: string | undefined): string | undefined =>
  header === undefined || header === project
    ? undefined
    : `Only the root key may act in another project (${PROJECT_HEADER}).`;
