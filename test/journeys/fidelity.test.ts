import type { JsonWebKey } from 'node:crypto';
import { pythonJson } from '../../core/delivery/python-json';
import { sliceMembers } from '../../core/event/raw-json';
import type { PayloadFormat, Signature } from '../../core/subscription/subscription';
import { type TestCloud, withCloud } from './cloud';
import { type Arrived, Receiver } from './receiver';
import { subscribe, type Subscribed } from './subscribe';
import { verifies } from './verify';

const SCHEMES: [string, Signature][] = [
  ['v1', { scheme: 'standard' }],
  ['v1a', { scheme: 'standard', versions: ['v1a'] }],
  ['both', { scheme: 'standard', versions: ['v1', 'v1a'] }],
  ['keywordsai', { scheme: 'keywordsai' }],
  ['github', { scheme: 'github' }],
  ['stripe', { scheme: 'stripe' }],
  ['custom', { scheme: 'custom', header: 'X-Signature', encoding: 'base64', prefix: 'HMAC ' }],
  ['sha512', { scheme: 'custom', header: 'X-Signature', encoding: 'hex', algorithm: 'sha512' }],
  [
    'hook0',
    {
      ...({ scheme: 'custom', header: 'X-Hook0-Signature', encoding: 'hex' } as const),
      ...{ signed: '{timestamp}.webhook-id.{id}.{body}', value: 't={timestamp},h=webhook-id,v1={signature}' },
    },
  ],
];
const FORMATS: PayloadFormat[] = ['tocsin', 'cloudevents-structured', 'cloudevents-binary'];
const TEXT = "It's a Secret to Everybody";

/** Every setting that goes together: a name, what is set, and a secret of one's own where the scheme takes any. */
const SETTINGS = SCHEMES.flatMap(([name, signature]) =>
  FORMATS.filter((format) => name !== 'keywordsai' || format !== 'cloudevents-binary').map((format) => ({
    name: `${name} ${format}`,
    path: `/${name}/${format}`,
    signature,
    format,
    own: signature.scheme === 'standard' ? {} : { secret: TEXT },
  })),
);

const DATA: [string, string][] = [
  ['integers beyond 2^53', '{"a":9007199254740993,"b":-123456789012345678901234567890}'],
  ['numbers beyond a double', '[1e400,-1e400,1e-400,0.1e1,-0,-0.0,1.0,1E5,0.00001]'],
  ['the order of names', '{"z":1,"2":2,"1":3,"a":4}'],
  ['names that come twice', '{"a":1,"b":2,"a":3}'],
  ['text that is not NFC, and beyond the BMP', '{"e\u0301":"e\u0301 \u00e9 \u{1F514} \u2028 \u007f"}'],
  ['escapes, half characters among them', '"\\u00e9\\/\\ud83d\\udd14\\ud83d \\u0000\\n"'],
  ['spaces', '{ "a" :\n\t[ 1 , 2 ]\r\n}'],
  ['nothing', '{}'],
  ['an empty list', '[ ]'],
  ['an empty text', '""'],
  ['null', 'null'],
  ['as deep as may be', '['.repeat(100) + ']'.repeat(100)],
  ['a name that JavaScript minds', '{"__proto__":{"constructor":1}}'],
];

let stack: TestCloud;
let receiver: Receiver;
const subscribed = new Map<string, Subscribed & { publicKey?: string }>();
const ids: string[] = [];

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
  for (const { path, signature, format, own } of SETTINGS) {
    const headers = { 'X-ENV-Case': 'Prod', authorization: 'Bearer x' };
    const destination = { kind: 'webhook', url: `${receiver.url}${path}`, headers };
    const more = { destination, signature, format, ...own };
    subscribed.set(path, await subscribe(stack, receiver.url, ['fidelity.*'], more));
  }
  const events = DATA.map(([, data]) => `{"type":"fidelity.event","source":"bot","data":${data}}`);
  await post(`[${events.join(',')}]`);
  await post('{"type":"fidelity.empty","source":"bot"}');
  const cloudEvent =
    '{"specversion":"1.0","id":"1","type":"fidelity.extended","source":"/bot 1","subject":"rün"';
  const extensions = ',"traceparent":"00-\\u0061 b","sequence":12,"sampled":true';
  await post(`${cloudEvent}${extensions},"data":{"n":1.0}}`, {
    'content-type': 'application/cloudevents+json',
  });
  await stack.cloud.idle();
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

async function post(events: string, headers?: Record<string, string>): Promise<void> {
  const { status, body } = await stack.post<{ results: { id: string }[] }>(events, headers);
  expect(status).toBe(202);
  ids.push(...body.results.map(({ id }) => id));
}

const at = (path: string, id: string | undefined): Arrived => {
  const all = receiver.requests.filter(
    (request) => request.path === path && request.headers['webhook-id'] === id,
  );
  expect(all).toHaveLength(1);
  return all[0] as Arrived;
};

const keysOf = async (path: string) => {
  const answer = await fetch(`${stack.cloud.apiUrl}/v1/subscriptions/${subscribed.get(path)?.id}/jwks.json`);
  return ((await answer.json()) as { keys: JsonWebKey[] }).keys;
};

describe.each(SETTINGS)('$name', ({ path, signature, format }) => {
  it.each(DATA.map(([what, data], index) => [what, data, index] as const))(
    'delivers data as it was posted: %s',
    (_, data, index) => {
      const { body } = at(path, ids[index]);
      const delivered = format === 'cloudevents-binary' ? body : sliceMembers(body).get('data');
      // In Python's form the members stand apart by a space, which the slice leaves out.
      expect(delivered).toBe(signature.scheme === 'keywordsai' ? pythonJson(data) : data);
    },
  );

  it('is verified by its receivers, every event, and no longer once it is forged', async () => {
    const known = { ...subscribed.get(path), keys: await keysOf(path) };
    for (const id of ids) {
      const request = at(path, id);
      expect(request.headers).toMatchObject({ 'webhook-timestamp': expect.stringMatching(/^\d{10}$/) });
      expect([id, verifies(signature, known, request)]).toEqual([id, true]);
      expect(verifies(signature, known, { ...request, body: `[${request.body}]` })).toBe(false);
    }
  });

  it('sends headers of one’s own in the letter case that they were given in', () => {
    const { rawHeaders } = at(path, ids[0]);
    expect(rawHeaders[rawHeaders.indexOf('X-ENV-Case') + 1]).toBe('Prod');
    expect(rawHeaders[rawHeaders.indexOf('authorization') + 1]).toBe('Bearer x');
  });
});

const bodies = (format: PayloadFormat, id: string | undefined) => at(`/v1/${format}`, id);
const [EMPTY, EXTENDED] = [DATA.length, DATA.length + 1];

describe('an event without data', () => {
  it('has empty data in our own form, none in a CloudEvent, and no body in a binary one', () => {
    const [tocsin, structured, binary] = FORMATS.map((format) => bodies(format, ids[EMPTY]));
    expect(JSON.parse(tocsin?.body ?? '')).toMatchObject({ data: {} });
    expect(JSON.parse(structured?.body ?? '')).not.toHaveProperty('data');
    expect(binary).toMatchObject({
      body: '',
      headers: { 'content-length': '0', 'ce-type': 'fidelity.empty' },
    });
    expect(binary?.headers).not.toHaveProperty('content-type');
  });

  it('is shown and filtered with empty data', async () => {
    const { body } = await stack.admin('GET', `/v1/events/${ids[EMPTY]}`);
    expect(body).toMatchObject({ data: {} });
  });
});

describe('a CloudEvent with extensions', () => {
  it('keeps them in our own form, at the top of a structured one, in headers of a binary one', () => {
    const [tocsin, structured, binary] = FORMATS.map((format) => bodies(format, ids[EXTENDED]));
    const extensions = { traceparent: '00-a b', sequence: 12, sampled: true };
    expect(JSON.parse(tocsin?.body ?? '')).toMatchObject({ source: '/bot 1', extensions });
    expect(structured?.headers).toMatchObject({ 'content-type': 'application/cloudevents+json' });
    expect(JSON.parse(structured?.body ?? '')).toEqual({
      ...{ specversion: '1.0', id: ids[EXTENDED], type: 'fidelity.extended', source: '/bot%201' },
      ...{ subject: 'rün', time: expect.any(String) as string, datacontenttype: 'application/json' },
      ...extensions,
      data: { n: 1 },
    });
    expect(binary?.body).toBe('{"n":1.0}');
    expect(binary?.headers).toMatchObject({
      ...{ 'content-type': 'application/json', 'ce-specversion': '1.0', 'ce-id': ids[EXTENDED] },
      ...{ 'ce-source': '/bot%25201', 'ce-subject': 'r%C3%BCn', 'ce-traceparent': '00-a%20b' },
      ...{ 'ce-sequence': '12', 'ce-sampled': 'true' },
    });
    expect(binary?.headers).not.toHaveProperty('ce-datacontenttype');
  });
});

describe('data that is nested too deep', () => {
  it.each([101, 1_000, 60_000])(
    '%i levels are refused, by the name of the field and the rule',
    async (levels) => {
      const deep = '['.repeat(levels) + ']'.repeat(levels);
      const { status, body } = await stack.post(`{"type":"fidelity.deep","source":"bot","data":${deep}}`);
      expect(status).toBe(400);
      expect(body).toMatchObject({
        errors: [{ pointer: '/data', detail: 'must not be nested more than 100 levels deep' }],
      });
    },
  );

  it('so are two million bytes of brackets, and the next event is taken', async () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    const refused = await stack.post(`{"type":"fidelity.deep","source":"bot","data":${deep}}`);
    expect(refused.status).toBe(413);
    await post('{"type":"other.event","source":"bot"}');
  });
});
