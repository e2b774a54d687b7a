import { join } from 'node:path';
import { type Cloud, startCloud } from '../../local/cloud';
import { createFirstProject, type FirstProject } from '../../local/first-project';
import { synthesizeInChild } from '../../local/synthesize-in-child';
import type { Assembly } from '../../local/template/template';
import {
  type Capability,
  type Hello,
  type HelloParams,
  type MadeEndpoint,
  type Method,
  type NewEndpoint,
  type NewEvent,
  type Params,
  type Protocol,
  Refused,
  type Result,
  type Sender,
} from '../protocol';

const CAPABILITIES: Capability[] = [
  ...(['advance', 'schedule', 'timeout', 'secret', 'headers', 'idempotency', 'rotate', 'v1a'] as const),
  ...(['update', 'delete', 'disable', 'status', 'notices', 'retry', 'recover', 'trust'] as const),
  ...(['production', 'rateLimit', 'cloudevents'] as const),
];

type Handlers = { [M in Method]: (params: Protocol[M][0]) => Promise<Protocol[M][1]> };

/** Tocsin on its local cloud, in this process, as a sender under test. */
export class TocsinSender implements Sender, Handlers {
  private running: { cloud: Cloud; project: FirstProject } | undefined;

  /** `assembly` is one that was synthesized already; without it, saying hello takes some seconds. */
  constructor(private assembly?: Assembly) {}

  async call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return await (this[method] as (params: Params<M>) => Promise<Result<M>>)(params);
  }

  async close(): Promise<void> {
    await this.running?.cloud.stop();
  }

  async hello({ mode, caFile }: HelloParams): Promise<Hello> {
    // The workers of the local cloud inherit it.
    process.env['NODE_EXTRA_CA_CERTS'] = caFile;
    const cloud = await startCloud({
      assembly: this.assembly ?? (await synthesizeInChild({ outdir: join('.build', 'conformance-cdk.out') })),
      stateDir: ':memory:',
      allowedHosts: mode === 'test' ? 'localhost,127.0.0.1' : '',
      seed: 1,
    });
    this.running = { cloud, project: await createFirstProject(cloud, 'conformance') };
    return {
      protocol: 1,
      name: 'Tocsin',
      capabilities: CAPABILITIES,
      retryDelaysSeconds: [5, 30, 300],
      timeoutSeconds: 15,
      dataPointer: '/data',
    };
  }

  async createEndpoint({ url, types, headers, ...options }: NewEndpoint): Promise<MadeEndpoint> {
    const { secret, signature, format, retryDelaysSeconds, timeoutSeconds, rateLimitPerSecond } = options;
    const made = await this.admin<{ id: string; secret?: string; publicKey?: string }>(
      'POST',
      '/v1/subscriptions',
      {
        name: 'conformance',
        eventTypes: types,
        destination: { kind: 'webhook', url, ...(headers && { headers }) },
        ...(secret !== undefined && { secret }),
        ...(signature && { signature: { scheme: 'standard', versions: signature } }),
        ...(format && { format }),
        ...(retryDelaysSeconds && { retry: { scheduleSeconds: retryDelaysSeconds } }),
        ...(timeoutSeconds !== undefined && { timeoutSeconds }),
        ...(rateLimitPerSecond !== undefined && { rateLimit: { perSecond: rateLimitPerSecond } }),
      },
    );
    const { id, publicKey } = made;
    return {
      endpoint: id,
      ...(made.secret !== undefined && { secret: made.secret }),
      ...(publicKey !== undefined && { publicKey }),
    };
  }

  async updateEndpoint({ endpoint, url }: { endpoint: string; url: string }): Promise<object> {
    const destination = { kind: 'webhook', url };
    return await this.admin('PATCH', `/v1/subscriptions/${endpoint}`, { destination });
  }

  async deleteEndpoint({ endpoint }: { endpoint: string }): Promise<object> {
    return await this.admin('DELETE', `/v1/subscriptions/${endpoint}`);
  }

  async disableEndpoint({ endpoint }: { endpoint: string }): Promise<object> {
    return await this.admin('POST', `/v1/subscriptions/${endpoint}/disable`, {});
  }

  async enableEndpoint({ endpoint }: { endpoint: string }): Promise<object> {
    return await this.admin('POST', `/v1/subscriptions/${endpoint}/enable`, {});
  }

  async endpointStatus({ endpoint }: { endpoint: string }): Promise<{ enabled: boolean }> {
    const { status } = await this.admin<{ status: string }>('GET', `/v1/subscriptions/${endpoint}`);
    return { enabled: status === 'enabled' };
  }

  async notices({ endpoint }: { endpoint: string }): Promise<{ notices: 'endpointDisabled'[] }> {
    const query = `type=endpoint.disabled&subject=${endpoint}`;
    const { data } = await this.admin<{ data: object[] }>('GET', `/v1/events?${query}`);
    return { notices: data.map(() => 'endpointDisabled') };
  }

  async sendEvent({ type, data, idempotencyKey }: NewEvent): Promise<{ event: string }> {
    const id = idempotencyKey === undefined ? '' : `"id":${JSON.stringify(idempotencyKey)},`;
    const body = `{"type":${JSON.stringify(type)},"source":"conformance",${id}"data":${data}}`;
    const { ingestKey } = this.started().project;
    const answer = await this.request<{ results: { id: string }[] }>('POST', '/v1/events', ingestKey, body);
    return { event: answer.results[0]?.id ?? '' };
  }

  async rotateSecret(params: { endpoint: string; overlapSeconds: number }): Promise<{ secret: string }> {
    const { endpoint, overlapSeconds } = params;
    return await this.admin('POST', `/v1/subscriptions/${endpoint}/rotate-secret`, { overlapSeconds });
  }

  async retry({ endpoint, event }: { endpoint: string; event: string }): Promise<object> {
    const { data } = await this.admin<{ data: { id: string; subscription: string }[] }>(
      'GET',
      `/v1/events/${event}/deliveries`,
    );
    const delivery = data.find(({ subscription }) => subscription === endpoint);
    return await this.admin('POST', `/v1/deliveries/${delivery?.id}/retry`, {});
  }

  async recover({ endpoint, since }: { endpoint: string; since: number }): Promise<object> {
    const window = { since: new Date(since).toISOString() };
    return await this.admin('POST', `/v1/subscriptions/${endpoint}/recover`, window);
  }

  async advance({ seconds }: { seconds: number }): Promise<{ now: number }> {
    const { cloud } = this.started();
    if (seconds > 0) cloud.clock.advance(Math.round(seconds * 1_000));
    await cloud.idle();
    return { now: cloud.clock.now() };
  }

  private started(): { cloud: Cloud; project: FirstProject } {
    if (!this.running) throw new Error('hello comes first');
    return this.running;
  }

  private async admin<Body extends object>(method: string, path: string, body?: object): Promise<Body> {
    const text = body && JSON.stringify(body);
    return await this.request<Body>(method, path, this.started().project.adminKey, text);
  }

  private async request<Body>(method: string, path: string, key: string, body?: string): Promise<Body> {
    const response = await fetch(`${this.started().cloud.apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (response.ok) return (text === '' ? {} : JSON.parse(text)) as Body;
    const message = `${method} ${path} answered ${response.status}: ${text}`;
    throw response.status < 500 ? new Refused(message) : new Error(message);
  }
}
