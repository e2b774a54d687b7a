import { bareHost, checkUrl, type UrlProblem } from '../../core/destination/url';
import { Connections } from './connections';
import { exchange, type PostAnswer, type PostRequest } from './exchange';
import { guardedLookup } from './guarded-lookup';
import { nameServers, type Resolve } from './resolve';

export interface PosterOptions {
  /** The name servers of the system, unless another is given. */
  resolve?: Resolve;
  /** Sent with every request, whatever the subscription says. */
  headers?: Readonly<Record<string, string>>;
}

/** Sends requests to destinations, never to an address that is not public, never by way of a redirect or a proxy. */
export class Poster {
  private guarded: Connections;
  private unguarded = new Connections();
  private headers: Readonly<Record<string, string>>;

  /** `allowedHosts` are exempt from the address rules: none on AWS, this machine in development. */
  constructor(
    private allowedHosts: string[],
    { resolve = nameServers(), headers = {} }: PosterOptions = {},
  ) {
    this.guarded = new Connections(guardedLookup(resolve));
    this.headers = headers;
  }

  /** Whatever goes wrong with the endpoint is an answer with a named error. Throws only for a fault of this machine. */
  async post(request: PostRequest): Promise<PostAnswer> {
    const fault = checkUrl(request.url, this.allowedHosts);
    if (fault) return { error: refusal(fault) };
    const url = new URL(request.url);
    const anyAddress = this.allowedHosts.includes(bareHost(url));
    const connections = anyAddress ? this.unguarded : this.guarded;
    const sent = { ...request, headers: { ...request.headers, ...this.headers } };
    const way = { anyAddress, deadline: AbortSignal.timeout(request.timeoutMs) };

    const first = await exchange(sent, { ...way, agent: connections.kept(url) });
    if (!first.stale) return first.answer;
    // Others that were kept may be as dead as the first.
    return (await exchange(sent, { ...way, agent: connections.fresh(url) })).answer;
  }
}

const refusal = ({ rule }: UrlProblem): string =>
  rule === 'address' || rule === 'host' ? 'blocked_address' : 'invalid_url';
