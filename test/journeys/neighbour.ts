import type { Answer, TestCloud } from './cloud';

/** A second project, seen through its only key, which has every scope. */
export interface Neighbour {
  key: string;
  project: string;
  they(method: string, path: string, body?: unknown): Promise<Answer<Record<string, unknown>>>;
}

export async function withNeighbour(stack: TestCloud): Promise<Neighbour> {
  const { rootKey } = stack.first;
  const made = async <Body>(path: string, body: object, headers = {}): Promise<Body> =>
    (await stack.request<Body>('POST', path, { key: rootKey, headers, body })).body;
  const { id: project } = await made<{ id: string }>('/v1/projects', { name: 'theirs' });
  const { key } = await made<{ key: string }>(
    '/v1/keys',
    { name: 'all', scopes: ['ingest', 'read', 'admin'] },
    { 'x-tocsin-project': project },
  );
  return { key, project, they: (method, path, body) => stack.request(method, path, { key, body }) };
}
