import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Directive } from '../core/agent/directive';
import { type Cloud, startCloud } from '../local/cloud';
import { createFirstProject } from '../local/first-project';
import { type Assembly } from '../local/template/template';
import { synthesizeInChild } from '../local/synthesize-in-child';

export interface BenchEvent {
  type: string;
  /** `bench` if not given. */
  source?: string;
  data: Record<string, unknown>;
}

/** The stack on this machine, in memory, with a project in it. */
export interface Stack {
  cloud: Cloud;
  project: string;
  /** Throws unless the answer is of the 2xx. */
  admin<Body>(method: string, path: string, body?: object): Promise<Body>;
  /** Posts at most 1,000 events in one request and answers their ids; waits where the API is throttled. */
  post(events: BenchEvent[]): Promise<string[]>;
  /** Posts events of one agent and returns its directives. */
  ask(events: BenchEvent[]): Promise<Directive>;
  /** Asks for an agent's directive. */
  directive(agent: string): Promise<Directive>;
  /** Makes a subscription to one event type and answers its id. */
  subscribe(url: string, type: string, more?: object): Promise<string>;
  stop(): Promise<void>;
}

let assembly: Promise<Assembly> | undefined;

/** The functions are bundled and the template is synthesized once. */
export async function startStack(): Promise<Stack> {
  assembly ??= synthesizeInChild({ outdir: join(__dirname, '..', '.build', 'bench-cdk.out') });
  const cloud = await startCloud({
    assembly: await assembly,
    stateDir: ':memory:',
    allowedHosts: '127.0.0.1',
    seed: 1,
  });
  const { project, adminKey, ingestKey } = await createFirstProject(cloud, 'bench');
  const admin = <Body>(method: string, path: string, body?: object): Promise<Body> =>
    request<Body>(`${cloud.apiUrl}${path}`, { method, key: adminKey, body });
  const post = (events: BenchEvent[]): Promise<Posted> => {
    const body = events.map((event) => ({ source: 'bench', ...event }));
    return request<Posted>(`${cloud.apiUrl}/v1/events`, { method: 'POST', key: ingestKey, body });
  };
  return {
    cloud,
    project,
    admin,
    post: async (events) => (await post(events)).results.map(({ id }) => id),
    ask: async (events) => {
      const [directive] = (await post(events)).directives ?? [];
      if (!directive) throw new Error('The directive could not be read');
      return directive;
    },
    directive: (agent) =>
      request<Directive>(`${cloud.apiUrl}/v1/agents/${agent}/directive`, { method: 'GET', key: ingestKey }),
    subscribe: async (url, type, more = {}) => {
      const subscription = { name: type, eventTypes: [type], destination: { kind: 'webhook', url }, ...more };
      return (await admin<{ id: string }>('POST', '/v1/subscriptions', subscription)).id;
    },
    stop: () => cloud.stop(),
  };
}

interface Posted {
  results: { id: string }[];
  directives: Directive[] | null;
}

interface Request {
  method: string;
  key: string;
  body?: object | undefined;
}

const PAUSE_MS = 200;

async function request<Body>(url: string, { method, key, body }: Request): Promise<Body> {
  for (;;) {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Body;
    if (response.status !== 429) throw new Error(`${method} ${url} was answered ${response.status}: ${text}`);
    await wait(PAUSE_MS);
  }
}
