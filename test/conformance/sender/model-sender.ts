import { randomUUID, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  CAPABILITIES,
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
} from '../../../conformance/protocol';
import { ModelEndpoint, TIMEOUT_SECONDS, type World } from './endpoint';
import type { Flaw } from './flaws';
import { refusal } from './guard';
import { Timeline } from './timeline';

type Handlers = { [M in Method]: (params: Protocol[M][0]) => Promise<Protocol[M][1]> };
type Named = { endpoint: string };

/** A sender in memory that gets everything right, but for the flaws that it is given; with a virtual clock. */
export class ModelSender implements Sender, Handlers {
  private flaws: ReadonlySet<Flaw>;
  private time = new Timeline();
  private endpoints = new Map<string, ModelEndpoint>();
  private keys = new Map<string, string>();
  private queue: Promise<void> = Promise.resolve();
  private production = false;
  private ca = '';
  private blocked = false;
  private ended = false;

  constructor(...flaws: Flaw[]) {
    this.flaws = new Set(flaws);
  }

  async call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return await (this[method] as (params: Params<M>) => Promise<Result<M>>)(params);
  }

  async close(): Promise<void> {
    this.ended = true;
    for (const endpoint of this.endpoints.values()) endpoint.close();
  }

  async hello({ mode, caFile }: HelloParams): Promise<Hello> {
    this.production = mode === 'production';
    this.ca = readFileSync(caFile, 'utf8');
    return {
      ...{ protocol: 1, name: 'model', version: '1', capabilities: [...CAPABILITIES] },
      ...{ retryDelaysSeconds: [5, 30, 300], timeoutSeconds: TIMEOUT_SECONDS, dataPointer: '/data' },
    };
  }

  async createEndpoint(settings: NewEndpoint): Promise<MadeEndpoint> {
    this.check(settings.url);
    const { secret } = settings;
    const bytes = secret === undefined ? 32 : Buffer.from(secret.replace('whsec_', ''), 'base64').length;
    if ((bytes < 24 || bytes > 64) && !this.has('takesAnySecret'))
      throw new Refused('a secret has 24 to 64 bytes');
    const names = Object.keys(settings.headers ?? {}).map((name) => name.toLowerCase());
    if (names.includes('transfer-encoding') && !this.has('theirHeadersWin'))
      throw new Refused('a reserved header');
    const made = new ModelEndpoint(settings, this.world());
    const id = randomUUID();
    this.endpoints.set(id, made);
    return { endpoint: id, secret: made.secrets.newest, publicKey: made.secrets.publicKey };
  }

  async updateEndpoint({ endpoint, url }: Named & { url: string }): Promise<object> {
    if (!this.has('guardsCreationOnly')) this.check(url);
    this.named(endpoint).url = url;
    return {};
  }

  async deleteEndpoint({ endpoint }: Named): Promise<object> {
    this.named(endpoint).deleted = true;
    return {};
  }

  async disableEndpoint({ endpoint }: Named): Promise<object> {
    this.named(endpoint).enabled = false;
    return {};
  }

  async enableEndpoint({ endpoint }: Named): Promise<object> {
    this.named(endpoint).enabled = !this.has('staysDisabled');
    return {};
  }

  async endpointStatus({ endpoint }: Named): Promise<{ enabled: boolean }> {
    return { enabled: this.named(endpoint).enabled || this.has('goneUnseen') };
  }

  async notices({ endpoint }: Named): Promise<{ notices: 'endpointDisabled'[] }> {
    return { notices: this.named(endpoint).told ? ['endpointDisabled'] : [] };
  }

  async sendEvent({ type, data, idempotencyKey }: NewEvent): Promise<{ event: string }> {
    const known = this.keys.get(idempotencyKey ?? '');
    if (this.has('racyIdempotency')) await new Promise((resolve) => setImmediate(resolve));
    if (known !== undefined && !this.has('noIdempotency')) return { event: known };
    const hash = createHash('sha256').update(data).digest('hex');
    const id = this.has('idOfTheContent') ? hash : `msg${this.has('idWithDot') ? '.' : '_'}${randomUUID()}`;
    if (idempotencyKey !== undefined) this.keys.set(idempotencyKey, id);
    if (this.has('skipsEmptyData') && data === '{}') return { event: id };
    const wanting = [...this.endpoints.values()].filter((each) => each.wants(type));
    const event = { id, type, data, at: this.time.now() };
    for (const each of this.has('firstEndpointOnly') ? wanting.slice(0, 1) : wanting) each.accept(event);
    return { event: id };
  }

  async rotateSecret(params: Named & { overlapSeconds: number }): Promise<{ secret: string }> {
    const { secrets } = this.named(params.endpoint);
    secrets.rotate(this.time.now(), params.overlapSeconds);
    return { secret: secrets.newest };
  }

  async retry({ endpoint, event }: Named & { event: string }): Promise<object> {
    this.named(endpoint).retry(event);
    return {};
  }

  async recover({ endpoint, since }: Named & { since: number }): Promise<object> {
    this.named(endpoint).recover(since);
    return {};
  }

  async advance({ seconds }: { seconds: number }): Promise<{ now: number }> {
    await this.time.pass(seconds * 1_000);
    return { now: this.time.now() };
  }

  private has = (flaw: Flaw): boolean => this.flaws.has(flaw);

  private named(id: string): ModelEndpoint {
    const endpoint = this.endpoints.get(id);
    if (!endpoint) throw new Error(`There is no endpoint ${id}`);
    return endpoint;
  }

  private world(): World {
    const { has, time, ca } = this;
    return {
      ...{ has, time, ca },
      work: (run) => this.work(run),
      allowed: (url) => this.refusal(url) === undefined || has('guardsCreationOnly'),
      block: () => void (this.blocked = true),
      die: () => void (this.ended = true),
      dead: () => this.ended,
    };
  }

  private async work(run: () => Promise<void>): Promise<void> {
    if (!this.has('oneQueue') && !this.has('waitsInQueue')) return await run();
    // Its only worker may sleep until the time of a retry; nothing else is looked at meanwhile.
    await (this.queue = this.queue.then(() => (this.blocked ? undefined : run())));
  }

  private check(url: string): void {
    const reason = this.refusal(url);
    if (reason !== undefined) throw new Refused(reason);
  }

  private refusal(url: string): string | undefined {
    if (!this.production || this.has('noGuard')) return undefined;
    const reason = refusal(url);
    return reason === 'not https' && url.startsWith('http:') && this.has('takesHttp') ? undefined : reason;
  }
}
