import { gzipSync } from 'node:zlib';
import { bytesOf, expectedOf, RECORDINGS } from '../emitters/recordings';
import { type Answer, type RequestOptions, type TestCloud, withCloud } from './cloud';
import { linesOf } from './measured';
import { Receiver } from './receiver';
import { rows } from './rows';
import { subscribe } from './subscribe';

const PROTOBUF = 'application/x-protobuf';
const SIGNALS = ['traces', 'logs', 'metrics'];

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
  await subscribe(stack, receiver.url, ['*']);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const post = (
  path: string,
  body: Buffer | string,
  more: RequestOptions['headers'] = {},
): Promise<Answer<unknown>> =>
  stack.request('POST', path, { body, headers: { 'content-type': PROTOBUF, ...more } });

/** The path of a signal, for an agent of this name. */
const inPath = (signal: string, agent?: string, key = stack.first.pathKey): string =>
  `/in/${encodeURIComponent(key)}${agent === undefined ? '' : `/${agent}`}/v1/${signal}`;

interface Event {
  type: string;
  source: string;
  subject?: string;
  data: Record<string, unknown>;
}

async function delivered(source: string): Promise<Event[]> {
  await stack.cloud.idle();
  const bodies = receiver.requests.map(({ body }) => JSON.parse(body) as Event);
  return bodies.filter((event) => event.source === source);
}

const tokens = (events: Pick<Event, 'data'>[]): number[] =>
  ['inputTokens', 'outputTokens'].map((name) =>
    events.reduce((sum, { data }) => sum + Number(data[name] ?? 0), 0),
  );

describe.each(RECORDINGS)('$name, $signal', (recording) => {
  const { name, signal } = recording;
  const expected = expectedOf(recording);

  it('as protobuf and as JSON, each twice, is one event each, with the tokens that the model has served', async () => {
    const source = `${name}.${signal}`;
    const path = inPath(signal, source);
    const packed = gzipSync(bytesOf(recording, 'pb'));
    for (let time = 0; time < 2; time++) {
      const answer = await post(path, packed, { 'content-encoding': 'gzip' });
      expect([answer.status, answer.body, answer.headers.get('content-type')]).toEqual([200, '', PROTOBUF]);
      const json = await post(path, bytesOf(recording, 'json'), {
        'content-type': 'application/json',
      });
      expect([json.status, json.body]).toEqual([200, {}]);
    }
    const events = await delivered(source);
    expect(events.map(({ type }) => type).sort()).toEqual(expected.map(({ type }) => type).sort());
    expect(tokens(events)).toEqual(tokens(expected as Event[]));
  });
});

/** A span as protobuf has it: trace, span, times, and text attributes. */
function spanOf(
  attributes: Record<string, string>,
  ids = { trace: '0a'.repeat(16), span: '0b'.repeat(8) },
): Buffer {
  const field = (number: number, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from([(number << 3) | 2]), varint(bytes.length), bytes]);
  const text = (number: number, value: string): Buffer => field(number, Buffer.from(value));
  const attribute = ([name, value]: [string, string]): Buffer =>
    field(9, Buffer.concat([text(1, name), field(2, text(1, value))]));
  const span = Buffer.concat([
    field(1, Buffer.from(ids.trace, 'hex')),
    field(2, Buffer.from(ids.span, 'hex')),
    ...Object.entries(attributes).map(attribute),
  ]);
  return field(1, field(2, field(2, span)));
}

function varint(value: number): Buffer {
  return value < 128 ? Buffer.from([value]) : Buffer.from([(value % 128) | 128, Math.floor(value / 128)]);
}

const CHAT = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5' };
let made = 0;
const ids = (): { trace: string; span: string } => ({
  trace: (++made).toString(16).padStart(32, '0'),
  span: made.toString(16).padStart(16, '0'),
});

describe('the key', () => {
  it.each<[string, (key: string) => string]>([
    ['Bearer', (key) => `Bearer ${key}`],
    ['Bearer with an encoded space', (key) => `Bearer%20${key}`],
    [
      'Basic with the agent as the user',
      (key) => `Basic ${Buffer.from(`by-basic:${key}`).toString('base64')}`,
    ],
  ])('goes into a header as %s', async (name, header) => {
    const { status } = await post('/otlp/v1/traces', spanOf(CHAT, ids()), {
      authorization: header(stack.first.ingestKey),
    });
    expect(status).toBe(200);
    expect(await delivered(name.startsWith('Basic') ? 'by-basic' : 'unknown_service')).not.toEqual([]);
  });

  it('goes into the path if it was made for that, and into headers as well', async () => {
    const key = stack.first.pathKey;
    expect(key).toMatch(/^tcn_in_/);
    expect((await post(inPath('traces', 'by-path'), spanOf(CHAT, ids()))).status).toBe(200);
    expect((await delivered('by-path')).map(({ type }) => type)).toEqual(['llm.request.completed']);
    const event = { type: 'a.b', source: 'by-header' };
    expect((await stack.request('POST', '/v1/events', { key, body: event })).status).toBe(202);
    expect((await stack.request('GET', '/v1/events', { key })).status).toBe(403);
  });

  it('is refused in a path if it was not made for that', async () => {
    for (const key of [stack.first.ingestKey, stack.first.adminKey, stack.first.rootKey, 'x'])
      expect((await post(inPath('traces', undefined, key), spanOf(CHAT))).status).toBe(403);
  });

  it('is refused after it was revoked', async () => {
    const made = await stack.admin<{ id: string; key: string; kind: string; scopes: string[] }>(
      'POST',
      '/v1/keys',
      {
        name: 'a collector',
        kind: 'path',
      },
    );
    expect(made.body).toMatchObject({ kind: 'path', scopes: ['ingest'] });
    expect((await post(inPath('metrics', undefined, made.body.key), '')).status).toBe(200);
    await stack.admin('DELETE', `/v1/keys/${made.body.id}`);
    stack.cloud.clock.advance(31_000);
    expect((await post(inPath('metrics', undefined, made.body.key), '')).status).toBe(403);
  });

  it('of the kind path can do nothing but post', async () => {
    const answer = await stack.admin<{ errors: object[] }>('POST', '/v1/keys', {
      ...{ name: 'too much', kind: 'path', scopes: ['ingest', 'admin'] },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '/scopes' }]);
  });

  it('decides by the path alone, whatever is sent in a header or in another segment', async () => {
    const { pathKey, ingestKey } = stack.first;
    const span = spanOf(CHAT, ids());
    const header = { authorization: `Bearer ${ingestKey}` };
    for (const path of [
      '/in/x/v1/traces',
      `/in//${pathKey}/v1/traces`,
      `/in/x/${pathKey}/v1/traces`,
      `/in/${pathKey}x/v1/traces`,
      `/in/${pathKey.toLowerCase()}/v1/traces`,
      `/in/%20${pathKey}/v1/traces`,
    ])
      for (const headers of [{}, header])
        expect([path, (await post(path, span, headers)).status]).not.toEqual([path, 200]);
    expect((await post('/otlp/v1/traces', span, { authorization: `Basic ${btoa('bot:')}` })).status).toBe(
      403,
    );
    expect(
      (await post('/otlp/v1/traces', span, { authorization: `Basic ${btoa(`${ingestKey}:`)}` })).status,
    ).toBe(403);
  });

  it('may be followed by two slashes, as by who puts the end behind an address that has one', async () => {
    const asked = { method: 'POST', headers: { 'content-type': PROTOBUF } };
    for (const path of ['/v1/traces', 'slashed//v1/traces']) {
      const url = `${stack.cloud.apiUrl}/in/${stack.first.pathKey}/${path}`;
      expect((await fetch(url, { ...asked, body: new Uint8Array(spanOf(CHAT, ids())) })).status).toBe(200);
    }
    expect(await delivered('slashed')).toHaveLength(1);
  });

  it('is in no answer, whatever is wrong with the request', async () => {
    const { pathKey } = stack.first;
    const secret = pathKey.split('_').at(-1) ?? '';
    for (const path of [
      'v1/nothing',
      'v1/traces',
      `${'x'.repeat(300)}/v1/traces`,
      '%2A/v1/traces',
      'claude-code',
      '',
    ])
      for (const type of [PROTOBUF, 'application/json', 'text/plain']) {
        const answer = await post(`/in/${pathKey}/${path}`, 'x', { 'content-type': type });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(JSON.stringify([answer.body, [...answer.headers]])).not.toContain(secret);
      }
  });

  it('is in no log line of any function', async () => {
    const secret = stack.first.pathKey.split('_').at(-1) ?? '';
    await post(`/in/${stack.first.pathKey}/v1/nothing`, '');
    for (const name of ['authorize', 'ingest'])
      expect(JSON.stringify(linesOf(stack, name))).not.toContain(secret);
  });
});

describe('what is not right', () => {
  it.each(SIGNALS)(
    'Bytes that are no protobuf are refused with 400 as %s, in the form of the request',
    async (signal) => {
      for (const bytes of [Buffer.from([0x0a, 0x7f, 1]), Buffer.from('{}'), Buffer.alloc(300, 0xff)]) {
        const answer = await post(inPath(signal), bytes);
        expect([answer.status, answer.headers.get('content-type')]).toEqual([400, PROTOBUF]);
      }
      const json = await post(inPath(signal), '[1', { 'content-type': 'application/json' });
      expect([json.status, json.body]).toEqual([400, { message: 'The body is not valid JSON' }]);
    },
  );

  it('Another content type is refused, and the answer names the variable', async () => {
    const answer = await post(inPath('traces'), 'x', { 'content-type': 'application/grpc' });
    expect(answer.status).toBe(415);
    expect(JSON.stringify(answer.body)).toContain('OTEL_EXPORTER_OTLP_PROTOCOL');
  });

  it('A path without a door is answered 404, and says which there are', async () => {
    const answer = await post(`/in/${stack.first.pathKey}/v1/profiles`, '');
    expect(answer.status).toBe(404);
    expect(JSON.stringify(answer.body)).toContain('/v1/traces');
  });

  it('A name in the address that no agent can have is refused', async () => {
    for (const agent of ['x'.repeat(257), '%2A'])
      expect((await post(inPath('traces', agent), spanOf(CHAT))).status).toBe(400);
  });

  it('A span without ids is counted as rejected, and the others are taken', async () => {
    const answer = await post(
      inPath('traces', 'partly'),
      Buffer.concat([spanOf(CHAT, { trace: '', span: '' }), spanOf(CHAT, ids())]),
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('1 without the ids');
    expect(await delivered('partly')).toHaveLength(1);
  });
});

describe('what is in the request', () => {
  it('An agent with a slash in its name is one agent', async () => {
    expect((await post(inPath('traces', 'team%2Fbot'), spanOf(CHAT, ids()))).status).toBe(200);
    expect(await delivered('team/bot')).toHaveLength(1);
  });

  it('Prompts, answers and arguments are neither stored nor logged', async () => {
    const word = 'hunter2-content';
    const content = {
      ...CHAT,
      'gen_ai.input.messages': word,
      'gen_ai.output.messages': word,
      'gen_ai.system_instructions': word,
      'input.value': word,
      'ai.prompt': word,
      'gen_ai.tool.call.arguments': word,
      'an.unknown.attribute': word,
    };
    expect((await post(inPath('traces', 'private'), spanOf(content, ids()))).status).toBe(200);
    const tool = { ...content, 'gen_ai.operation.name': 'execute_tool' };
    expect((await post(inPath('traces', 'private'), spanOf(tool, ids()))).status).toBe(200);
    expect(await delivered('private')).toHaveLength(2);
    const kept = [await rows(stack, 'event'), await rows(stack, 'delivery'), receiver.requests];
    expect(JSON.stringify(kept)).not.toContain(word);
    for (const name of ['ingest', 'route', 'deliver'])
      expect(JSON.stringify(linesOf(stack, name))).not.toContain(word);
  });
});

it('What the bus refuses in part is refused whole, and a repeat loses nothing and doubles nothing', async () => {
  const recording = { name: 'vercel-ai-sdk-7', signal: 'traces' } as const;
  const expected = expectedOf(recording);
  const path = inPath('traces', 'through-faults');
  // At first nothing passes, then about half of the entries, then all.
  for (const [probability, status] of [
    [1, 503],
    [0.8, undefined],
    [0, 200],
  ] as const) {
    stack.cloud.faults.entryFailureProbability = probability;
    const answer = await post(path, bytesOf(recording, 'pb'));
    expect([200, 503]).toContain(answer.status);
    if (status !== undefined) expect(answer.status).toBe(status);
    if (answer.status === 503) expect(answer.headers.get('retry-after')).toBe('1');
  }
  const events = await delivered('through-faults');
  expect(events).toHaveLength(expected.length);
  expect(tokens(events)).toEqual(tokens(expected as Event[]));
});
