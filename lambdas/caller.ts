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
