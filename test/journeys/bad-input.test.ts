import { gzipSync } from 'node:zlib';
import { type Answer, type TestCloud, withCloud } from './cloud';

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: { pointer: string; detail: string }[];
  requestId: string;
}

let stack: TestCloud;

beforeAll(async () => {
  stack = await withCloud();
});

afterAll(() => stack.stop());

const event = { type: 'an.event', source: 'bot' };
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('events', () => {
  it.each<[string, unknown, string, string]>([
    ['no object', 7, '', 'must be an object'],
    ['no type', { source: 'bot' }, '/type', 'is required'],
    ['no source', { type: 'an.event' }, '/source', 'is required'],
    ['a type of another type', { ...event, type: 7 }, '/type', 'must be a string'],
    ['a source of another type', { ...event, source: null }, '/source', 'must be a string'],
    ['a type with spaces', { ...event, type: 'an event' }, '/type', 'must be names of letters'],
    ['a long type', { ...event, type: 'x'.repeat(129) }, '/type', 'must have at most 128 characters'],
    ['an empty id', { ...event, id: '' }, '/id', 'must not be empty'],
    [
      'a long subject',
      { ...event, subject: 'x'.repeat(257) },
      '/subject',
      'must have at most 256 characters',
    ],
    ['a control character', { ...event, source: 'a\nb' }, '/source', 'must not contain control characters'],
    ['a time in words', { ...event, time: 'yesterday' }, '/time', 'must be a time as RFC 3339 writes it'],
    ['a time that does not exist', { ...event, time: '2026-02-31T25:00:00Z' }, '/time', 'must be a time'],
    [
      'an unknown field',
      { ...event, 'da/ta~': {} },
      '/da~1ta~0',
      'is not a known field: did you mean "data"?',
    ],
    ['deep nesting', `{"type":"a","source":"b","data":${nested(101)}}`, '/data', 'must not be nested more'],
    ['an alert of its own', { ...event, type: 'alert.firing' }, '/type', 'is a type that only Tocsin makes'],
    ['a pause of its own', { ...event, type: 'agent.paused' }, '/type', 'is a type that only Tocsin makes'],
    [
      'an endpoint of its own',
      { ...event, type: 'endpoint.disabled' },
      '/type',
      'is a type that only Tocsin',
    ],
    ['a death of its own', { ...event, type: 'delivery.dead' }, '/type', 'is a type that only Tocsin makes'],
    ['a test of its own', { ...event, type: 'tocsin.test' }, '/type', 'is a type that only Tocsin makes'],
  ])('with %s are refused, and the field is named', async (_what, body, pointer, detail) => {
    expectProblem(await stack.post<Problem>(body), 400, { pointer, detail });
  });

  it('name all fields that are wrong at once', async () => {
    const { body } = await stack.post<Problem>({ type: 'a b', source: '', extra: 1, data: {} });
    expect(body.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/extra', '/source', '/type']);
  });

  it.each<[string, unknown, number, string, Record<string, string>]>([
    ['that is no JSON', '{"type":', 400, 'The body is not valid JSON', {}],
    ['that is empty', '', 400, 'The body is not valid JSON', {}],
    ['of no event', [], 400, 'The array holds no event', {}],
    ['of 1,001 events', Array.from({ length: 1_001 }, () => event), 413, 'at most 1000 events', {}],
    ['of 101 sources', sources(101), 413, 'at most 100 sources', {}],
    ['with an event of 256 KiB', { ...event, data: 'x'.repeat(256 * 1024) }, 413, 'at most 262144 bytes', {}],
    ['of more than 2 MiB', `[${' '.repeat(2 * 1024 * 1024)}]`, 413, 'at most 2097152 bytes', {}],
    ['that inflates without end', bomb(), 413, 'at most 2097152 bytes', { 'content-encoding': 'gzip' }],
    ['that is no gzip', 'plain', 400, 'gzip', { 'content-encoding': 'gzip' }],
    ['in another encoding', 'x', 415, 'content encoding br', { 'content-encoding': 'br' }],
    ['in another media type', 'a=b', 415, 'content type text/plain', { 'content-type': 'text/plain' }],
    [
      'of an array as one CloudEvent',
      [],
      400,
      'application/cloudevents+json holds one event',
      { 'content-type': 'application/cloudevents+json' },
    ],
    ['with a long Idempotency-Key', event, 400, 'Idempotency-Key', { 'idempotency-key': 'x'.repeat(256) }],
  ])('in a request %s are refused', async (_what, body, status, detail, headers) => {
    const answer = await stack.post<Problem>(body, headers);
    expectProblem(answer, status);
    expect(answer.body.detail).toContain(detail);
  });

  it('of exactly the limits are accepted', async () => {
    const head = '{"type":"an.event","source":"bot","data":"';
    const largest = `${head}${'x'.repeat(256 * 1024 - head.length - 2)}"}`;
    expect((await stack.post(largest)).status).toBe(202);
    expect((await stack.post(sources(100))).status).toBe(202);
    const many = Array.from({ length: 1_000 }, () => event);
    expect((await stack.post(many)).status).toBe(202);
    await stack.cloud.idle();
  });

  it('none of which is valid: the answer says it for each', async () => {
    const answer = await stack.post<Problem & { results: { error: Problem }[] }>([{}, { type: 'a' }]);
    expectProblem(answer, 400);
    expect(answer.body.results.map(({ error }) => error.errors?.map(({ pointer }) => pointer))).toEqual([
      ['/type', '/source'],
      ['/source'],
    ]);
  });
});

describe('CloudEvents', () => {
  const cloudEvent = { specversion: '1.0', id: '1', ...event };
  it.each<[string, object, string]>([
    ['of another version', { ...cloudEvent, specversion: '0.3' }, '/specversion'],
    ['without an id', { specversion: '1.0', ...event }, '/id'],
    ['with binary data', { ...cloudEvent, data_base64: 'AAAA' }, '/data_base64'],
    ['whose data is no JSON', { ...cloudEvent, datacontenttype: 'text/xml' }, '/datacontenttype'],
  ])('%s are refused', async (_what, body, pointer) => {
    const headers = { 'content-type': 'application/cloudevents+json' };
    expectProblem(await stack.post<Problem>(body, headers), 400, { pointer });
  });
});

describe('keys', () => {
  const ofNobody = `tcn_01JH7Z0000000000000000000A_${'x'.repeat(43)}`;

  it.each<[string, Record<string, string>, number, string]>([
    ['no key', {}, 401, 'Unauthorized'],
    ['an unknown key', { authorization: `Bearer ${ofNobody}` }, 403, 'Forbidden'],
    ['a malformed key', { authorization: 'Bearer tcn_x' }, 403, 'Forbidden'],
    ['a wrong root key', { authorization: `Bearer tcn_root_${'x'.repeat(48)}` }, 403, 'Forbidden'],
    ['another scheme', { authorization: 'Basic YTpi' }, 403, 'Forbidden'],
  ])('%s: the gateway refuses', async (_what, headers, status, message) => {
    for (const [method, path] of [
      ['POST', '/v1/events'],
      ['GET', '/v1/subscriptions'],
    ] as const)
      expect(await stack.request(method, path, { headers })).toMatchObject({ status, body: { message } });
  });

  it('revoked keys look like unknown ones as soon as the authorization that was cached has ended', async () => {
    const { body } = await stack.admin<{ id: string; key: string }>('POST', '/v1/keys', {
      name: 'short-lived',
      scopes: ['ingest'],
    });
    const post = () => stack.request('POST', '/v1/events', { key: body.key, body: event });
    expect((await post()).status).toBe(202);
    expect((await stack.admin('DELETE', `/v1/keys/${body.id}`)).status).toBe(204);
    stack.cloud.clock.advance(31_000);
    expect(await post()).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
  });

  it('of another scope are refused by the function', async () => {
    const { adminKey, ingestKey, rootKey } = stack.first;
    const asked = [
      stack.request<Problem>('POST', '/v1/events', { key: adminKey, body: event }),
      stack.request<Problem>('POST', '/v1/events', { key: rootKey, body: event }),
      stack.request<Problem>('GET', '/v1/subscriptions', { key: ingestKey }),
      stack.request<Problem>('POST', '/v1/projects', { key: adminKey, body: { name: 'x' } }),
    ];
    for (const answer of await Promise.all(asked)) expectProblem(answer, 403);
  });

  it('that may only read, change nothing', async () => {
    const made = await stack.admin<{ key: string }>('POST', '/v1/keys', { name: 'reader', scopes: ['read'] });
    const { key } = made.body;
    expect((await stack.request('GET', '/v1/subscriptions', { key })).status).toBe(200);
    const change = await stack.request<Problem>('POST', '/v1/keys', { key, body: { name: 'x', scopes: [] } });
    expectProblem(change, 403);
  });
});

describe('another project', () => {
  let adminKey: string;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    const { rootKey } = stack.first;
    const root = { key: rootKey, body: { name: 'neighbour' } };
    const { body: project } = await stack.request<{ id: string }>('POST', '/v1/projects', root);
    const made = await stack.request<{ key: string }>('POST', '/v1/keys', {
      key: rootKey,
      headers: { 'x-tocsin-project': project.id },
      body: { name: 'neighbour', scopes: ['admin', 'ingest'] },
    });
    adminKey = made.body.key;
    const subscription = await stack.admin<{ id: string }>('POST', '/v1/subscriptions', valid());
    const key = await stack.admin<{ id: string }>('POST', '/v1/keys', { name: 'x', scopes: ['read'] });
    const posted = await stack.post<{ results: { id: string }[] }>({ ...event, id: 'shared' });
    ids.set('subscription', subscription.body.id).set('key', key.body.id);
    ids.set('event', posted.body.results[0]?.id ?? '');
    await stack.cloud.idle();
  });

  it.each([
    ['GET', 'subscription', (id: string) => `/v1/subscriptions/${id}`],
    ['PATCH', 'subscription', (id: string) => `/v1/subscriptions/${id}`],
    ['DELETE', 'subscription', (id: string) => `/v1/subscriptions/${id}`],
    ['POST', 'subscription', (id: string) => `/v1/subscriptions/${id}/rotate-secret`],
    ['POST', 'subscription', (id: string) => `/v1/subscriptions/${id}/disable`],
    ['POST', 'subscription', (id: string) => `/v1/subscriptions/${id}/test`],
    ['GET', 'subscription', (id: string) => `/v1/subscriptions/${id}/deliveries`],
    ['DELETE', 'key', (id: string) => `/v1/keys/${id}`],
    ['GET', 'event', (id: string) => `/v1/events/${id}`],
    ['GET', 'event', (id: string) => `/v1/events/${id}/deliveries`],
  ])('cannot %s a %s that is not its own: it is not there', async (method, kind, pathOf) => {
    const options = { key: adminKey, ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }) };
    const theirs = await stack.request<Problem>(method, pathOf(ids.get(kind) ?? ''), options);
    const nobodys = await stack.request<Problem>(method, pathOf(`${kind}_nobody`), options);
    expectProblem(theirs, 404);
    expect(theirs.body).toEqual({ ...nobodys.body, requestId: theirs.body.requestId });
  });

  it('sees nothing of it in lists, and its own event under the same client id is another', async () => {
    const posted = await stack.request<{ results: { id: string }[] }>('POST', '/v1/events', {
      key: adminKey,
      body: { ...event, id: 'shared' },
    });
    const own = posted.body.results[0]?.id;
    expect(own).not.toBe(ids.get('event'));
    await stack.cloud.idle();
    stack.cloud.clock.advance(1_000);
    const subscriptions = await stack.request('GET', '/v1/subscriptions', { key: adminKey });
    expect(subscriptions.body).toEqual({ data: [], nextCursor: null });
    const events = await stack.request('GET', '/v1/events', { key: adminKey });
    expect(events.body).toMatchObject({ data: [{ id: own }], nextCursor: null });
  });

  it('is not held up by schemas that need too many steps, and what they are to check is refused', async () => {
    const constants = Array.from({ length: 900 }, (_, index) => ({ const: index }));
    const slow: [string, object, unknown][] = [
      ['slow.text', { properties: { x: { pattern: '(a|aa){300}b' } } }, { x: 'a'.repeat(100_000) }],
      ['slow.list', { items: { anyOf: constants } }, Array.from({ length: 40_000 }, () => -1)],
    ];
    for (const [type, schema] of slow)
      expect((await stack.admin('PUT', `/v1/event-types/${type}`, { schema, enforce: true })).status).toBe(
        200,
      );
    stack.cloud.clock.advance(31_000);
    const posts = slow.map(([type, , data]) => stack.post<Problem>({ ...event, type, data }));
    const theirs = await stack.request('POST', '/v1/events', { key: adminKey, body: event });
    expect(theirs.status).toBe(202);
    for (const answer of await Promise.all(posts))
      expectProblem(answer, 400, { pointer: '/data', detail: 'needs too many steps to check' });
    const [type, , data] = slow[0] ?? [];
    expect((await stack.post([{ ...event, type, data }, event])).status).toBe(207);
    await stack.cloud.idle();
  });

  it('cannot be reached by naming it in the header of the root key', async () => {
    const headers = { 'x-tocsin-project': stack.first.project };
    expectProblem(await stack.request<Problem>('GET', '/v1/keys', { key: adminKey, headers }), 403);
  });
});

describe('subscriptions', () => {
  it.each<[string, string, string]>([
    ['a private address', 'https://10.1.2.3/hook', 'not public'],
    ['the address of instance metadata', 'https://169.254.169.254/latest', 'not public'],
    ['an address in disguise', 'https://0xa.1/', 'not public'],
    ['a mapped address', 'https://[::ffff:127.0.0.1]/', 'not public'],
    ['a local name', 'https://printer.local/', 'not public'],
    ['a bare name', 'https://intranet/', 'full domain name'],
    ['credentials', 'https://user:secret@example.com/', 'must not hold a user name or password'],
    ['no TLS', 'http://example.com/hook', 'must be https'],
    ['another scheme', 'file:///etc/passwd', 'must be https'],
    ['a fragment', 'https://example.com/#x', 'must not have a fragment'],
    ['no host', 'https://', 'must be an absolute URL'],
    ['a line break', 'https://example.com/\nhook', 'must not contain spaces'],
    ['too much', `https://example.com/${'x'.repeat(2_048)}`, 'must have at most 2048 characters'],
  ])('to a URL with %s are refused', async (_what, url, detail) => {
    const body = { ...valid(), destination: { kind: 'webhook', url } };
    expectProblem(await subscribing(body), 400, { pointer: '/destination/url', detail });
  });

  it.each<[string, object, string, string]>([
    ['no event types', { eventTypes: [] }, '/eventTypes', 'at least 1'],
    ['a bad type', { eventTypes: ['ok', 'not ok'] }, '/eventTypes/1', 'must be an event type'],
    ['a wildcard inside', { eventTypes: ['a.*.b'] }, '/eventTypes/0', 'must be an event type'],
    ['41 types', { eventTypes: sources(41).map(({ source }) => source) }, '/eventTypes', 'at most 40'],
    ['a pattern of values', { filter: { data: { a: 1 } } }, '/filter/data/a', ''],
    ['an empty pattern', { filter: { data: { a: [] } } }, '/filter/data/a', ''],
    ['an unknown operator', { filter: { a: [{ like: 'x' }] } }, '/filter/a/0/like', ''],
    ['a bad operand', { filter: { a: [{ numeric: ['>', 'x'] }] } }, '/filter/a/0/numeric/1', ''],
    ['a reserved header', header('webhook-id', '1'), '/destination/headers/webhook-id', 'only Tocsin'],
    ['a header with a line break', header('x', 'a\r\nb: c'), '/destination/headers/x', 'visible ASCII'],
    ['a short secret', { secret: 'whsec_AAAAAAAAAAAAAAAA' }, '/secret', 'must be whsec_ and base64'],
    ['an endless schedule', { retry: { scheduleSeconds: [86_401] } }, '/retry/scheduleSeconds/0', 'at most'],
    ['an unknown field', { colour: 'red' }, '/colour', 'is not a known field'],
    ['an unknown field within', { signature: { scheme: 'standard', x: 1 } }, '/signature/x', 'not a known'],
    ['no name', { name: '' }, '/name', 'at least 1 characters'],
  ])('with %s are refused', async (_what, change, pointer, detail) => {
    expectProblem(await subscribing({ ...valid(), ...change }), 400, { pointer, detail });
  });

  const subscribing = (body: object) => stack.admin<Problem>('POST', '/v1/subscriptions', body);
});

describe('requests to the API', () => {
  it.each<[string, string, string, unknown, number]>([
    ['to a path that does not exist', 'GET', '/v1/nothing', undefined, 404],
    ['by a method that does not exist', 'PUT', '/v1/subscriptions', {}, 405],
    ['with a body that is no JSON', 'POST', '/v1/subscriptions', '{', 400],
    ['with a limit that is no number', 'GET', '/v1/subscriptions?limit=many', undefined, 400],
    ['with a cursor of their own', 'GET', '/v1/subscriptions?cursor=abc', undefined, 400],
    ['with an unknown parameter', 'GET', '/v1/subscriptions?page=2', undefined, 400],
  ])('%s are refused', async (_what, method, path, body, status) => {
    expectProblem(await stack.admin<Problem>(method, path, body), status);
  });

  it('with an Idempotency-Key that was used for another request are refused', async () => {
    const make = (name: string) =>
      stack.request<Problem>('POST', '/v1/keys', {
        key: stack.first.adminKey,
        headers: { 'idempotency-key': 'make-key' },
        body: { name, scopes: ['read'] },
      });
    const first = await make('a');
    expect(first.status).toBe(201);
    expect((await make('a')).body).toEqual(first.body);
    expectProblem(await make('b'), 422);
  });
});

it('nothing of all this made a function fail', () => {
  expect(stack.reports).toEqual([]);
});

/** RFC 9457, and if a fault is given: that field and that rule among the errors. */
function expectProblem(
  { status, headers, body }: Answer<Problem>,
  expected: number,
  fault?: { pointer: string; detail?: string },
): void {
  expect({ status, body }).toMatchObject({ status: expected });
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(body).toMatchObject({ type: 'about:blank', status: expected, title: expect.any(String) });
  expect(body).toMatchObject({ detail: expect.any(String), requestId: expect.stringMatching(/./) });
  if (fault)
    expect(body.errors).toEqual([
      { pointer: fault.pointer, detail: expect.stringContaining(fault.detail ?? '') },
    ]);
}

function valid() {
  const destination = { kind: 'webhook', url: 'http://127.0.0.1:9/hook' };
  return { name: 'valid', eventTypes: ['an.event'], destination };
}

function header(name: string, value: string) {
  return { destination: { ...valid().destination, headers: { [name]: value } } };
}

function sources(count: number): { type: string; source: string }[] {
  return Array.from({ length: count }, (_, index) => ({ type: 'an.event', source: `bot-${index}` }));
}

function bomb(): Buffer {
  return gzipSync(Buffer.alloc(20 * 1024 * 1024, ' '));
}
