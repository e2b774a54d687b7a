import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Problem } from './problem';

/** Where a stage's API is, without a slash at the end, and a key for it. */
export interface Connection {
  url: string;
  key: string;
}

/** The API answered, and said no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(
      [`${status} ${problem.title ?? problem.message ?? ''}`.trim(), problem.detail]
        .filter(Boolean)
        .join(': '),
    );
    this.name = 'Refused';
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

interface Request {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A client of the API. */
export class Client {
  constructor(private connection: Connection) {}

  /** Asks again after 429 and what a gateway answers for others. Throws `Refused` or `Unreachable`. */
  async get<Body>(path: string, query: Record<string, string> = {}): Promise<Body> {
    const url = `${this.connection.url}${path}?${new URLSearchParams(query).toString()}`;
    return bodyOf<Body>(await this.patiently(url), url);
  }

  /** Does it once, however often it has to be sent. Throws `Refused` or `Unreachable`. */
  async post<Body>(path: string, body: object, query: Record<string, string> = {}): Promise<Body> {
    const url = `${this.connection.url}${path}?${new URLSearchParams(query).toString()}`;
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(body),
    };
    return bodyOf<Body>(await this.patiently(url, request), url);
  }

  /** Asks again after 429 and what a gateway answers for others. */
  private async patiently(url: string, request: Request = {}): Promise<Response> {
    for (const pause of PAUSES_MS) {
      const answer = await this.send(url, request);
      if (!AGAIN.includes(answer.status)) return answer;
      await answer.body?.cancel();
      await wait(pause);
    }
    return await this.send(url, request);
  }

  private async send(url: string, { headers: more, ...request }: Request): Promise<Response> {
    const headers = { authorization: `Bearer ${this.connection.key}`, accept: 'application/json', ...more };
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      return await fetch(url, { ...request, headers, redirect: 'error', signal });
    } catch (error) {
      throw new Unreachable(`${new URL(url).origin} cannot be reached: ${reason(error)}`, { cause: error });
    }
  }
}

/** `fetch` hides what went wrong in the cause. */
function reason(error: unknown): string {
  const { cause, message } = error as Error;
  const { code } = (cause ?? {}) as { code?: string };
  return code ?? (cause instanceof Error ? cause.message : message);
}

async function bodyOf<Body>(answer: Response, url: string): Promise<Body> {
  const text = await answer.text();
  const parsed = parsedOf(text);
  if (parsed === undefined) {
    throw new Unreachable(`${new URL(url).origin} answered ${answer.status} with something that is no JSON`);
  }
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
