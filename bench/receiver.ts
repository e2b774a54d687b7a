import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { close, listen } from '../local/listen';

/** How an endpoint answers. */
export interface Answer {
  status: number;
  afterMs?: number;
}

/** A request that an endpoint got; `at` is epoch ms. */
export interface Arrival {
  id: string;
  at: number;
  /** What it was answered. */
  status: number;
}

/** Endpoints on this machine, told apart by their path. They answer 204 at once unless `answers` says something else. */
export interface Receiver {
  url(path: string): string;
  answers: Map<string, Answer>;
  /** In the order in which they came. */
  arrivals(path: string): Arrival[];
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const answers = new Map<string, Answer>();
  const arrivals = new Map<string, Arrival[]>();
  const arrivalsAt = (path: string): Arrival[] => {
    const known = arrivals.get(path) ?? [];
    arrivals.set(path, known);
    return known;
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').slice(1);
    const { status, afterMs = 0 } = answers.get(path) ?? { status: 204 };
    arrivalsAt(path).push({ id: String(request.headers['webhook-id']), at: Date.now(), status });
    request.resume();
    const answer = (): void => void response.writeHead(status).end();
    if (afterMs === 0) answer();
    else void wait(afterMs).then(answer);
  });
  const port = await listen(server, 0);
  return {
    url: (path) => `http://127.0.0.1:${port}/${path}`,
    answers,
    arrivals: arrivalsAt,
    stop: () => close(server),
  };
}
