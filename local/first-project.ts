import type { Cloud } from './cloud';

/** As much of a stack as has to be within reach, wherever it runs. */
type Reached = Pick<Cloud, 'apiUrl' | 'call' | 'ref'>;

/** The keys that somebody needs to begin with. */
export interface FirstProject {
  project: string;
  rootKey: string;
  adminKey: string;
  ingestKey: string;
  /** A key that may stand in an address; it can only post events. */
  pathKey: string;
}

/** `tcn_root_` and the secret that the stack made. */
export async function rootKeyOf(cloud: Reached): Promise<string> {
  const secret = await cloud.call('secretsmanager.GetSecretValue', { SecretId: cloud.ref('RootSecret') });
  return `tcn_root_${String((secret as { SecretString?: string }).SecretString)}`;
}

/** Makes a project and two keys in it, as an operator would: with the root key, over the API. */
export async function createFirstProject(cloud: Reached, name: string): Promise<FirstProject> {
  const rootKey = await rootKeyOf(cloud);
  const { id: project } = await post(cloud, rootKey, '/v1/projects', { name });
  const inProject = { 'x-tocsin-project': project };
  const makeKey = async (key: { name: string; kind?: 'path'; scopes: string[] }): Promise<string> =>
    (await post(cloud, rootKey, '/v1/keys', key, inProject)).key;
  const adminKey = await makeKey({ name: 'local admin, read', scopes: ['admin', 'read'] });
  const ingestKey = await makeKey({ name: 'local ingest', scopes: ['ingest'] });
  const pathKey = await makeKey({ name: 'local path', kind: 'path', scopes: ['ingest'] });
  return { project, rootKey, adminKey, ingestKey, pathKey };
}

async function post(
  cloud: Reached,
  key: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ id: string; key: string }> {
  const response = await fetch(`${cloud.apiUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`POST ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as { id: string; key: string };
}
