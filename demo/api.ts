import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What `npm start` leaves in the state folder. */
interface Local {
  apiUrl: string;
  adminKey: string;
  ingestKey: string;
  pathKey: string;
}

/** How long a request may find nobody: long enough to end the local cloud and to start it again. */
const PATIENCE_MS = 60_000;

/** A client of the local cloud that is patient while it is restarted. */
export class Api {
  private constructor(private local: Local) {}

  /** Throws with advice if `npm start` has not run. */
  static fromState(): Api {
    const file = path.join(process.env.TOCSIN_STATE ?? '.tocsin', 'local.json');
    try {
      return new Api(JSON.parse(readFileSync(file, 'utf8')) as Local);
    } catch {
      throw new Error(`There is no ${file}: run npm start first, in another terminal`);
    }
  }

  /** What the variable of an instrumented agent is set to. */
  endpointOf(agent: string): string {
    return `${this.local.apiUrl}/in/${this.local.pathKey}/${agent}`;
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.request<T>('POST', path, body);
  }

  get<T>(path: string): Promise<T> {
    return this.request<T>('GET', path);
  }

  patch(path: string, body: unknown): Promise<unknown> {
    return this.request('PATCH', path, body);
  }

  delete(path: string): Promise<unknown> {
    return this.request('DELETE', path);
  }

  private async request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const isAgents = (path === '/v1/events' && method === 'POST') || path.endsWith('/directive');
    const key = isAgents ? this.local.ingestKey : this.local.adminKey;
    const answer = await this.patiently(() =>
      fetch(this.local.apiUrl + path, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Nobody there, or overloaded: ask again. Events carry their own ids, so that asking twice posts them once. */
  private async patiently(send: () => Promise<Response>): Promise<Response> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await send().catch((error: unknown) =>
        Date.now() < until ? undefined : Promise.reject(error as Error),
      );
      if (answer && ((answer.status < 500 && answer.status !== 429) || Date.now() >= until)) return answer;
      await wait(250);
    }
  }
}
