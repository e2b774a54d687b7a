import { hostSurroundings, type Surroundings } from '../agent/surroundings';
import type { AnswerOf, Method, PathOf, RequestArguments } from './endpoints';
import type { Problem } from './problem';

export type { Problem };

/** Where a stage's API is, and a key for it. */
export interface Connection {
  url: string;
  key: string;
  /** In which a root key acts. */
  project?: string;
  /** For tests: the timers, randomness and network of the host. */
  surroundings?: Partial<Surroundings>;
}

/** The API answered, and said no. */
export class Refused extends Error {
  override name = 'Refused';

  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(
      [`${status} ${problem.title ?? problem.message ?? ''}`.trim(), problem.detail]
        .filter(Boolean)
        .join(': '),
    );
  }
}

/** Nobody answered, or somebody who is not the API. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

/** What an overloaded API answers; asking again a little later helps. */
const AGAIN = [429, 502, 503, 504];
const PAUSES_MS = [250, 1_000, 3_000];
const TIMEOUT_MS = 35_000;

/** What every request may have, whatever its path. */
interface AnyRequest {
  path?: object;
  query?: object;
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/**
 * A client of the whole API, typed by its OpenAPI document. A request is sent again after 429 and what a gateway answers
 * for others, and does its work once, however often it has to be sent. Throws `Refused` or `Unreachable`.
 */
export class Client {
  private surroundings: Surroundings;
  private base: string;

  constructor(private connection: Connection) {
    this.surroundings = { ...hostSurroundings(() => undefined), ...connection.surroundings };
    this.base = connection.url.replace(/\/+$/, '');
  }

  get<Path extends PathOf<'get'>>(
    path: Path,
    ...[request]: RequestArguments<'get', Path>
  ): Promise<AnswerOf<'get', Path>> {
    return this.request('get', path, request);
  }

  post<Path extends PathOf<'post'>>(
    path: Path,
    ...[request]: RequestArguments<'post', Path>
  ): Promise<AnswerOf<'post', Path>> {
    return this.request('post', path, request);
  }

  put<Path extends PathOf<'put'>>(
    path: Path,
    ...[request]: RequestArguments<'put', Path>
  ): Promise<AnswerOf<'put', Path>> {
    return this.request('put', path, request);
  }

  patch<Path extends PathOf<'patch'>>(
    path: Path,
    ...[request]: RequestArguments<'patch', Path>
  ): Promise<AnswerOf<'patch', Path>> {
    return this.request('patch', path, request);
  }

  delete<Path extends PathOf<'delete'>>(
    path: Path,
    ...[request]: RequestArguments<'delete', Path>
  ): Promise<AnswerOf<'delete', Path>> {
    return this.request('delete', path, request);
  }

  private async request<Answer>(method: Method, path: string, request: AnyRequest = {}): Promise<Answer> {
    const url = `${this.base}${filledPath(path, request.path)}${queryText(request.query)}`;
    const { idempotencyKey = method === 'post' ? this.surroundings.uniqueId() : undefined, body } = request;
    const { key, project } = this.connection;
    const init: RequestInit = {
      method: method.toUpperCase(),
      headers: {
        ...{ authorization: `Bearer ${key}`, accept: 'application/json' },
        ...(project !== undefined && { 'x-tocsin-project': project }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    return bodyOf<Answer>(await this.patiently(url, init, request.signal), url);
  }

  private async patiently(url: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
    for (const pauseMs of PAUSES_MS) {
      const answer = await this.send(url, init, signal);
      if (!AGAIN.includes(answer.status)) return answer;
      await answer.body?.cancel();
      await new Promise<void>((resolve) => void this.surroundings.setTimer(pauseMs, resolve, true));
    }
    return await this.send(url, init, signal);
  }

  private async send(url: string, init: RequestInit, given?: AbortSignal): Promise<Response> {
    const deadline = AbortSignal.timeout(TIMEOUT_MS);
    const signal = given ? AbortSignal.any([given, deadline]) : deadline;
    try {
      return await this.surroundings.fetch(url, { ...init, redirect: 'manual', signal });
    } catch (error) {
      given?.throwIfAborted();
      throw new Unreachable(`${new URL(url).origin} cannot be reached: ${reason(error)}`, { cause: error });
    }
  }
}

/** `{id}` of a path is what the request gives. */
function filledPath(path: string, values: object = {}): string {
  const given = values as Record<string, unknown>;
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given[name])));
}

function queryText(query: object = {}): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const pairs = entries.flatMap(([name, value]) =>
    [value as unknown].flat().map((one): [string, string] => [name, String(one)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** `fetch` hides what went wrong in the cause. */
function reason(error: unknown): string {
  const { cause, message } = error as Error;
  const { code } = (cause ?? {}) as { code?: string };
  return code ?? (cause instanceof Error ? cause.message : message);
}

async function bodyOf<Body>(answer: Response, url: string): Promise<Body> {
  const text = await answer.text();
  if (answer.status === 204) return undefined as Body;
  const parsed = parsedOf(text);
  if (parsed === undefined)
    throw new Unreachable(`${new URL(url).origin} answered ${answer.status} with something that is no JSON`);
  if (answer.status < 400 && !answer.ok)
    throw new Unreachable(`${new URL(url).origin} answered ${answer.status}, which the API does not`);
  if (!answer.ok) throw new Refused(answer.status, parsed as Problem);
  return parsed as Body;
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
