import { nesting } from '../../../core/event/raw-json';
import { accepted, decided, NOW, refused } from './posted';

const CLOUD = { contentType: 'application/cloudevents+json' };
const NO_TIME = 'must be a time as RFC 3339 writes it, e.g. "2026-01-31T12:00:00Z"';
const OWN = 'must not be "tocsin" in any spelling, the source of Tocsin\'s own events';
const event = (more: object = {}): string =>
  JSON.stringify({ type: 'agent.run.failed', source: 'bot', ...more });
const withData = (data: string): string => `{"type":"a","source":"b","id":"i","data":${data}}`;

describe('accept refuses', () => {
  it.each<[string, string, string, string]>([
    ['no type', '{"source":"bot"}', '/type', 'is required'],
    ['no source', '{"type":"a"}', '/source', 'is required'],
    ['a type that is no text', '{"type":1,"source":"bot"}', '/type', 'must be a string'],
    ['a source that is null', '{"type":"a","source":null}', '/source', 'must be a string'],
    ['an empty source', event({ source: '' }), '/source', 'must not be empty'],
    ['a long source', event({ source: 'x'.repeat(257) }), '/source', 'must have at most 256 characters'],
    ['a line break', event({ subject: 'a\nb' }), '/subject', 'must not contain control characters'],
    ['a line separator', event({ subject: 'a\u2028b' }), '/subject', 'must not contain control characters'],
    ['half a character', event({ subject: 'a\ud800' }), '/subject', 'must be well-formed Unicode'],
    ['half a character as id', event({ id: '\udc00' }), '/id', 'must be well-formed Unicode'],
    ['an empty id', event({ id: '' }), '/id', 'must not be empty'],
    ['a number as id', event({ id: 7 }), '/id', 'must be a string'],
    ['a long type', event({ type: 'x'.repeat(129) }), '/type', 'must have at most 128 characters'],
    ['a day without its time', event({ time: '2026-03-01' }), '/time', NO_TIME],
    ['a time without offset', event({ time: '2026-03-01T12:00:00' }), '/time', NO_TIME],
    ['the 30th of February', event({ time: '2026-02-30T12:00:00Z' }), '/time', NO_TIME],
    ['the 31st of April, abroad', event({ time: '2026-04-31T23:30:00-05:00' }), '/time', NO_TIME],
    ['the leap second of no month', event({ time: '2026-03-15T23:59:60Z' }), '/time', NO_TIME],
    ['a leap second of another minute', event({ time: '2016-12-31T23:58:60Z' }), '/time', NO_TIME],
    ['a leap second of the local day', event({ time: '2016-12-31T23:59:60-08:00' }), '/time', NO_TIME],
    ['two leap seconds', event({ time: '2016-12-31T23:59:61Z' }), '/time', NO_TIME],
    ['the leap second of the 31st of June', event({ time: '2016-06-31T23:59:60Z' }), '/time', NO_TIME],
    ['the 25th hour', event({ time: '2026-03-01T24:00:00Z' }), '/time', NO_TIME],
    ['an unknown field', event({ colour: 'x' }), '/colour', 'is not a known field'],
    ['a misspelt field', event({ subjet: 'x' }), '/subjet', 'is not a known field: did you mean "subject"?'],
    ...(
      [
        ['agent', `the agent's name goes into "source"`],
        ['agent_name', `the agent's name goes into "source"`],
        ['name', `the event's name goes into "type", the agent's into "source"`],
        ['payload', 'what it tells goes into "data"'],
        ['timestamp', 'when it happened goes into "time"'],
        ['runId', `the run's id goes into "subject"`],
        ['inputTokens', 'it goes into "data"'],
      ] as const
    ).map(
      ([name, hint]) =>
        [`the field ${name}`, event({ [name]: 'x' }), `/${name}`, `is not a known field: ${hint}`] as [
          string,
          string,
          string,
          string,
        ],
    ),
    ['a field that needs escapes', event({ 'a/b~c': 1 }), '/a~1b~0c', 'is not a known field'],
  ])('%s', (_, body, pointer, detail) => {
    expect(refused(body)).toMatchObject({ status: 400, errors: [{ pointer, detail }] });
  });

  it.each(['', 'a b', '.a', 'a.', 'a..b', 'é', 'a/b', 'a\n', 'a.*'])('the type %j', (type) => {
    expect(refused(event({ type })).errors).toEqual([
      { pointer: '/type', detail: expect.stringContaining('must be names of letters') as string },
    ]);
  });

  it.each([
    ...['alert.firing', 'alert.anything', 'endpoint.disabled', 'delivery.dead', 'tocsin.test'],
    ...['agent.run.stalled', 'agent.paused', 'agent.resumed', 'agent.model.switched'],
    ...['agent.review.requested', 'agent.review.decided'],
  ])('1.5 the type %s, that only Tocsin makes', (type) => {
    const errors = [{ pointer: '/type', detail: 'is a type that only Tocsin makes' }];
    expect(refused(event({ type })).errors).toEqual(errors);
    const cloudEvent = JSON.stringify({ specversion: '1.0', id: '1', source: 'bot', type });
    expect(refused(cloudEvent, CLOUD).errors).toEqual(errors);
  });

  it.each(['alerts.firing', 'alert', 'agent.run.failed', 'agent.paused.again', 'tocsin'])(
    '1.5 not the type %s, which only looks like one',
    (type) => expect(accepted(event({ type })).type).toBe(type),
  );

  it.each<[string, string]>([
    ...['tocsin', 'Tocsin', ' tocsin ', 'TOC\u200bSIN', 'ｔｏｃｓｉｎ', 'toc\u00adsin\u3000'].map(
      (source): [string, string] => [source, OWN],
    ),
    ['*', 'must not be "*", which stands for all agents'],
    ['.', 'must not be "." or "..", which no URL can name'],
    ['..', 'must not be "." or "..", which no URL can name'],
  ])('1.5 the source %j, in events of ours and in CloudEvents', (source, detail) => {
    const errors = [{ pointer: '/source', detail }];
    expect(refused(event({ source })).errors).toEqual(errors);
    const cloudEvent = JSON.stringify({ specversion: '1.0', id: '1', source, type: 'a' });
    expect(refused(cloudEvent, CLOUD).errors).toEqual(errors);
  });

  it.each(['tocsin-2', 'my tocsin', '**', '...', '/', '?', '#', '%2F', '%', ' ', '~', '\\', 'a/../b'])(
    'not the source %j, which a request can name',
    (source) => expect(accepted(event({ source })).source).toBe(source),
  );

  it.each(['[[1]]', '"text"', 'null', '7'])('%s, which is no object', (body) => {
    expect(refused(body)).toMatchObject({
      status: 400,
      errors: [{ pointer: '', detail: 'must be an object' }],
    });
  });

  it('every fault at once, each with its pointer', () => {
    const { errors } = refused('{"type":"a b","source":"","time":"now","x":1}');
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual(['/source', '/time', '/type', '/x']);
  });

  it('what the schema of the type refuses, and asks it with the data as parsed', () => {
    const asked: unknown[] = [];
    const checkData = (type: string, data: unknown) => {
      asked.push([type, data]);
      return [{ pointer: '/data/score', detail: 'must be a number' }];
    };
    expect(refused(withData('{"score":"x"}'), { checkData })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/data/score', detail: 'must be a number' }],
    });
    expect(asked).toEqual([['a', { score: 'x' }]]);
  });

  it.each([
    ['data', (deep: string) => withData(deep), {}, '/data'],
    [
      'an extension',
      (deep: string) => `{"specversion":"1.0","id":"1","type":"a","source":"b","more":${deep}}`,
      CLOUD,
      '/more',
    ],
  ])('more than 100 levels in %s', (_, body, given, pointer) => {
    const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(nesting(deep(100))).toBe(100);
    expect(decided(body(deep(100)), given)).toHaveProperty('body');
    expect(refused(body(deep(101)), given).errors).toEqual([
      { pointer, detail: 'must not be nested more than 100 levels deep' },
    ]);
  });

  it('an event over 256 KiB, counted in bytes', () => {
    const frame = Buffer.byteLength(withData('""'));
    const exactly = withData(`"${'é'.repeat((262_144 - frame) / 2)}${(262_144 - frame) % 2 ? 'e' : ''}"`);
    expect(Buffer.byteLength(exactly)).toBe(262_144);
    expect(decided(exactly)).toHaveProperty('body');
    expect(refused(exactly.replace('"i"', '"ii"'))).toMatchObject({
      status: 413,
      detail: 'An event may have at most 262144 bytes (256 KiB); this one has 262145',
    });
  });
});

describe('accept takes over', () => {
  it('the attributes, and makes the body that endpoints receive', () => {
    const time = '2026-03-01T11:59:00.5+02:00';
    const one = accepted(event({ id: 'c1', subject: 'run_1', time, data: { a: 1 } }));
    expect(one).toMatchObject({
      ...{ project: 'prj_1', clientId: 'c1', type: 'agent.run.failed', source: 'bot', subject: 'run_1' },
      ...{ time: Date.parse(time), receivedAt: NOW },
    });
    expect(one.body).toBe(
      `{"id":"${one.id}","type":"agent.run.failed","source":"bot","subject":"run_1","time":"${time}","data":{"a":1}}`,
    );
  });

  it('nothing that was not given: no subject, no data; the time is that of receipt', () => {
    const one = accepted('{"type":"a","source":"b"}');
    expect(one.body).toBe(`{"id":"${one.id}","type":"a","source":"b","time":"2026-03-01T12:00:00.000Z"}`);
    expect(one).not.toHaveProperty('clientId');
    expect(one).not.toHaveProperty('subject');
    expect(one.time).toBe(NOW);
  });

  it.each([
    ['2^53 + 1', '{"n":9007199254740993}'],
    ['a number too large for a double', '[1e400]'],
    ['a whole number with decimals', '{"n":1.0,"m":0.10}'],
    ['text that is not normalized', '"e\u0301 \u00e9"'],
    ['escapes that need not be', '"\\u0061\\/"'],
    ['half a character', '"\\ud800"'],
    ['order, repeats and space', '{ "b" : 1,\n"a":2, "b":3 }'],
    ['null', 'null'],
    ['__proto__', '{"__proto__":{"admin":true}}'],
  ])('data byte for byte: %s', (_, data) => {
    expect(accepted(withData(data)).body.endsWith(`,"data":${data}}`)).toBe(true);
  });

  it('the last of repeated fields, as a parser would', () => {
    expect(accepted('{"type":"a","source":"b","data":1,"data":2.0}').body).toMatch(/"data":2\.0\}$/);
  });

  it('extensions of a CloudEvent, in raw form under one name', () => {
    const { body } = accepted(
      '{"specversion":"1.0","id":"1","type":"a","source":"b","data":1,"traceparent":"00-1","n":1.0,"__proto__":2}',
      CLOUD,
    );
    expect(body).toMatch(/"data":1,"extensions":\{"traceparent":"00-1","n":1\.0,"__proto__":2\}\}$/);
  });

  it.each([
    ['specversion', '{"specversion":"0.3","id":"1","type":"a","source":"b"}', 'must be "1.0"'],
    ['id', '{"specversion":"1.0","type":"a","source":"b"}', 'is required'],
    [
      'data_base64',
      '{"specversion":"1.0","id":"1","type":"a","source":"b","data_base64":"AA=="}',
      'is not supported',
    ],
    [
      'datacontenttype',
      '{"specversion":"1.0","id":"1","type":"a","source":"b","datacontenttype":"text/xml"}',
      'must be a JSON media type',
    ],
  ])('no CloudEvent with a wrong %s', (name, body, detail) => {
    expect(refused(body, CLOUD).errors).toEqual([
      { pointer: `/${name}`, detail: expect.stringContaining(detail) as string },
    ]);
  });
});

describe('accept decides the time', () => {
  it.each<[string, number, boolean]>([
    ['2020-01-01T00:00:00Z', Date.parse('2020-01-01T00:00:00Z'), false],
    ['2026-03-01T12:05:00Z', NOW + 300_000, false],
    ['2026-03-01T12:05:00.001Z', NOW, true],
    ['2026-03-01T14:04:00+02:00', NOW + 240_000, false],
    ['9999-12-31T23:59:59Z', NOW, true],
    ['2024-02-29t12:00:00z', Date.parse('2024-02-29T12:00:00Z'), false],
  ])('1.2 %s', (time, taken, adjusted) => {
    const one = accepted(event({ time }));
    expect(one.time).toBe(taken);
    expect(one.timeAdjusted).toBe(adjusted ? true : undefined);
    expect((JSON.parse(one.body) as { time: string }).time).toBe(
      adjusted ? '2026-03-01T12:00:00.000Z' : time,
    );
  });
});

describe('the content hash', () => {
  const hash = (more: object, given = {}): string => accepted(event({ id: '1', ...more }), given).contentHash;

  it('1.1 is over what the client gave, not over the time of receipt', () => {
    const later = { receivedAt: NOW + 60_000 };
    expect(hash({}, later)).toBe(hash({}));
    expect(hash({ time: '2030-01-01T00:00:00Z' }, later)).toBe(hash({ time: '2030-01-01T00:00:00Z' }));
  });

  it('1.1 differs with every field', () => {
    const all = [
      {},
      { type: 'b' },
      { source: 'c' },
      { subject: 'd' },
      { time: '2026-03-01T12:00:00Z' },
      { time: '2026-03-01T12:00:00.0Z' },
      { data: { a: 1 } },
      { data: null },
      { data: { a: '1' } },
    ].map((more) => hash(more));
    expect(new Set(all).size).toBe(all.length);
  });

  it('1.1 is the same for empty data and for none, which is shown as empty', () => {
    expect(hash({})).toBe(hash({ data: {} }));
  });

  it('1.1 differs where numbers differ that a double cannot tell apart', () => {
    expect(accepted(withData('9007199254740993')).contentHash).not.toBe(
      accepted(withData('9007199254740992')).contentHash,
    );
  });

  it('1.1 is the same for the same event in any of the formats', () => {
    const cloudEvent = '{"specversion":"1.0","type":"a","source":"b","id":"i","data":1.0}';
    const native = accepted(withData('1.0'));
    expect(accepted(cloudEvent, CLOUD)).toMatchObject({ id: native.id, contentHash: native.contentHash });
  });
});

describe('the id', () => {
  it('1.1 comes from the client, else from the identity of the request', () => {
    const key = (key: string, index: number) => ({ identity: { kind: 'key' as const, key, index } });
    expect(accepted(event({ id: 'x' }), key('k', 0)).id).toBe(accepted(event({ id: 'x' }), key('l', 1)).id);
    expect(accepted(event(), key('k', 0)).id).toBe(accepted(event(), key('k', 0)).id);
    expect(accepted(event(), key('k', 0)).id).not.toBe(accepted(event(), key('k', 1)).id);
    expect(accepted(event({ id: 'x' })).id).not.toBe(accepted(event({ id: 'x' }), { project: 'prj_2' }).id);
  });
});

describe('A leap second', () => {
  it.each([
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2016-12-31t23:59:60.25z', '2017-01-01T00:00:00.250Z'],
    ['1990-12-31T15:59:60-08:00', '1991-01-01T00:00:00.000Z'],
    ['2017-01-01T09:29:60+09:30', '2017-01-01T00:00:00.000Z'],
    ['2012-06-30T23:59:60Z', '2012-07-01T00:00:00.000Z'],
  ])('%s is taken, and told as %s, which every parser reads', (time, told) => {
    const one = accepted(event({ time }));
    expect(one.time).toBe(Date.parse(told));
    expect(JSON.parse(one.body)).toMatchObject({ time: told });
  });
});

describe('A CloudEvent', () => {
  const NULLS = {
    subject: null,
    time: null,
    datacontenttype: null,
    dataschema: null,
    data_base64: null,
    tenant: null,
  };
  const required = { specversion: '1.0', type: 'a', source: '/ctx', id: 'A-1' };
  const cloud = (more: object): string => JSON.stringify({ ...required, ...more });

  it('has the attributes that are null not set, as if they were not there', () => {
    const one = accepted(cloud({ ...NULLS, data: { a: null } }), CLOUD);
    expect(one).toEqual(accepted(cloud({ data: { a: null } }), CLOUD));
    expect(JSON.parse(one.body)).not.toHaveProperty('extensions');
  });

  it('may have data that is null, which is data', () => {
    expect(accepted(cloud({ data: null }), CLOUD).body).toContain('"data":null');
    expect(accepted(cloud({}), CLOUD).body).not.toContain('"data"');
  });

  it.each(['specversion', 'type', 'source', 'id'])(
    'is refused without %s, which must not be null',
    (name) => {
      expect(refused(cloud({ [name]: null }), CLOUD).errors?.map(({ pointer }) => pointer)).toEqual([
        `/${name}`,
      ]);
    },
  );

  it.each(['tenantId', 'tenant_id', 'tenant-id', 'x.y', '', 'é', 'a\nb', 'constructoR'])(
    'is refused with an extension named %j, which no attribute may have',
    (name) => {
      expect(refused(cloud({ [name]: 'x' }), CLOUD).errors).toEqual([
        { pointer: `/${name}`, detail: expect.stringContaining('lower-case letters and digits') as string },
      ]);
    },
  );

  it('may have extensions named like members of every object', () => {
    const { body } = accepted(cloud({ constructor: 'x', valueof: null }), CLOUD);
    expect(JSON.parse(body)).toMatchObject({ extensions: { constructor: 'x' } });
  });
});
