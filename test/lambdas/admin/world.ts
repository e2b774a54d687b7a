import { randomBytes } from 'node:crypto';
import { AccessKeys } from '../../../adapters/aws/access-keys';
import { Allowances } from '../../../adapters/aws/allowances';
import type { Bus } from '../../../adapters/aws/bus';
import { Breakers } from '../../../adapters/aws/breakers';
import { Changes } from '../../../adapters/aws/changes';
import type { Outgoing } from '../../../adapters/aws/deliver-queue';
import { EventReplay } from '../../../adapters/aws/event-replay';
import { Events } from '../../../adapters/aws/events';
import { EventTypes } from '../../../adapters/aws/event-types';
import { Idempotency } from '../../../adapters/aws/idempotency';
import { Jobs } from '../../../adapters/aws/jobs';
import { Ledgers } from '../../../adapters/aws/ledgers';
import { Letters } from '../../../adapters/aws/letters';
import type { MonitorQueue } from '../../../adapters/aws/monitor-queue';
import { Monitors } from '../../../adapters/aws/monitors';
import { Prices } from '../../../adapters/aws/prices';
import { Projects } from '../../../adapters/aws/projects';
import { Redeliveries } from '../../../adapters/aws/redeliveries';
import { Silences } from '../../../adapters/aws/silences';
import { Usage } from '../../../adapters/aws/usage';
import { Subscriptions } from '../../../adapters/aws/subscriptions';
import type { EventEntry } from '../../../core/event/event';
import type { Admin } from '../../../lambdas/admin/admin';
import { application } from '../../../lambdas/admin/application';
import type { AdminEvent } from '../../../lambdas/admin/http/serve';
import { logged } from '../../../lambdas/admin/logged';
import { evaluateTools } from '../../../lambdas/monitor/evaluate-tools';
import { startTables } from './local-tables';

/** What tests look at in answers; each answer has some of it. */
interface Shown {
  id: string;
  name: string;
  key: string;
  secret: string;
  status: string;
  event: string;
  delivery: string;
  detail: string;
  filter?: object;
  destination: { kind: string; url: string; headers?: Record<string, string> };
  revokedAt: string | null;
  data: Shown[];
  nextCursor: string | null;
  errors: { pointer: string; detail: string }[];
  warnings: { pointer: string; detail: string }[];
  attempts: unknown[];
  stranded: { id: string }[];
  paths: object;
}

interface Reply {
  status: number;
  headers: Record<string, unknown>;
  /** Parsed JSON; an empty object without a body, and for a page or a table. */
  body: Shown;
  text: string;
}

interface Request {
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  text?: string;
  headers?: Record<string, string>;
  /** Whose key; the project's admin without it. */
  as?: { project: string; keyId: string; scopes: string } | 'nobody';
}

export const ROOT = { project: '', keyId: 'root', scopes: 'root' };

/** The admin function's application on local tables, with a clock that tests move. */
export async function startWorld() {
  jest.spyOn(console, 'log').mockImplementation();
  const { tables, stop } = await startTables();
  const clock = { now: Date.parse('2026-03-01T12:00:00.000Z') };
  const dataKeys = new Map<string, Buffer>();
  const table = 'subscriptions';
  const sent: Outgoing[] = [];
  const published: EventEntry[] = [];
  const bus: Pick<Bus, 'publish'> = {
    publish(entries) {
      published.push(...entries);
      return Promise.resolve([]);
    },
  };
  const recounted: EventEntry[] = [];
  const monitorQueue: Pick<MonitorQueue, 'send'> = {
    send(entry) {
      recounted.push(entry);
      return Promise.resolve();
    },
  };
  const events = new Events(tables, 'events', 30);
  /** What the sweep, too, looks at groups of monitors with. */
  const monitoring = evaluateTools({
    ...{ tables, subscriptionsTable: table, monitoringTable: 'monitoring', outboxTable: 'deliveries', bus },
    ...{ now: () => clock.now++, random: Math.random },
  });
  const admin: Admin = {
    tables,
    events,
    prices: new Prices(tables, 'subscriptions'),
    // A wait takes no time of the test's.
    wait: () => Promise.resolve(),
    projects: new Projects(tables, table),
    keys: new AccessKeys(tables, table),
    subscriptions: new Subscriptions(tables, table),
    eventTypes: new EventTypes(tables, table),
    monitors: new Monitors(tables, table),
    ledgers: new Ledgers(tables, 'monitoring'),
    silences: new Silences(tables, table),
    allowances: new Allowances(tables, 'monitoring'),
    redeliveries: new Redeliveries(tables, 'deliveries', 30),
    letters: new Letters(tables, 'deliveries'),
    breakers: new Breakers(tables, { subscriptionsTable: table, outboxTable: 'deliveries' }),
    eventReplay: new EventReplay(tables, 'deliveries', events, bus, monitorQueue),
    jobs: new Jobs(tables, table),
    usage: new Usage(table),
    changes: new Changes(tables, table, Math.random),
    idempotency: new Idempotency(tables, table),
    subscriptionsTable: 'subscriptions',
    eventsTable: 'events',
    monitoringTable: 'monitoring',
    monitoring,
    retentionDays: 30,
    queue: {
      send(outgoing) {
        sent.push(...outgoing);
        return Promise.resolve([]);
      },
    },
    dataKeys: {
      get: (project) => Promise.resolve(dataKeys.get(project) ?? Buffer.alloc(32)),
      create(project) {
        dataKeys.set(project, randomBytes(32));
        return Promise.resolve('c2VhbGVk');
      },
    },
    encryptionKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/local',
    mailFrom: 'tocsin@tocsin.example',
    mailTo: [],
    allowedHosts: ['localhost', '127.0.0.1'],
    resolve: (host) => Promise.resolve(host === 'inside.example.com' ? ['10.0.0.7'] : ['93.184.215.14']),
    now: () => clock.now++,
    random: randomBytes,
    chance: Math.random,
    version: '0.0.0',
  };
  const throttle = () => Promise.resolve(undefined);
  const handler = logged({ app: application(admin), throttle, now: admin.now });

  async function call(method: string, target: string, request: Request = {}): Promise<Reply> {
    const answer = await handler(eventOf(method, target, request));
    const text = answer.body ?? '';
    const isPage = String(answer.headers?.['content-type']).startsWith('text/');
    const json = JSON.parse(text === '' || isPage ? '{}' : text) as Shown;
    return { status: answer.statusCode ?? 0, headers: answer.headers ?? {}, body: json, text };
  }

  /** A new project and its admin. */
  async function project(name = 'support') {
    const { body } = await call('POST', '/v1/projects', { as: ROOT, body: { name } });
    return { project: body.id, keyId: 'key_admin', scopes: 'admin' };
  }

  return { admin, clock, call, project, stop, tables, sent, published, monitoring };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

function eventOf(method: string, target: string, { body, text, headers, as }: Request): AdminEvent {
  const [rawPath = '', rawQueryString = ''] = target.split('?');
  const lambda = as === 'nobody' ? undefined : as;
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: { 'content-type': 'application/json', ...headers },
    requestContext: {
      requestId: 'req-1',
      domainName: 'api.example.com',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      ...(lambda && { authorizer: { lambda } }),
    },
    isBase64Encoded: false,
    ...(content !== undefined && { body: content }),
  };
  return event as unknown as AdminEvent;
}
