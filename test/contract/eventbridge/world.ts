import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';

/** An implementation of EventBridge under test: a bus of its own for each case. */
export interface EventBridgeWorld {
  client: EventBridgeClient;
  /** A new bus with one rule for each pattern, all of which send to one new queue. */
  wire(...patterns: object[]): Promise<Wired>;
}

export interface Wired {
  bus: string;
  /** Waits for the next message of the queue (up to 5 s) and answers its body; nothing if none comes. */
  next(): Promise<string>;
  /** What is on the queue by now, without waiting. */
  waiting(): Promise<string[]>;
}

/** The envelope of a delivered event. */
export interface Envelope {
  version: string;
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
}

export const ENTRY = { Source: 'tocsin', DetailType: 'agent.run.failed', Detail: '{"n":1}' };

export const put = (world: EventBridgeWorld, Entries: PutEventsRequestEntry[]) =>
  world.client.send(new PutEventsCommand({ Entries }));

/** The error code of a single entry's answer. */
export async function codeOf(
  world: EventBridgeWorld,
  entry: PutEventsRequestEntry,
): Promise<string | undefined> {
  return (await put(world, [entry])).Entries?.[0]?.ErrorCode;
}

export async function errorOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}

/** Sends one entry to a bus whose rule takes everything from `tocsin`, and answers what the queue got. */
export async function delivered(
  world: EventBridgeWorld,
  entry: Partial<PutEventsRequestEntry> = {},
): Promise<{ text: string; envelope: Envelope; id: string | undefined }> {
  const { bus, next } = await world.wire({ source: ['tocsin'] });
  const answer = await put(world, [{ ...ENTRY, EventBusName: bus, ...entry }]);
  const text = await next();
  return { text, envelope: JSON.parse(text) as Envelope, id: answer.Entries?.[0]?.EventId };
}

/** Whether an event with this detail passes the pattern. A second event, which always passes, ends the wait. */
export async function passes(world: EventBridgeWorld, detail: object, pattern: object): Promise<boolean> {
  const { bus, next, waiting } = await world.wire({ detail: pattern }, { 'detail-type': ['end'] });
  await put(world, [{ ...ENTRY, EventBusName: bus, Detail: JSON.stringify(detail) }]);
  await put(world, [{ ...ENTRY, EventBusName: bus, Detail: '{}', DetailType: 'end' }]);
  const bodies = [await next(), ...(await waiting())];
  return bodies.some((body) => (JSON.parse(body) as Envelope)['detail-type'] !== 'end');
}
