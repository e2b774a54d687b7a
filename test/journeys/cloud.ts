import { ENVIRONMENT } from '../../lambdas/environment';
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud';
import { createFirstProject, type FirstProject } from '../../local/first-project';
import type { Assembly } from '../../local/template/template';
import { DEPLOYED, type Deployed } from '../deploy/deployed';
import { CallRecorder } from '../iam/calls';
import { answerFaults, type GivenAnswer } from '../openapi/answer-faults';
import { deployedCloud } from './deployed-cloud';
import { ASSEMBLY } from './global-setup';
import type { Mail } from './mail';

/** An answer of the API, its JSON parsed. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** What agents ask for, at any moment. */
const FOR_AGENTS = /^\/v1\/(events$|agents\/[^/]+\/directive$)/;

type Json = Record<string, unknown>;

export interface RequestOptions {
  key?: string;
  headers?: Record<string, string>;
  /** A string or buffer is sent as it is, anything else as JSON. */
  body?: unknown;
}

/** Virtual minutes pass at once: a job that can do nothing is left to the next one, and takes no real time. */
export const IMPATIENT = { [ENVIRONMENT.jobPatienceMs]: '50' };

/** A running stack with a project in it, and a client for it. */
export interface TestCloud {
  cloud: Cloud;
  /** Its keys. */
  first: FirstProject;
  /** What the local cloud told the developer, e.g. failures of functions. */
  reports: string[];
  request<Body = Json>(method: string, path: string, options?: RequestOptions): Promise<Answer<Body>>;
  /** With the admin key. */
  admin<Body = Json>(method: string, path: string, body?: unknown): Promise<Answer<Body>>;
  /** With the ingest key. */
  post<Body = Json>(events: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  /** Newest first. */
  mails(): Promise<Mail[]>;
  stop(): Promise<void>;
}

/**
 * Starts the stack in this process, in memory unless a folder is given, with a fixed seed and nothing printed.
 * When it stops, every permission that was needed must be in the record (test/iam/calls.json).
 * Another `assembly` than the one of all tests is made by `patchedAssembly`.
 */
export async function withCloud(options: Partial<CloudOptions> = {}): Promise<TestCloud> {
  const deployed = process.env[DEPLOYED];
  if (deployed !== undefined) return await onDeployed(JSON.parse(deployed) as Deployed, options);
  const reports: string[] = [];
  const calls = new CallRecorder();
  const cloud = await startCloud({
    assembly: assembly(),
    stateDir: ':memory:',
    allowedHosts: 'localhost,127.0.0.1',
    variables: IMPATIENT,
    seed: 1,
    report: (line) => reports.push(line),
    asked: calls.asked,
    ...options,
  });
  const first = await createFirstProject(cloud, 'test').catch(async (error: unknown) => {
    await cloud.stop();
    throw new Error([String(error), ...reports].join('\n'));
  });
  return {
    ...clientOf(afterTheIndex(cloud), first),
    cloud,
    reports,
    mails: async () => (await (await fetch(`${cloud.mailboxUrl}.json`)).json()) as Mail[],
    stop: async () => {
      await cloud.stop();
      calls.finish();
    },
  };
}

/** The same over a stack that is deployed (`npm run test:deploy`), in a project of its own. */
async function onDeployed(deployed: Deployed, options: Partial<CloudOptions>): Promise<TestCloud> {
  const [option] = Object.keys(options);
  if (option !== undefined) throw new Error(`A deployed stack takes no options, such as ${option}`);
  const cloud = deployedCloud(deployed);
  const first = await createFirstProject(cloud, 'test');
  const ask = requester(deployed.apiUrl, false);
  const request: TestCloud['request'] = async (...asked) => {
    await cloud.settled();
    return await ask(...asked);
  };
  return {
    ...clientOf(request, first),
    cloud: cloud as unknown as Cloud,
    reports: [],
    mails: () => cloud.mails(),
    stop: () => cloud.stop(),
  };
}

/**
 * A client whose operators look later than indexes lag, however fast this machine is: what a list shows right after a
 * write is chance. Agents are not given that time.
 */
function afterTheIndex(cloud: Cloud): TestCloud['request'] {
  const ask = requester(cloud.apiUrl);
  return async (method, path, options) => {
    if (!FOR_AGENTS.test(path)) cloud.clock.advance(cloud.faults.readLagMs);
    return await ask(method, path, options);
  };
}

function clientOf(
  request: TestCloud['request'],
  first: FirstProject,
): Pick<TestCloud, 'first' | 'request' | 'admin' | 'post'> {
  return {
    first,
    request,
    admin: (method, path, body) => request(method, path, { key: first.adminKey, body }),
    post: (events, headers = {}) =>
      request('POST', '/v1/events', { key: first.ingestKey, body: events, headers }),
  };
}

/** What the tests' global setup has synthesized. */
export function assembly(): Assembly {
  const text = process.env[ASSEMBLY];
  if (text === undefined) throw new Error('This file belongs to the project `cloud` of jest.config.js');
  return JSON.parse(text) as Assembly;
}

/**
 * A client of the API at this address. Each answer must be what the OpenAPI document says, or the request rejects;
 * `isOurs` is false where the gateway is somebody else's, whose own answers are not AWS's.
 */
export function requester(apiUrl: string, isOurs = true): TestCloud['request'] {
  return async <Body>(method: string, path: string, { key, headers, body }: RequestOptions = {}) => {
    const sent = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: sent }),
    });
    const text = await response.text();
    if (isOurs) requireDescribed({ method, path, status: response.status, headers: response.headers, text });
    return { status: response.status, headers: response.headers, body: parsed(text) as Body };
  };
}

function requireDescribed(answer: GivenAnswer): void {
  const faults = answerFaults(answer);
  if (faults.length === 0) return;
  const { method, path, status, text } = answer;
  const asked = `${method} ${path} was answered ${status}, and not as GET /v1/openapi.json says`;
  throw new Error([`${asked}:`, ...faults, text.slice(0, 1_000)].join('\n'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
