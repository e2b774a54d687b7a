import type { PostedEvent } from '../../../core/event/accept';
import { readRequest } from '../../../core/event/read-request';

const EVENT = '{"type":"a","source":"b","data":{"n":1.0}}';

function read(body: string, headers: Record<string, string> = {}): PostedEvent[] {
  const events = readRequest({ headers, body });
  if (!Array.isArray(events)) throw new Error(JSON.stringify(events));
  return events;
}

const shape = (events: PostedEvent[]) =>
  events.map(({ format, members }) => [format, Object.fromEntries(members)]);

describe('readRequest tells apart', () => {
  const members = { type: '"a"', source: '"b"', data: '{"n":1.0}' };

  it.each<[string, string | undefined, string, unknown[]]>([
    ['one event', 'application/json', EVENT, [['tocsin', members]]],
    ['one event with a charset', 'Application/JSON; charset=utf-8', EVENT, [['tocsin', members]]],
    ['one event without a content type', undefined, EVENT, [['tocsin', members]]],
    [
      'several events',
      'application/json',
      `[${EVENT} , ${EVENT}]`,
      [
        ['tocsin', members],
        ['tocsin', members],
      ],
    ],
    ['a structured CloudEvent', 'application/cloudevents+json', EVENT, [['cloudevents', members]]],
    [
      'a batch',
      'application/cloudevents-batch+json; charset=utf-8',
      `[${EVENT}]`,
      [['cloudevents', members]],
    ],
  ])('%s', (_, type, body, expected) => {
    expect(shape(read(body, type === undefined ? {} : { 'content-type': type }))).toEqual(expected);
  });

  it.each(['application/octet-stream', 'application/gzip'])('a compressed event: %s', (type) => {
    const headers = { 'content-type': type, 'content-encoding': ' GZIP' };
    expect(shape(read(EVENT, headers))).toEqual([['tocsin', members]]);
    expect(readRequest({ headers: { 'content-type': type }, body: EVENT })).toMatchObject({ status: 415 });
  });

  const binary = {
    'ce-specversion': '1.0',
    'ce-id': '1',
    'ce-source': 'caf%C3%A9',
    'ce-type': 'a',
    'ce-__proto__': 'x',
    'ce-broken': '100%',
    'user-agent': 'test',
  };
  const attributes = {
    ...{ specversion: '"1.0"', id: '"1"', source: '"café"', type: '"a"', broken: '"100%"' },
    ['__proto__']: '"x"',
  };

  it.each([
    ['application/json', '{"n":1.0}'],
    ['application/vnd.run+json', '[1.0]'],
    ['application/json', ' "text" '],
  ])('a binary CloudEvent: %s', (type, body) => {
    const [event] = read(body, { ...binary, 'content-type': type });
    expect(event?.format).toBe('cloudevents');
    expect([...(event?.members ?? [])]).toEqual(
      expect.arrayContaining([...Object.entries(attributes), ['data', body]]),
    );
    expect(event?.value).toMatchObject({ source: 'café', data: JSON.parse(body) as unknown });
    expect(Object.getPrototypeOf(event?.value)).toBe(Object.prototype);
  });

  it('a binary CloudEvent that has no data', () => {
    const [event] = read('', binary);
    expect(event?.members.has('data')).toBe(false);
    expect(event?.value).not.toHaveProperty('data');
  });

  it('a binary CloudEvent with large attributes, which count towards its size as its data does', () => {
    const [event] = read('{"a":1}', { ...binary, 'ce-note': '%01'.repeat(1_000) });
    expect(event?.bytes).toBeGreaterThan(6_000);
  });

  it('a structured CloudEvent from a binary one: the content type decides', () => {
    const [event] = read(EVENT, { ...binary, 'content-type': 'application/cloudevents+json' });
    expect(event?.members.get('source')).toBe('"b"');
  });
});

describe('readRequest refuses', () => {
  it.each<[string, string, string, number, string]>([
    ['text', 'text/plain', EVENT, 415, 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded', 'a=b', 415, 'application/x-www-form-urlencoded'],
    ['other JSON', 'application/vnd.run+json', EVENT, 415, 'application/vnd.run+json'],
    ['an empty content type', '', EVENT, 415, '(none)'],
    ['no body', 'application/json', '', 400, 'not valid JSON'],
    ['broken JSON', 'application/json', '{"a":}', 400, 'not valid JSON'],
    ['NaN', 'application/json', '{"a":NaN}', 400, 'not valid JSON'],
    ['a comma too many', 'application/json', '[1,]', 400, 'not valid JSON'],
    ['an empty array', 'application/json', '[ ]', 400, 'no event'],
    ['an array as one CloudEvent', 'application/cloudevents+json', `[${EVENT}]`, 400, 'one event'],
    ['one event as a batch', 'application/cloudevents-batch+json', EVENT, 400, 'an array of events'],
    [
      '1,001 events',
      'application/json',
      `[${'1,'.repeat(1_000)}1]`,
      413,
      'at most 1000 events; this one holds 1001',
    ],
    ['2 MiB and a byte', 'application/json', `"${'x'.repeat(2_097_151)}"`, 413, 'at most 2097152 bytes'],
    [
      '2 MiB of two-byte letters',
      'application/json',
      `"${'é'.repeat(1_048_576)}"`,
      413,
      'this one has 2097154',
    ],
  ])('%s', (_, type, body, status, detail) => {
    expect(readRequest({ headers: { 'content-type': type }, body })).toMatchObject({
      status,
      detail: expect.stringContaining(detail) as string,
    });
  });

  it('nothing that is just within the limits', () => {
    expect(read(`[${'1,'.repeat(999)}1]`)).toHaveLength(1_000);
    expect(read(`"${'x'.repeat(2_097_150)}"`)).toHaveLength(1);
  });

  it('no element of an array because of another: each is cut out for itself', () => {
    expect(read('[1,{"type":"a"},[],"x"]').map(({ members, bytes }) => [members.size, bytes])).toEqual([
      [0, 1],
      [1, 12],
      [0, 2],
      [0, 3],
    ]);
  });
});
