import { gzipSync } from 'node:zlib';
import { type TestCloud, withCloud } from './cloud';
import { conservation } from './conservation';
import { type Arrived, Receiver } from './receiver';
import { deliveriesOf } from './rows';
import { subscribe, verified } from './subscribe';

interface Results {
  results: { status: string; id: string; error?: { status: number; errors?: object[] } }[];
}

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const arrivals = (path: string): Arrived[] => receiver.requests.filter((request) => request.path === path);
const dataOf = (request: Arrived | undefined): unknown => JSON.parse(request?.body ?? '{}').data;

const shown = (event: string | undefined) => stack.admin('GET', `/v1/events/${event}`);

async function postAccepted(events: unknown, headers?: Record<string, string>): Promise<string[]> {
  const { status, body } = await stack.post<Results>(events, headers);
  expect({ status, body }).toMatchObject({ status: 202 });
  return body.results.map(({ id }) => id);
}

describe('what an endpoint receives', () => {
  it('is the event, signed so that the standardwebhooks package verifies it', async () => {
    const url = `${receiver.url}/signed`;
    const destination = { kind: 'webhook', url, headers: { 'x-env': 'prod' } };
    const subscription = await subscribe(stack, url, ['signed.event'], { destination });
    const time = new Date(stack.cloud.clock.now() - 60_000).toISOString();
    const event = { type: 'signed.event', source: 'support-bot', subject: 'run_42', time };
    const [id] = await postAccepted({ ...event, data: { model: 'gpt-5' } });
    await stack.cloud.idle();

    const [request, ...others] = arrivals('/signed');
    expect(others).toEqual([]);
    expect(request?.body).toBe(JSON.stringify({ id, ...event, data: { model: 'gpt-5' } }));
    expect(request?.method).toBe('POST');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^Tocsin\/\d+\.\d+\.\d+$/),
      'webhook-id': id,
      'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
      'webhook-signature': expect.stringMatching(/^v1,/),
      'x-env': 'prod',
    });
    expect(verified(stack, subscription, request as Arrived)).toEqual({
      id,
      ...event,
      data: { model: 'gpt-5' },
    });
    const forged = { ...request, body: request?.body.replace('gpt-5', 'gpt-6') } as Arrived;
    expect(() => verified(stack, subscription, forged)).toThrow('No matching signature');
  });

  it('holds data byte for byte as it was posted: big numbers, exponents, escapes, key order', async () => {
    await subscribe(stack, `${receiver.url}/exact`, ['exact.event']);
    const data =
      '{ "z":9007199254740993, "a":1e400, "pi":3.140, "not NFC":"e\u0301", "escaped":"\\u00e9\\/", "b":[ -0, 1E-7 ],\n "\\u0061b":"\u{1F514}" }';
    const [id] = await postAccepted(`{"type":"exact.event","source":"bot","data":${data}}`);
    await stack.cloud.idle();
    const [request] = arrivals('/exact');
    expect(request?.body.endsWith(`,"data":${data}}`)).toBe(true);

    const answer = await fetch(`${stack.cloud.apiUrl}/v1/events/${id}`, {
      headers: { authorization: `Bearer ${stack.first.adminKey}` },
    });
    expect(await answer.text()).toContain(`"data":${data}`);
  });

  it('is signed with both secrets while an old one is being replaced, and with the new one afterwards', async () => {
    const old = await subscribe(stack, `${receiver.url}/rotated`, ['rotated.event']);
    const path = `/v1/subscriptions/${old.id}/rotate-secret`;
    const { body } = await stack.admin<{ secret: string }>('POST', path, { overlapSeconds: 3_600 });
    await postAccepted({ type: 'rotated.event', source: 'bot' });
    await stack.cloud.idle();
    const [during] = arrivals('/rotated') as [Arrived];
    expect(() => verified(stack, old, during)).not.toThrow();
    expect(() => verified(stack, { ...old, ...body }, during)).not.toThrow();

    stack.cloud.clock.advance(3_601_000);
    await postAccepted({ type: 'rotated.event', source: 'bot' });
    await stack.cloud.idle();
    const [, after] = arrivals('/rotated') as [Arrived, Arrived];
    expect(() => verified(stack, { ...old, ...body }, after)).not.toThrow();
    expect(() => verified(stack, old, after)).toThrow('No matching signature');
  });
});

describe('who receives an event', () => {
  it('is every subscription whose filter it matches, and no other', async () => {
    const costs = (operator: string) => ({ data: { costMicroUsd: [{ numeric: [operator, 500_000] }] } });
    await subscribe(stack, `${receiver.url}/dear`, ['filtered.event'], { filter: costs('>') });
    await subscribe(stack, `${receiver.url}/cheap`, ['filtered.event'], { filter: costs('<=') });
    const [id] = await postAccepted({
      type: 'filtered.event',
      source: 'bot',
      data: { costMicroUsd: 700_000 },
    });
    await stack.cloud.idle();
    expect(arrivals('/dear')).toHaveLength(1);
    expect(arrivals('/cheap')).toHaveLength(0);
    expect(await deliveriesOf(stack, id as string)).toMatchObject([{ state: 'delivered' }]);
  });

  it('is every subscription to a prefix of its type', async () => {
    await subscribe(stack, `${receiver.url}/prefix`, ['wild.run.*']);
    await subscribe(stack, `${receiver.url}/shorter`, ['wild.*']);
    await subscribe(stack, `${receiver.url}/other`, ['wild.tool.*', 'wild.run']);
    await postAccepted({ type: 'wild.run.failed', source: 'bot' });
    await stack.cloud.idle();
    expect(['/prefix', '/shorter', '/other'].map((path) => arrivals(path).length)).toEqual([1, 1, 0]);
  });

  it('is once each, even if a subscription names the type and its prefix', async () => {
    await subscribe(stack, `${receiver.url}/twice`, ['named.twice', 'named.*']);
    await postAccepted({ type: 'named.twice', source: 'bot' });
    await stack.cloud.idle();
    expect(arrivals('/twice')).toHaveLength(1);
  });

  it('is nobody, if nobody subscribed: the event is kept and counted as filtered', async () => {
    const [id] = await postAccepted({ type: 'nobody.cares', source: 'bot' });
    await stack.cloud.idle();
    expect((await shown(id)).body).toMatchObject({ status: 'filtered', subscriptions: [] });
    expect(await deliveriesOf(stack, id as string)).toEqual([]);
  });
});

describe('an event that is posted again', () => {
  beforeAll(() => subscribe(stack, `${receiver.url}/again`, ['again.*']));

  it('with the same id is delivered once', async () => {
    const event = { type: 'again.same', source: 'bot', id: 'order-1', data: { n: 1 } };
    const first = await postAccepted(event);
    await stack.cloud.idle();
    const second = await postAccepted([event, event]);
    await stack.cloud.idle();
    expect(second).toEqual([...first, ...first]);
    expect(arrivals('/again').filter(({ body }) => body.includes('again.same'))).toHaveLength(1);
    expect((await shown(first[0])).body).toMatchObject({ status: 'routed', conflicts: [] });
  });

  it('with the same id and another body is a conflict: listed, and never delivered', async () => {
    const event = { type: 'again.other', source: 'bot', id: 'order-2' };
    const [id] = await postAccepted({ ...event, data: { n: 1 } });
    await stack.cloud.idle();
    await postAccepted({ ...event, data: { n: 2 } });
    await postAccepted({ ...event, data: { n: 2 } });
    await stack.cloud.idle();
    const received = arrivals('/again').filter(({ body }) => body.includes('again.other'));
    expect(received.map(dataOf)).toEqual([{ n: 1 }]);
    expect((await shown(id)).body).toMatchObject({ data: { n: 1 }, conflicts: { length: 1 } });
  });

  it('with the same Idempotency-Key is delivered once, with another key anew', async () => {
    const events = [
      { type: 'again.key', source: 'bot' },
      { type: 'again.key', source: 'bot' },
    ];
    const first = await postAccepted(events, { 'idempotency-key': 'one' });
    const repeat = await postAccepted(events, { 'idempotency-key': 'one' });
    const other = await postAccepted(events, { 'idempotency-key': 'two' });
    await stack.cloud.idle();
    expect(repeat).toEqual(first);
    expect(new Set([...first, ...other]).size).toBe(4);
    const received = arrivals('/again').filter(({ body }) => body.includes('again.key'));
    expect(received.map(({ headers }) => headers['webhook-id']).sort()).toEqual([...first, ...other].sort());
  });
});

describe('ways to post', () => {
  beforeAll(() => subscribe(stack, `${receiver.url}/ways`, ['ways.*']));

  const arrived = (type: string): unknown[] =>
    arrivals('/ways')
      .map(({ body }) => JSON.parse(body) as { type: string; data: unknown; extensions?: unknown })
      .filter((event) => event.type === type)
      .map(({ data, extensions }) => (extensions ? { data, extensions } : data));

  const cloudEvent = { specversion: '1.0', source: '/agents/support', subject: 'run_1' };

  it.each([
    ['one event', { type: 'ways.one', source: 'bot', data: { way: 1 } }, {}, 'ways.one'],
    ['an array', [{ type: 'ways.array', source: 'bot', data: { way: 1 } }], {}, 'ways.array'],
    [
      'a structured CloudEvent',
      { ...cloudEvent, type: 'ways.structured', id: 'a1', data: { way: 1 } },
      { 'content-type': 'application/cloudevents+json; charset=utf-8' },
      'ways.structured',
    ],
    [
      'a batch of CloudEvents',
      [{ ...cloudEvent, type: 'ways.batch', id: 'a2', data: { way: 1 } }],
      { 'content-type': 'application/cloudevents-batch+json' },
      'ways.batch',
    ],
    [
      'a binary CloudEvent',
      { way: 1 },
      {
        'ce-specversion': '1.0',
        'ce-type': 'ways.binary',
        'ce-id': 'a3',
        'ce-source': '/agents/b%C3%B6t',
      },
      'ways.binary',
    ],
    [
      'a compressed body',
      gzipSync('{"type":"ways.gzip","source":"bot","data":{"way":1}}'),
      { 'content-encoding': 'gzip' },
      'ways.gzip',
    ],
    [
      'a compressed body of a binary type',
      gzipSync('{"type":"ways.octets","source":"bot","data":{"way":1}}'),
      { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' },
      'ways.octets',
    ],
  ])('%s', async (_way, body, headers, type) => {
    await postAccepted(body, headers);
    await stack.cloud.idle();
    expect(arrived(type)).toEqual([{ way: 1 }]);
  });

  it('extension attributes of a CloudEvent reach the endpoint', async () => {
    await postAccepted(
      { ...cloudEvent, type: 'ways.extended', id: 'a4', traceparent: '00-abc', data: 7 },
      { 'content-type': 'application/cloudevents+json' },
    );
    await stack.cloud.idle();
    expect(arrived('ways.extended')).toEqual([{ data: 7, extensions: { traceparent: '00-abc' } }]);
  });

  it('a batch with one bad event is answered 207, and the good ones are delivered', async () => {
    const good = { type: 'ways.mixed', source: 'bot' };
    const batch = [
      { ...good, data: 1 },
      { ...good, type: 'no spaces allowed' },
      { ...good, data: 3 },
    ];
    const { status, body } = await stack.post<Results>(batch);
    await stack.cloud.idle();
    expect(status).toBe(207);
    expect(body.results.map((result) => result.status)).toEqual(['accepted', 'refused', 'accepted']);
    expect(body.results[1]?.error).toMatchObject({ status: 400, errors: [{ pointer: '/type' }] });
    expect(arrived('ways.mixed').sort()).toEqual([1, 3]);
  });

  it('an event of 200 KiB, too large to ride in a message, arrives whole', async () => {
    const noise = Array.from({ length: 20_000 }, (_, index) => (index * 7919 * 104_729).toString(36)).join(
      '',
    );
    const text = noise.slice(0, 200 * 1024);
    await postAccepted({ type: 'ways.large', source: 'bot', data: { text } });
    await stack.cloud.idle();
    expect(arrived('ways.large')).toEqual([{ text }]);
  });
});

it('the answer carries the directive of each source, in first-seen order', async () => {
  const { body } = await stack.post<{ directives: object[] }>([
    { type: 'nobody.cares', source: 'b' },
    { type: 'nobody.cares', source: 'a' },
    { type: 'nobody.cares', source: 'b' },
  ]);
  expect(body.directives).toMatchObject([
    { agent: 'b', state: 'running', holds: [], version: 0 },
    { agent: 'a', state: 'running', holds: [], version: 0 },
  ]);
});

it('in the end every event and every delivery is accounted for', async () => {
  stack.cloud.clock.advance(60_000);
  await stack.cloud.idle();
  const { events, deliveries, stranded, holds } = await conservation(stack);
  expect({ stranded, holds }).toEqual({ stranded: [], holds: true });
  expect(events).toMatchObject({ accepted: events.fannedOut + events.filtered, dead: 0 });
  expect(deliveries).toMatchObject({ delivered: deliveries.matched, dead: 0, waiting: 0, queued: 0 });
  expect(deliveries.matched).toBe(receiver.requests.length);
});
