import http from 'node:http';
import https from 'node:https';
import type { NewEndpoint } from '../../../conformance/protocol';
import type { Flaw } from './flaws';
import { handedOn, payload } from './payload';
import { type Incoming, post } from './post';
import { delayMs } from './schedule';
import { Secrets } from './secrets';
import type { Timeline } from './timeline';

export interface SentEvent {
  id: string;
  type: string;
  data: string;
  /** Epoch ms. */
  at: number;
}

/** Of an endpoint that sets nothing else. */
export const TIMEOUT_SECONDS = 4;

/** Behind one that fails, another waits. */
const BEHIND_MS = 60_000;

interface Delivery {
  event: SentEvent;
  url: string;
  made: number;
  state: 'open' | 'delivered' | 'dead' | 'held';
  signed?: { timestamp: number; signature: string };
}

export interface World {
  has: (flaw: Flaw) => boolean;
  time: Timeline;
  ca: string;
  /** Runs what uses the sender's workers; one after the other where there is one for all. */
  work: (run: () => Promise<void>) => Promise<void>;
  /** Whether a URL may be called. */
  allowed: (url: string) => boolean;
  /** Nobody's work is done any more until time passes. */
  block: () => void;
  die: () => void;
  dead: () => boolean;
}

/** An endpoint as the model sender knows it, with what it owes it. */
export class ModelEndpoint {
  enabled = true;
  deleted = false;
  told = false;
  url: string;
  readonly secrets: Secrets;
  private deliveries: Delivery[] = [];
  private used = 0;
  private failures = 0;
  private nextSlot = 0;
  private agents: { 'http:': http.Agent; 'https:': https.Agent };

  constructor(
    private settings: NewEndpoint,
    private world: World,
  ) {
    this.url = settings.url;
    this.secrets = new Secrets(world.has, settings.signature ?? ['v1'], settings.secret);
    const tls = {
      ...(world.has('trustsNobody') ? {} : { ca: world.ca }),
      ...(world.has('insecure') && { rejectUnauthorized: false }),
      ...(world.has('noHostCheck') && { checkServerIdentity: () => undefined }),
    };
    const keepAlive = { keepAlive: true };
    this.agents = { 'http:': new http.Agent(keepAlive), 'https:': new https.Agent({ ...keepAlive, ...tls }) };
  }

  wants(type: string): boolean {
    return !this.deleted && (this.settings.types.includes(type) || this.world.has('allTypes'));
  }

  accept(event: SentEvent): void {
    const { has, time } = this.world;
    const delivery: Delivery = { event, url: this.url, made: 0, state: 'open' };
    if (!this.active() && has('dropsWhileDisabled')) return;
    this.deliveries.push(delivery);
    if (!this.active()) return void (delivery.state = 'held');
    const perSecond = has('noRateLimit') ? undefined : this.settings.rateLimitPerSecond;
    this.nextSlot = Math.max(time.now(), this.nextSlot);
    const wait = perSecond === undefined ? 0 : this.nextSlot - time.now();
    if (perSecond !== undefined) this.nextSlot += 1_000 / perSecond;
    const blocked =
      has('strictOrder') && this.deliveries.some((each) => each.state === 'open' && each !== delivery);
    time.after(blocked ? BEHIND_MS : wait, () => this.attempt(delivery, true));
  }

  retry(event: string): void {
    const delivery = this.deliveries.find((each) => each.event.id === event);
    if (!delivery) throw new Error(`There is no delivery of ${event}`);
    const { has, time } = this.world;
    const id = has('newIdByHand') ? `${event}x` : event;
    const again: Delivery = { ...delivery, event: { ...delivery.event, id } };
    if (has('chainByHand')) again.made = 0;
    time.after(0, () => this.attempt(again, has('chainByHand')));
  }

  recover(since: number): void {
    const { has, time } = this.world;
    if (has('recoversNothing')) return;
    for (const delivery of this.deliveries) {
      const missed = delivery.state === 'dead' || delivery.state === 'held' || has('recoversAll');
      if (!missed || delivery.event.at < since) continue;
      delivery.made = 0;
      delivery.state = 'open';
      time.after(0, () => this.attempt(delivery, true));
    }
  }

  close(): void {
    for (const agent of Object.values(this.agents)) agent.destroy();
  }

  private active(): boolean {
    return this.enabled || this.world.has('ignoresDisabled');
  }

  private async attempt(delivery: Delivery, chain: boolean): Promise<void> {
    const { has, work } = this.world;
    if (this.world.dead() || (this.deleted && !has('retriesDeleted'))) return;
    if (!this.active()) return void (delivery.state = 'held');
    if (has('neverReconnects') && this.used++ > 0) return;
    await work(async () => {
      delivery.made++;
      const incoming = await this.send(delivery);
      if (incoming.fatal) return this.world.die();
      this.conclude(delivery, incoming, chain);
    });
  }

  private conclude(delivery: Delivery, incoming: Incoming, chain: boolean): void {
    const { has, time } = this.world;
    const status = incoming.status ?? 0;
    const success = has('only200')
      ? status === 200
      : status >= 200 && status < (has('below400IsSuccess') ? 400 : 300);
    if (success) delivery.state = 'delivered';
    if (success ? !has('retriesSuccess') : !chain) return;
    if (status === 410 && !has('retriesGone')) {
      this.enabled = false;
      this.told = !has('tellsNobody');
    }
    this.failures++;
    const final = (status === 413 && !has('retriesTooLarge')) || (has('losesAfterTen') && this.failures > 10);
    const delays = this.settings.retryDelaysSeconds ?? [5, 30, 300];
    const delay = final ? undefined : delayMs(delays, delivery.made, incoming, time.now(), has);
    if (delay === undefined) return void (delivery.state = 'dead');
    if (has('waitsInQueue')) this.world.block();
    time.after(Math.max(1, delay), () => this.attempt(delivery, true));
  }

  private async send(delivery: Delivery): Promise<Incoming> {
    const { has, time, allowed } = this.world;
    const { event } = delivery;
    const url = has('oldUrl') ? delivery.url : this.url;
    if (!allowed(url)) return {};
    const id = has('newIdEachAttempt') ? `${event.id}_${delivery.made}` : event.id;
    const counted = has('countsAttempts')
      ? event.data.replace(/}$/, `,"attempt":${delivery.made}}`)
      : event.data;
    const data = handedOn(counted, has);
    const { body, headers } = payload({ id, type: event.type, data }, this.settings.format, has);
    const timestamp = Math.floor((has('timeOfTheEvent') ? event.at : time.now()) / 1_000);
    const ours = { ...headers, 'content-length': has('sendsNoBody') ? '0' : String(Buffer.byteLength(body)) };
    return await post(
      {
        ...{ url, body, timeoutMs: (this.settings.timeoutSeconds ?? TIMEOUT_SECONDS) * 1_000 },
        headers: this.headers(ours, this.signed(delivery, id, timestamp, body)),
        agent: new URL(url).protocol === 'https:' ? this.agents['https:'] : this.agents['http:'],
      },
      has,
    );
  }

  private signed(delivery: Delivery, id: string, timestamp: number, body: string): Record<string, string> {
    const { has, time } = this.world;
    const content = has('signsWhatItParsed') ? JSON.stringify(JSON.parse(body)) : body;
    const signature = this.secrets.signature(id, time.now(), timestamp, content);
    const made = has('signsOnce') ? (delivery.signed ??= { timestamp, signature }) : { timestamp, signature };
    const prefix = has('ownHeaderNames') ? 'x-hook-' : 'webhook-';
    return {
      [`${prefix}id`]: id,
      [`${prefix}timestamp`]: String(made.timestamp),
      [`${prefix}signature`]: made.signature,
    };
  }

  private headers(described: Record<string, string>, signed: Record<string, string>): Record<string, string> {
    const { has } = this.world;
    const agent: Record<string, string> = has('noUserAgent') ? {} : { 'user-agent': 'model/1' };
    const ours = { ...described, ...signed, ...agent };
    const custom = has('ignoresHeaders') ? {} : (this.settings.headers ?? {});
    if (has('theirHeadersWin')) return { ...ours, ...lowerCased(custom) };
    if (has('comparesByCase')) return { ...ours, ...withoutNames(custom, (name) => name in ours) };
    return { ...ours, ...withoutNames(custom, (name) => name.toLowerCase() in ours) };
  }
}

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const withoutNames = (
  headers: Record<string, string>,
  reserved: (name: string) => boolean,
): Record<string, string> => Object.fromEntries(Object.entries(headers).filter(([name]) => !reserved(name)));
