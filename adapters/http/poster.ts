import http from 'node:http';
import https from 'node:https';
import { bareHost, checkUrl, isPublicAddress } from '../../core/destination/url';
import { errorName, statusErrorName } from './error-name';
import { BlockedAddressError, guardedLookup } from './guarded-lookup';
import { readAnswer } from './read-answer';

export interface PostRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** One deadline over name resolution, connection, TLS, headers and body. */
  timeoutMs: number;
}

/** What came of a request. Without `error` it was a 2xx, read to its end or to the cap. */
export interface PostAnswer {
  status?: number;
  error?: string;
  response?: string;
  retryAfter?: string;
  address?: string;
}

/** The request is over without an answer. */
class NoAnswerError extends Error {
  readonly code = 'NO_ANSWER';
}

/** Sends requests to destinations, never to an address that is not public, never by way of a redirect. */
export class Poster {
  private agents = new Map<string, http.Agent>();

  /** `allowedHosts` are exempt from the address rules: none on AWS, this machine in development. */
  constructor(private allowedHosts: string[]) {}

  /** Never throws: whatever goes wrong is an answer with a named error. */
  async post(request: PostRequest): Promise<PostAnswer> {
    const fault = checkUrl(request.url, this.allowedHosts);
    if (fault)
      return { error: fault.rule === 'address' || fault.rule === 'host' ? 'blocked_address' : 'invalid_url' };
    const deadline = AbortSignal.timeout(request.timeoutMs);
    const first = await this.attempt(request, deadline);
    // The other side had closed a connection that was kept, before it read a byte: no try of the endpoint yet.
    const { answer } = first.staleConnection ? await this.attempt(request, deadline) : first;
    return answer;
  }

  private async attempt(
    request: PostRequest,
    deadline: AbortSignal,
  ): Promise<{ answer: PostAnswer; staleConnection: boolean }> {
    const answer: PostAnswer = {};
    const connection = { reused: false };
    try {
      await this.send(request, deadline, answer, connection);
    } catch (error) {
      answer.error = deadline.aborted ? 'timeout' : errorName(error);
    }
    const lost = answer.status === undefined && answer.error === 'connection_reset';
    return { answer, staleConnection: connection.reused && lost };
  }

  private async send(
    request: PostRequest,
    deadline: AbortSignal,
    answer: PostAnswer,
    connection: { reused: boolean },
  ): Promise<void> {
    const url = new URL(request.url);
    const allowed = this.allowedHosts.includes(bareHost(url));
    const sent = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      headers: {
        ...request.headers,
        'content-length': Buffer.byteLength(request.body),
        'accept-encoding': 'identity',
      },
      agent: this.agentFor(url, allowed),
      signal: deadline,
    });
    sent.on('socket', (socket) => {
      const note = (): void => {
        answer.address = socket.remoteAddress ?? '';
        if (!allowed && !isPublicAddress(answer.address))
          sent.destroy(new BlockedAddressError(url.host, answer.address));
      };
      connection.reused = sent.reusedSocket;
      if (socket.connecting) socket.once('connect', note);
      else note();
    });
    // Why the connection was ended; the answer itself only tells that it was.
    let fault: unknown;
    sent.on('error', (error) => (fault = error));
    const received = await new Promise<http.IncomingMessage>((resolve, reject) => {
      sent.on('response', resolve).on('error', reject);
      // A change of protocol that nobody asked for closes the request without an answer and without an error.
      sent.on('close', () => reject(new NoAnswerError()));
      sent.end(request.body);
    });
    answer.status = received.statusCode ?? 0;
    if (received.headers['retry-after'] !== undefined) answer.retryAfter = received.headers['retry-after'];
    // An aborted signal destroys the request, and with it the answer that is being read.
    const response = await readAnswer(received).catch((error: unknown) => {
      throw fault ?? error;
    });
    // A body that only the connection's end would end looks complete when the deadline ends the connection.
    deadline.throwIfAborted();
    answer.response = response;
    const error = statusErrorName(answer.status);
    if (error) answer.error = error;
  }

  /** Connections are kept, but never shared between origins. */
  private agentFor(url: URL, allowed: boolean): http.Agent {
    const known = this.agents.get(url.origin);
    if (known) return known;
    const options = {
      keepAlive: true,
      maxSockets: 50,
      timeout: 5_000,
      ...(allowed ? {} : { lookup: guardedLookup() }),
    };
    const agent = url.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
    if (this.agents.size >= 500) this.agents.clear();
    this.agents.set(url.origin, agent);
    return agent;
  }
}
