import type { Clock } from '../clock';
import type { ClientRequest } from './client-request';

/** A REQUEST authorizer with simple responses. */
export interface Authorizer {
  id: string;
  functionArn: string;
  /** `$request.header.Authorization` and the like; all must be there, or the request is refused unasked. */
  identitySources: string[];
  ttlMs: number;
}

/** What an authorizer said; `context` goes into the integration's event. */
export interface Verdict {
  allowed: boolean;
  context: object | null;
}

/** The values of the identity sources; nothing if one is missing. Throws on a source that is unknown here. */
export function identityOf(
  sources: readonly string[],
  request: ClientRequest,
  routeKey: string,
  stage: string,
): string[] | undefined {
  const values = sources.map((source) => {
    const [, part = '', name = ''] =
      /^\$(request\.header|request\.querystring|context)\.(.+)$/.exec(source) ?? [];
    if (part === 'request.header') return request.headers[name.toLowerCase()];
    if (part === 'request.querystring') return new URLSearchParams(request.query).get(name) ?? undefined;
    if (source === '$context.routeKey') return routeKey;
    if (source === '$context.path') return request.path;
    if (source === '$context.stage') return stage;
    throw new Error(`The identity source ${source} is not supported locally`);
  });
  return values.every((value) => value !== undefined && value !== '') ? (values as string[]) : undefined;
}

/** Reads a simple response; nothing if it is malformed. */
export function readVerdict(payload: string): Verdict | undefined {
  const answer = JSON.parse(payload) as { isAuthorized?: unknown; context?: object } | null;
  if (typeof answer !== 'object' || typeof answer?.isAuthorized !== 'boolean') return undefined;
  return { allowed: answer.isAuthorized, context: answer.context ?? null };
}

/** Verdicts by authorizer and identity, for all routes alike, until their time is over. */
export class VerdictCache {
  private entries = new Map<string, { verdict: Verdict; until: number }>();

  constructor(private clock: Clock) {}

  get({ id }: Authorizer, identity: string[]): Verdict | undefined {
    const entry = this.entries.get(JSON.stringify([id, identity]));
    return entry && entry.until > this.clock.now() ? entry.verdict : undefined;
  }

  put({ id, ttlMs }: Authorizer, identity: string[], verdict: Verdict): void {
    if (ttlMs > 0)
      this.entries.set(JSON.stringify([id, identity]), { verdict, until: this.clock.now() + ttlMs });
  }
}
