import type { ExpectationOf } from '../../format/expectation';
import { actorNamed, selected, type Stage } from '../stage';

interface Bounds {
  is?: number | undefined;
  atLeast?: number | undefined;
  atMost?: number | undefined;
}

function outside(count: number, { is, atLeast, atMost }: Bounds, what: string): string | undefined {
  if (is !== undefined && count !== is) return `${what}: ${count}, not ${is}`;
  if (atLeast !== undefined && count < atLeast) return `${what}: ${count}, not at least ${atLeast}`;
  if (atMost !== undefined && count > atMost) return `${what}: ${count}, more than ${atMost}`;
  return undefined;
}

export function requests(stage: Stage, expected: ExpectationOf<'requests'>): string | undefined {
  const { nonsense } = actorNamed(stage, expected.endpoint).endpoint;
  if (nonsense[0] !== undefined) return `what ${expected.endpoint} got is no HTTP: ${nonsense[0]}`;
  return outside(selected(stage, expected).length, expected, `requests to ${expected.endpoint}`);
}

export function connections(stage: Stage, expected: ExpectationOf<'connections'>): string | undefined {
  const { endpoint } = actorNamed(stage, expected.endpoint);
  return outside(endpoint.connections.length, expected, `connections to ${expected.endpoint}`);
}

export function taken(stage: Stage, { endpoint, atMostBytes }: ExpectationOf<'taken'>): string | undefined {
  const all = actorNamed(stage, endpoint).endpoint.connections;
  const most = Math.max(0, ...all.map(({ bytesSent }) => bytesSent));
  return most > atMostBytes
    ? `the sender took ${most} bytes of an answer, more than ${atMostBytes}`
    : undefined;
}
