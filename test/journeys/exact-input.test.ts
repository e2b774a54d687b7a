import { request as httpRequest } from 'node:http';
import { type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';

interface Accepted {
  results: { status: string; id?: string; error?: { status: number; errors: { pointer: string }[] } }[];
}

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
  await subscribe(stack, receiver.url, ['exact.*']);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const bodies = (type: string): string[] =>
  receiver.requests.map(({ body }) => body.toString()).filter((body) => body.includes(`"type":"${type}"`));

async function arrived(type: string): Promise<string[]> {
  await stack.cloud.idle();
  return bodies(type);
}

const TYPES: [string, string, string][] = [
  ['application/json', '', ''],
  ['application/json; charset=iso-8859-1', '', ''],
  ['application/cloudevents+json', '"specversion":"1.0","id":"ID",', ''],
  ['application/cloudevents-batch+json', '"specversion":"1.0","id":"ID",', 'batch'],
];
const BAD: [string, number[]][] = [
  ['ISO-8859-1', [0xe9]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['half a surrogate pair', [0xed, 0xa0, 0xbd]],
  ['a surrogate pair as CESU-8 has it', [0xed, 0xa0, 0xbd, 0xed, 0xb4, 0x94]],
  ['a character cut off', [0xf0, 0x9f, 0x98]],
  ['a bad byte beside U+FFFD', [0xef, 0xbf, 0xbd, 0xff, 0xef, 0xbf, 0xbd]],
];

let count = 0;
function eventOf([, attributes, mode]: (typeof TYPES)[number], type: string, text: Buffer): Buffer {
  const head = `{${attributes.replace('ID', `id-${++count}`)}"type":"${type}","source":"s","data":"`;
  const event = Buffer.concat([Buffer.from(head), text, Buffer.from('"}')]);
  return mode === 'batch' ? Buffer.concat([Buffer.from('['), event, Buffer.from(']')]) : event;
}

describe.each(TYPES)('A body of the type %s', (...type) => {
  it.each(BAD)('with %s is refused, and nothing of it is delivered', async (_, bad) => {
    const name = `exact.bad${++count}`;
    const body = eventOf(type, name, Buffer.from(bad));
    const answer = await stack.post<{ detail: string }>(body, { 'content-type': type[0] });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain('not valid UTF-8');
    expect(await arrived(name)).toEqual([]);
  });

  it('with U+FFFD that was sent is delivered byte for byte', async () => {
    const name = `exact.good${++count}`;
    const body = eventOf(type, name, Buffer.from('\ufffd é \u{1f514} \ufffd'));
    expect((await stack.post(body, { 'content-type': type[0] })).status).toBe(202);
    const [delivered] = await arrived(name);
    expect(delivered).toContain('"data":"\ufffd é \u{1f514} \ufffd"');
  });
});

/** Without a content-length. */
const postChunked = (body: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${stack.first.ingestKey}`, 'content-type': 'application/json' };
    const sent = httpRequest(`${stack.cloud.apiUrl}/v1/events`, { method: 'POST', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    sent.on('error', reject);
    sent.write(body.slice(0, 5));
    sent.end(body.slice(5));
  });

it('A body without a content-length is taken, but not with U+FFFD that may be something else', async () => {
  expect(await postChunked('{"type":"exact.chunked","source":"s","data":"é"}')).toBe(202);
  expect(await postChunked('{"type":"exact.chunked","source":"s","data":"\ufffd"}')).toBe(400);
  expect(await postChunked('{"type":"exact.chunked","source":"s","data":"\\ufffd"}')).toBe(202);
  expect(await arrived('exact.chunked')).toHaveLength(2);
});

it('Of two bodies with one id in a request the first is delivered, and the other named as a conflict', async () => {
  for (let round = 0; round < 5; round++) {
    const twin = (data: number): object => ({ type: 'exact.twin', source: 's', id: `twin-${round}`, data });
    const { status, body } = await stack.post<Accepted>([twin(1), twin(2), twin(1)]);
    expect(status).toBe(207);
    expect(body.results).toMatchObject([
      { status: 'accepted' },
      { status: 'refused', error: { status: 409, errors: [{ pointer: '/id' }] } },
      { status: 'accepted', id: body.results[0]?.id },
    ]);
  }
  const delivered = await arrived('exact.twin');
  expect(delivered.map((body) => (JSON.parse(body) as { data: number }).data)).toEqual(Array(5).fill(1));
});

it('A CloudEvent with attributes that are null is delivered as one without them, alone and in a batch', async () => {
  const nulls = { subject: null, time: null, datacontenttype: null, unsetextension: null, data_base64: null };
  const event = { specversion: '1.0', type: 'exact.nulls', source: '/ctx', ...nulls, data: { a: null } };
  const structured = { 'content-type': 'application/cloudevents+json' };
  expect((await stack.post({ ...event, id: 'A-1' }, structured)).status).toBe(202);
  const batch = { 'content-type': 'application/cloudevents-batch+json' };
  expect((await stack.post([{ ...event, id: 'A-2' }], batch)).status).toBe(202);
  const delivered = (await arrived('exact.nulls')).map((body) => JSON.parse(body) as object);
  expect(delivered).toHaveLength(2);
  for (const one of delivered) {
    expect(one).toMatchObject({ source: '/ctx', data: { a: null } });
    expect(Object.keys(one)).toEqual(['id', 'type', 'source', 'time', 'data']);
  }
});

it('A time ahead is replaced and shown to be, and a leap second is passed on as a time that all can read', async () => {
  const time = new Date(stack.cloud.clock.now() + 10 * 60_000).toISOString();
  const { body } = await stack.post<Accepted>([
    { type: 'exact.time', source: 's', time },
    { type: 'exact.time', source: 's', time: '2016-12-31T23:59:60Z' },
  ]);
  const delivered = (await arrived('exact.time')).map(
    (one) => JSON.parse(one) as { id: string; time: string },
  );
  const [ahead, leap] = body.results.map(({ id }) => delivered.find((one) => one.id === id));
  const shown = await stack.admin('GET', `/v1/events/${ahead?.id}`);
  expect(shown.body).toMatchObject({ time: ahead?.time, receivedAt: ahead?.time, timeAdjusted: true });
  expect(leap?.time).toBe('2017-01-01T00:00:00.000Z');
  expect((await stack.admin('GET', `/v1/events/${leap?.id}`)).body).toMatchObject({ timeAdjusted: false });
  stack.cloud.clock.advance(60_000);
  const { body: list } = await stack.admin<{ data: { id: string; timeAdjusted: boolean }[] }>(
    'GET',
    '/v1/events?type=exact.time',
  );
  expect(new Map(list.data.map(({ id, timeAdjusted }) => [id, timeAdjusted]))).toEqual(
    new Map([
      [ahead?.id, true],
      [leap?.id, false],
    ]),
  );
});

it.each(['', '   ', 'two words', 'a,b', 'x'.repeat(256)])(
  'The Idempotency-Key %j is refused by both functions alike',
  async (key) => {
    const headers = { 'idempotency-key': key };
    const posted = await stack.post<{ detail: string }>({ type: 'exact.keyed', source: 's' }, headers);
    const made = await stack.request<{ errors: { detail: string }[] }>('POST', '/v1/keys', {
      ...{ key: stack.first.adminKey, headers, body: { name: 'a', scopes: ['read'] } },
    });
    expect([posted.status, made.status]).toEqual([400, 400]);
    expect(posted.body.detail).toBe(made.body.errors[0]?.detail);
  },
);

it('HEAD asks for health as GET does', async () => {
  const url = `${stack.cloud.apiUrl}/v1/health`;
  const [got, headed] = [await fetch(url), await fetch(url, { method: 'HEAD' })];
  const text = await got.text();
  expect([got.status, headed.status]).toEqual([200, 200]);
  expect(await headed.text()).toBe('');
  for (const name of ['content-type', 'content-length'])
    expect(headed.headers.get(name)).toBe(got.headers.get(name));
  expect(headed.headers.get('content-length')).toBe(String(text.length));
});

it('nothing of all this made a function fail', () => {
  expect(stack.reports).toEqual([]);
});
