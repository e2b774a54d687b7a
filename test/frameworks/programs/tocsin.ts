import { join } from 'node:path';
import { type Cloud, startCloud } from '../../../local/cloud';
import { createFirstProject } from '../../../local/first-project';
import { synthesizeInChild } from '../../../local/synthesize-in-child';
import { Front } from './front';

const OUTDIR = join(__dirname, '..', '..', '..', '.build', 'programs-cdk.out');

export interface Event {
  id: string;
  type: string;
  source: string;
  subject: string | null;
  data: Record<string, unknown>;
}

/** Tocsin on this machine, behind a front that can make it look dead. */
export interface Tocsin {
  front: Front;
  /** What an address of a door starts with: `{front}/in/{key}`. */
  base: string;
  admin<Body>(method: string, path: string, body?: object): Promise<Body>;
  pause(agent: string, reason: string): Promise<void>;
  resume(agent: string): Promise<void>;
  /** Of one agent, the oldest first, once everything has come to rest. */
  events(agent: string): Promise<Event[]>;
  /** Until nothing is under way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTocsin(): Promise<Tocsin> {
  const assembly = await synthesizeInChild({ outdir: OUTDIR });
  const cloud = await startCloud({
    ...{ assembly, stateDir: ':memory:', allowedHosts: '127.0.0.1', seed: 1, report: () => {} },
  });
  const { adminKey, pathKey } = await createFirstProject(cloud, 'programs');
  const front = await Front.start(cloud.apiUrl);
  const admin = requester(cloud, adminKey);
  const path = (agent: string, action: string): string => `/v1/agents/${encodeURIComponent(agent)}/${action}`;
  return {
    ...{ front, admin, base: `${front.url}/in/${pathKey}`, idle: () => cloud.idle() },
    pause: (agent, reason) => admin('POST', path(agent, 'pause'), { reason }),
    resume: (agent) => admin('POST', path(agent, 'resume'), { reason: 'looked at' }),
    events: async (agent) => {
      await cloud.idle();
      cloud.clock.advance(cloud.faults.readLagMs);
      const query = new URLSearchParams({ source: agent, limit: '100' }).toString();
      const { data } = await admin<{ data: { id: string }[] }>('GET', `/v1/events?${query}`);
      const events = await Promise.all(data.map(({ id }) => admin<Event>('GET', `/v1/events/${id}`)));
      return events.reverse();
    },
    stop: async () => {
      await Promise.all([front.stop(), cloud.stop()]);
    },
  };
}

const requester =
  (cloud: Cloud, key: string): Tocsin['admin'] =>
  async <Body>(method: string, path: string, body?: object) => {
    const response = await fetch(cloud.apiUrl + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Body;
  };
