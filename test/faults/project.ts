import type { Cloud } from '../../local/cloud';
import { createFirstProject, type FirstProject } from '../../local/first-project';
import { type Answer, type RequestOptions, requester } from '../journeys/cloud';
import type { Subscribed } from '../journeys/subscribe';
import { eventData } from './event-data';
import type { EndpointPlan, EventPlan } from './plan';
import type { Timeline } from './timeline';

/** An event that was accepted at least once, and which bodies were posted under its id. */
export interface Accepted {
  event: string;
  plan: EventPlan;
  bodies: Set<string>;
  /** Endpoints that were subscribed before it was first posted. */
  subscribed: ReadonlySet<string>;
}

interface Result {
  status: 'accepted' | 'refused';
  id?: string;
  error?: { status: number };
}

interface Posted {
  results?: Result[];
}

const MINUTE = 60_000;
const MOST_TRIES = 12;

/** A project, its owner, and the application that posts to it: both repeat what was answered 5xx, as clients do. */
export class Project {
  /** By the id that the application gave. */
  readonly accepted = new Map<string, Accepted>();
  /** By endpoint. */
  readonly subscriptions = new Map<string, Subscribed>();
  readonly problems: string[] = [];
  private pending: EventPlan[] = [];
  private posted = new Map<string, { bodies: Set<string>; subscribed: ReadonlySet<string> }>();

  private constructor(
    readonly index: number,
    readonly first: FirstProject,
    private timeline: Timeline,
    private cloud: Cloud,
  ) {}

  static async make(cloud: Cloud, timeline: Timeline, index: number): Promise<Project> {
    return new Project(index, await createFirstProject(cloud, `faults ${index}`), timeline, cloud);
  }

  /** After a restart. */
  moveTo(cloud: Cloud): void {
    this.cloud = cloud;
  }

  async subscribe(endpoint: EndpointPlan, url: string): Promise<void> {
    const { name, eventTypes, sources, below, schedule, breaker, behaviour } = endpoint;
    const filter = {
      ...(sources && { source: sources }),
      ...(below !== undefined && { data: { n: [{ numeric: ['<', below] }] } }),
    };
    const body = {
      name,
      eventTypes,
      destination: { kind: 'webhook', url },
      ...(Object.keys(filter).length > 0 && { filter }),
      ...(schedule && { retry: { scheduleSeconds: schedule } }),
      ...(breaker && { breaker }),
      ...(behaviour.kind === 'limited' && { rateLimit: { perSecond: behaviour.perSecond } }),
    };
    const made = await this.insist<Subscribed>('POST', '/v1/subscriptions', body);
    if (made.status !== 201)
      throw new Error(`Subscribing ${name}: ${made.status} ${JSON.stringify(made.body)}`);
    this.subscriptions.set(name, made.body);
  }

  async deleteSubscription(endpoint: string): Promise<void> {
    const { status } = await this.insist('DELETE', `/v1/subscriptions/${this.idOf(endpoint)}`);
    if (status !== 204 && status !== 404) this.problems.push(`Deleting ${endpoint} was answered ${status}`);
  }

  /** `enable`, `disable`, or `recover` of all that was missed. */
  async ask(endpoint: string, what: 'enable' | 'disable' | 'recover'): Promise<void> {
    const body = what === 'recover' ? { since: '2000-01-01T00:00:00Z' } : {};
    const { status } = await this.insist('POST', `/v1/subscriptions/${this.idOf(endpoint)}/${what}`, body);
    if (status !== (what === 'recover' ? 202 : 200)) this.problems.push(`${what} ${endpoint}: ${status}`);
  }

  async replayDeadLetters(): Promise<void> {
    const until = new Date(this.timeline.now() + MINUTE).toISOString();
    const body = { since: '2000-01-01T00:00:00Z', until };
    const { status } = await this.insist('POST', '/v1/dead-letters/replay', body);
    if (status !== 202) this.problems.push(`Replaying dead letters was answered ${status}`);
  }

  admin = <Body>(method: string, path: string): Promise<Answer<Body>> => this.insist<Body>(method, path);

  /** Posts events once; what is not accepted waits for `postAgain`. */
  async post(events: EventPlan[]): Promise<void> {
    for (const event of events) this.note(event);
    const body = events.map((event) => ({
      id: event.id,
      type: event.type,
      source: event.source,
      data: eventData(event),
    }));
    const answer = await this.request<Posted>('POST', '/v1/events', { key: this.first.ingestKey, body });
    if (answer.status >= 500 && !answer.body.results) return void this.pending.push(...events);
    for (const [index, event] of events.entries())
      this.take(event, answer.body.results?.[index], answer.status);
  }

  /** What was not accepted so far, in small requests. */
  async postAgain(): Promise<void> {
    const events = this.pending.splice(0);
    for (let at = 0; at < events.length; at += 10) await this.post(events.slice(at, at + 10));
  }

  get waiting(): number {
    return this.pending.length;
  }

  private note(event: EventPlan): void {
    const known = this.posted.get(event.id) ?? {
      bodies: new Set<string>(),
      subscribed: new Set(this.subscriptions.keys()),
    };
    known.bodies.add(JSON.stringify(eventData(event)));
    this.posted.set(event.id, known);
  }

  private take(plan: EventPlan, result: Result | undefined, status: number): void {
    const posted = this.posted.get(plan.id);
    if (result?.status === 'accepted' && result.id !== undefined && posted) {
      const known = this.accepted.get(plan.id);
      if (known && known.event !== result.id)
        this.problems.push(`${plan.id} was accepted as ${known.event}, then as ${result.id}`);
      this.accepted.set(plan.id, { event: result.id, plan, ...posted });
    } else if (status >= 500 || result?.error?.status === 503) this.pending.push(plan);
    // Its id stands in the same request with another body, which came first and counts.
    else if (result?.error?.status === 409 && (posted?.bodies.size ?? 0) > 1) return;
    else this.problems.push(`${plan.id} was refused: ${status} ${JSON.stringify(result)}`);
  }

  private idOf(endpoint: string): string {
    const id = this.subscriptions.get(endpoint)?.id;
    if (id === undefined) throw new Error(`${endpoint} is not subscribed`);
    return id;
  }

  private async insist<Body>(method: string, path: string, body?: object): Promise<Answer<Body>> {
    const headers: Record<string, string> =
      method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {};
    for (let tries = 1; ; tries++) {
      const answer = await this.request<Body>(method, path, { key: this.first.adminKey, headers, body });
      if ((answer.status < 500 && answer.status !== 409) || tries === MOST_TRIES) return answer;
      await this.cloud.idle();
      this.timeline.advance(MINUTE);
    }
  }

  /** A connection that breaks is an answer like any other that a client repeats. */
  private async request<Body>(method: string, path: string, options: RequestOptions): Promise<Answer<Body>> {
    const request = requester(this.cloud.apiUrl)<Body>(method, path, options);
    return request.catch(() => ({ status: 599, headers: new Headers(), body: {} as Body }));
  }
}
