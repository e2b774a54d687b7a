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
