import type { Selection } from '../format/select';
import type { Hello, Sender } from '../protocol';
import type { Endpoint } from '../receiver/endpoint';
import type { RecordedRequest } from '../receiver/record';
import type { SenderClock } from './sender-clock';

/** An endpoint of the scenario, as both sides know it. */
export interface Actor {
  endpoint: Endpoint;
  path: string;
  /** The sender's id; missing until it is made, and when it was refused. */
  id?: string;
  refused?: string;
  /** As they were made: the first one, then that of each rotation. */
  secrets: string[];
  publicKey?: string;
  retryDelaysSeconds: number[];
  timeoutSeconds: number;
  dataPointer: string;
}

interface SentEvent {
  /** The sender's id. */
  id: string;
  /** Monotonic, ms, when publishing began. */
  at: number;
}

/** One scenario while it runs. */
export interface Stage {
  sender: Sender;
  hello: Hello;
  clock: SenderClock;
  actors: Map<string, Actor>;
  events: Map<string, SentEvent>;
  /** The sender's time at the beginning, epoch ms. */
  startedAt: number;
  /** The real event type behind a local name. */
  typeNamed: (local: string) => string;
}

export function actorNamed(stage: Stage, name: string): Actor {
  const actor = stage.actors.get(name);
  if (!actor) throw new Error(`The scenario has no endpoint ${name}`);
  return actor;
}

/** The sender's id of an endpoint that was made. */
export function idOf(stage: Stage, name: string): string {
  const { id } = actorNamed(stage, name);
  if (id === undefined) throw new Error(`The endpoint ${name} was not made`);
  return id;
}

export function selected(stage: Stage, { endpoint, requests, containing }: Selection): RecordedRequest[] {
  return actorNamed(stage, endpoint).endpoint.requests.filter(
    ({ number, body }) =>
      (requests?.includes(number) ?? true) && (containing === undefined || body.includes(containing)),
  );
}

/** By the names that the sender gives them. */
export function headerName({ hello }: Stage, name: string): string {
  const { headers } = hello;
  if (name === '@id') return headers?.id ?? 'webhook-id';
  if (name === '@timestamp') return headers?.timestamp ?? 'webhook-timestamp';
  return name === '@signature' ? (headers?.signature ?? 'webhook-signature') : name;
}
