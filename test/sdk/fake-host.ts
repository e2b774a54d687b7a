import type { Surroundings } from '../../sdk/agent/surroundings';

/** A request as the SDK sends it. */
export interface SentRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  /** Parsed. */
  body: unknown;
  /** When, epoch ms. */
  at: number;
}

export interface PostedEvent {
  type: string;
  source: string;
  subject?: string;
  time: string;
  data?: Record<string, unknown>;
}

/** An answer, or why there is none; `hang` is one that never comes. */
export type FakeAnswer =
  { status: number; body?: unknown; headers?: Record<string, string> } | Promise<Response> | Error | 'hang';

const START = Date.parse('2026-01-31T12:00:00Z');

/** A host whose clock stands still until it is advanced, and a Tocsin that answers as it is told. */
export class FakeHost implements Surroundings {
  requests: SentRequest[] = [];
  lines: string[] = [];
  /** Of the directive that is answered. */
  directive: { state: 'running' | 'paused'; modelSwitches?: object[]; holds?: object[]; version: number } = {
    ...{ state: 'running', version: 0 },
  };
  /** Answers instead of Tocsin, unless it returns undefined. */
  instead: (request: SentRequest) => FakeAnswer | undefined = () => undefined;
  private clock = START;
  private timers = new Set<{ at: number; call: () => void; keepsAlive: boolean }>();
  private ids = 0;

  now = (): number => this.clock;
  random = (): number => 0.5;
  uniqueId = (): string => `id${++this.ids}`;
  log = (line: string): void => void this.lines.push(line);

  setTimer = (delayMs: number, call: () => void, keepsAlive = false): (() => void) => {
    const timer = { at: this.clock + delayMs, call, keepsAlive };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  };

  fetch = (text: string, init: RequestInit): Promise<Response> => {
    const url = new URL(text);
    const request: SentRequest = {
      ...{
        method: init.method ?? 'GET',
        url,
        headers: init.headers as Record<string, string>,
        at: this.clock,
      },
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
    };
    this.requests.push(request);
    return responseOf(this.instead(request) ?? this.answer(request), init.signal ?? undefined);
  };

  /** Fires what is due until then, in its order. */
  async advance(ms: number): Promise<void> {
    const end = this.clock + ms;
    await settled();
    for (let next = this.next(end); next; next = this.next(end)) {
      this.timers.delete(next);
      this.clock = Math.max(this.clock, next.at);
      next.call();
      await settled();
    }
    this.clock = end;
  }

  setBack(ms: number): void {
    this.clock -= ms;
  }

  /** Timers that a process would stay alive for. */
  get keptAlive(): number {
    return [...this.timers].filter(({ keepsAlive }) => keepsAlive).length;
  }

  get pendingTimers(): number {
    return this.timers.size;
  }

  posts(): SentRequest[] {
    return this.requests.filter(({ method }) => method === 'POST');
  }

  asks(): SentRequest[] {
    return this.requests.filter(({ method }) => method === 'GET');
  }

  /** All that was posted, in order, repeats among it. */
  events(): PostedEvent[] {
    return this.posts().flatMap(({ body }) => body as PostedEvent[]);
  }

  private next(end: number) {
    const due = [...this.timers].filter(({ at }) => at <= end);
    return due.sort((one, other) => one.at - other.at)[0];
  }

  private answer({ method, headers, body, url }: SentRequest): FakeAnswer {
    const etag = `"${this.directive.version}"`;
    const agent = method === 'GET' ? url.searchParams.get('agent') : (body as PostedEvent[])[0]?.source;
    const directive = { modelSwitches: [], holds: [], ...this.directive, agent };
    if (method === 'GET' && headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
    if (method === 'GET') return { status: 200, body: directive, headers: { etag } };
    const results = (body as PostedEvent[]).map((_, index) => ({ status: 'accepted', id: `evt_${index}` }));
    return { status: 202, body: { results, directives: [directive] } };
  }
}

/** Everything that waits for nothing but other promises has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function responseOf(answer: FakeAnswer, signal: AbortSignal | undefined): Promise<Response> {
  if (answer instanceof Promise) return answer;
  if (answer instanceof Error) return Promise.reject(answer);
  if (answer !== 'hang') {
    const { status, body, headers } = answer;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return Promise.resolve(new Response(status === 304 ? null : text, { status, headers: headers ?? {} }));
  }
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });
}
