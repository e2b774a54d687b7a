/**
 * What a sender may be able to do beside making endpoints and sending events. Scenarios that need what is missing
 * are skipped, with the reason.
 */
export const CAPABILITIES = [
  /** Its clock can be moved; without it the suite waits. */
  'advance',
  /** The delays between attempts can be set for an endpoint. */
  'schedule',
  /** The time that an attempt may take can be set for an endpoint. */
  'timeout',
  /** An endpoint may bring its own signing secret. */
  'secret',
  /** Custom headers of an endpoint. */
  'headers',
  /** Publishing with an idempotency key. */
  'idempotency',
  'rotate',
  /** Asymmetric signatures of Standard Webhooks. */
  'v1a',
  /** An endpoint's URL can be changed. */
  'update',
  'delete',
  /** Endpoints can be disabled and enabled. */
  'disable',
  /** It says whether an endpoint is enabled. */
  'status',
  /** It says what the owner of an endpoint was told. */
  'notices',
  /** Sending one event to one endpoint once more. */
  'retry',
  /** Sending everything that an endpoint has missed. */
  'recover',
  /** It trusts the suite's certificate authority. */
  'trust',
  /** It can run with all its guards on. */
  'production',
  'rateLimit',
  'cloudevents',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

export interface HelloParams {
  protocol: 1;
  mode: 'test' | 'production';
  /** A PEM file with the authority that issued the certificates of good endpoints. */
  caFile: string;
}

export interface Hello {
  protocol: 1;
  /** Of the sender, for the report. */
  name: string;
  version?: string;
  capabilities: Capability[];
  /** Of an endpoint that sets nothing else: seconds from each failure to the next attempt. */
  retryDelaysSeconds: number[];
  /** How long an attempt may take where it is not set. */
  timeoutSeconds: number;
  /** JSON Pointer (RFC 6901) to an event's data in the body; empty if the body is the data. */
  dataPointer: string;
  /** The names of its headers, if they are not those of Standard Webhooks. */
  headers?: { id: string; timestamp: string; signature: string };
}

export interface NewEndpoint {
  url: string;
  /** Subscribed to. */
  types: string[];
  headers?: Record<string, string>;
  secret?: string;
  /** Which signatures; `["v1"]` if not given. */
  signature?: ('v1' | 'v1a')[];
  format?: 'cloudevents-structured' | 'cloudevents-binary';
  /** Only with the capability `schedule`. */
  retryDelaysSeconds?: number[];
  /** Only with the capability `timeout`. */
  timeoutSeconds?: number;
  rateLimitPerSecond?: number;
}

export interface MadeEndpoint {
  /** The sender's own id for it. */
  endpoint: string;
  /** `whsec_...`, or what the sender signs with. */
  secret?: string;
  /** `whpk_...`, where it signs with `v1a`. */
  publicKey?: string;
}

export interface NewEvent {
  type: string;
  /** JSON text. It is a string so that nothing on the way reads its numbers. */
  data: string;
  /** Two publications under one key are one event. */
  idempotencyKey?: string;
}

type Named = { endpoint: string };

/** The methods of an adapter: parameters and results, by name. */
export interface Protocol {
  hello: [HelloParams, Hello];
  createEndpoint: [NewEndpoint, MadeEndpoint];
  updateEndpoint: [Named & { url: string }, object];
  deleteEndpoint: [Named, object];
  disableEndpoint: [Named, object];
  enableEndpoint: [Named, object];
  endpointStatus: [Named, { enabled: boolean }];
  notices: [Named, { notices: 'endpointDisabled'[] }];
  sendEvent: [NewEvent, { event: string }];
  rotateSecret: [Named & { overlapSeconds: number }, { secret: string }];
  retry: [Named & { event: string }, object];
  /** Everything that was not delivered to the endpoint since then (epoch milliseconds). */
  recover: [Named & { since: number }, object];
  /** Resolves when all that became due by then was attempted; `now` is the sender's time, epoch milliseconds. */
  advance: [{ seconds: number }, { now: number }];
}

export type Method = keyof Protocol;
export type Params<M extends Method> = Protocol[M][0];
export type Result<M extends Method> = Protocol[M][1];

/** A sender under test, whatever is between it and the suite. */
export interface Sender {
  /** Throws Refused if the sender said no, another error if it broke. */
  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>>;
  close(): Promise<void>;
}

/** The sender understood and said no, e.g. to a URL. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
