import { ROOT, startWorld, type World } from './world';

const DESTINATION = { kind: 'webhook', url: 'https://example.com/hook' };
const GITHUB = { signature: { scheme: 'github' } };
const NEW = { name: 'billing', eventTypes: ['agent.run.*'], destination: DESTINATION };

/** What is posted as a subscription, where the fault is, and the rule that is named. */
const SUBSCRIPTIONS: [string, unknown, string, RegExp][] = [
  ['an array', [], '', /must be of type object/],
  ['no name', { ...NEW, name: undefined }, '/name', /is required/],
  ['an empty name', { ...NEW, name: ' ' }, '/name', /at least 1 characters/],
  ['a long name', { ...NEW, name: 'x'.repeat(129) }, '/name', /at most 128 characters/],
  ['an unknown field', { ...NEW, rateLimits: {} }, '/rateLimits', /not a known field/],
  [
    'an unknown field below',
    { ...NEW, retry: { scheduleSeconds: [1], max: 2 } },
    '/retry/max',
    /not a known field/,
  ],
  ['no event types', { ...NEW, eventTypes: [] }, '/eventTypes', /at least 1 elements/],
  [
    'too many event types',
    { ...NEW, eventTypes: Array.from({ length: 41 }, (_, i) => `t${i}`) },
    '/eventTypes',
    /at most 40/,
  ],
  ['an event type twice', { ...NEW, eventTypes: ['a', 'a'] }, '/eventTypes', /twice/],
  ['a prefix without a dot', { ...NEW, eventTypes: ['agent*'] }, '/eventTypes/0', /event type/],
  ['a filter that is a list', { ...NEW, filter: [] }, '/filter', /must be of type/],
  [
    'an unknown operator',
    { ...NEW, filter: { data: { a: [{ near: 1 }] } } },
    '/filter/data/a/0/near',
    /near|operator|match/i,
  ],
  [
    'a filter that multiplies out',
    {
      ...NEW,
      filter: Object.fromEntries(
        ['a', 'b', 'c'].map((name) => [name, { $or: Array.from({ length: 10 }, () => ({ x: [1] })) }]),
      ),
    },
    '/filter',
    /9000 names and alternatives in the 1000 combinations/,
  ],
  ['a leaf that is no list', { ...NEW, filter: { type: 'x' } }, '/filter/type', /.+/],
  ['a number out of range', { ...NEW, filter: { data: { a: [1e300] } } }, '/filter/data/a/0', /2\^53/],
  [
    'http',
    { ...NEW, destination: { ...DESTINATION, url: 'http://example.com' } },
    '/destination/url',
    /https/,
  ],
  [
    'no URL',
    { ...NEW, destination: { ...DESTINATION, url: 'example.com' } },
    '/destination/url',
    /absolute URL/,
  ],
  [
    'a password',
    { ...NEW, destination: { ...DESTINATION, url: 'https://a:b@example.com' } },
    '/destination/url',
    /password/,
  ],
  [
    'an empty userinfo',
    { ...NEW, destination: { ...DESTINATION, url: 'https://@example.com' } },
    '/destination/url',
    /user name/,
  ],
  [
    'a fragment',
    { ...NEW, destination: { ...DESTINATION, url: 'https://example.com/#a' } },
    '/destination/url',
    /fragment/,
  ],
  [
    'a backslash',
    { ...NEW, destination: { ...DESTINATION, url: 'https:\\\\example.com' } },
    '/destination/url',
    /backslash/,
  ],
  [
    'a long URL',
    { ...NEW, destination: { ...DESTINATION, url: `https://example.com/${'x'.repeat(2048)}` } },
    '/destination/url',
    /2048/,
  ],
  [
    'a single label',
    { ...NEW, destination: { ...DESTINATION, url: 'https://intranet/' } },
    '/destination/url',
    /full domain/,
  ],
  [
    'a private name',
    { ...NEW, destination: { ...DESTINATION, url: 'https://db.internal./' } },
    '/destination/url',
    /internal/,
  ],
  [
    'a private address',
    { ...NEW, destination: { ...DESTINATION, url: 'https://10.0.0.1/' } },
    '/destination/url',
    /not public/,
  ],
  [
    'a decimal loopback',
    { ...NEW, destination: { ...DESTINATION, url: 'https://2130706434/' } },
    '/destination/url',
    /not public/,
  ],
  [
    'the metadata address',
    { ...NEW, destination: { ...DESTINATION, url: 'https://[fd00:ec2::254]/' } },
    '/destination/url',
    /not public/,
  ],
  [
    'a mapped address',
    { ...NEW, destination: { ...DESTINATION, url: 'https://[::ffff:10.0.0.1]/' } },
    '/destination/url',
    /not public/,
  ],
  [
    'a name that leads inside',
    { ...NEW, destination: { ...DESTINATION, url: 'https://inside.example.com/' } },
    '/destination/url',
    /resolves/,
  ],
  [
    'another kind',
    { ...NEW, destination: { ...DESTINATION, kind: 'fax' } },
    '/destination/kind',
    /"webhook"/,
  ],
  [
    'a reserved header',
    { ...NEW, destination: { ...DESTINATION, headers: { 'Webhook-Id': 'x' } } },
    '/destination/headers/Webhook-Id',
    /only Tocsin/,
  ],
  [
    'a framing header',
    { ...NEW, destination: { ...DESTINATION, headers: { 'transfer-encoding': 'x' } } },
    '/destination/headers/transfer-encoding',
    /only Tocsin/,
  ],
  [
    'a header name that is none',
    { ...NEW, destination: { ...DESTINATION, headers: { 'a b/c': 'x' } } },
    '/destination/headers/a b~1c',
    /header name/,
  ],
  [
    'a header value with a line break',
    { ...NEW, destination: { ...DESTINATION, headers: { a: 'x\r\ny' } } },
    '/destination/headers/a',
    /visible ASCII/,
  ],
  [
    'a header twice',
    { ...NEW, destination: { ...DESTINATION, headers: { 'X-A': '1', 'x-a': '2' } } },
    '/destination/headers/x-a',
    /twice/,
  ],
  ['another scheme', { ...NEW, signature: { scheme: 'md5' } }, '/signature/scheme', /"standard"/],
  ['a step of 0 s', { ...NEW, retry: { scheduleSeconds: [0] } }, '/retry/scheduleSeconds/0', /at least 1/],
  [
    'a step over a day',
    { ...NEW, retry: { scheduleSeconds: [5, 86401] } },
    '/retry/scheduleSeconds/1',
    /at most 86400/,
  ],
  ['half a second', { ...NEW, retry: { scheduleSeconds: [0.5] } }, '/retry/scheduleSeconds/0', /int/],
  [
    '21 steps',
    { ...NEW, retry: { scheduleSeconds: Array<number>(21).fill(1) } },
    '/retry/scheduleSeconds',
    /at most 20/,
  ],
  ['a timeout of 31 s', { ...NEW, timeoutSeconds: 31 }, '/timeoutSeconds', /at most 30/],
  ['a short secret', { ...NEW, secret: 'whsec_YWJj' }, '/secret', /at least 16 characters/],
  ['a secret of 23 bytes', { ...NEW, secret: `whsec_${'A'.repeat(30)}==` }, '/secret', /24 to 64 bytes/],
  ['a long secret', { ...NEW, ...GITHUB, secret: 'x'.repeat(257) }, '/secret', /at most 256 characters/],
  ['a secret with a line break', { ...NEW, ...GITHUB, secret: `${'x'.repeat(20)}\n` }, '/secret', /visible/],
  [
    'a secret with a space before it',
    { ...NEW, ...GITHUB, secret: ` ${'x'.repeat(20)}` },
    '/secret',
    /space/,
  ],
  [
    'a secret where only a public key is shared',
    { ...NEW, signature: { scheme: 'standard', versions: ['v1a'] }, secret: `whsec_${'A'.repeat(32)}` },
    '/secret',
    /public key only/,
  ],
  [
    'an unknown scheme',
    { ...NEW, signature: { scheme: 'rsa' } },
    '/signature/scheme',
    /"standard", "keywordsai"/,
  ],
  ['no scheme', { ...NEW, signature: {} }, '/signature/scheme', /"standard"/],
  [
    'a setting of another scheme',
    { ...NEW, signature: { scheme: 'github', header: 'x' } },
    '/signature/header',
    /not a known field/,
  ],
  [
    'no version',
    { ...NEW, signature: { scheme: 'standard', versions: [] } },
    '/signature/versions',
    /at least 1/,
  ],
  [
    'an unknown version',
    { ...NEW, signature: { scheme: 'standard', versions: ['v2'] } },
    '/signature/versions/0',
    /"v1" or "v1a"/,
  ],
  [
    'a version twice',
    { ...NEW, signature: { scheme: 'standard', versions: ['v1', 'v1'] } },
    '/signature/versions',
    /twice/,
  ],
  [
    'no header',
    { ...NEW, signature: { scheme: 'custom', encoding: 'hex' } },
    '/signature/header',
    /required/,
  ],
  [
    'no encoding',
    { ...NEW, signature: { scheme: 'custom', header: 'X-Sig' } },
    '/signature/encoding',
    /"hex" or "base64"/,
  ],
  [
    'a reserved header',
    { ...NEW, signature: { scheme: 'custom', header: 'Webhook-Signature', encoding: 'hex' } },
    '/signature/header',
    /only Tocsin/,
  ],
  [
    'a header of CloudEvents',
    { ...NEW, signature: { scheme: 'stripe', header: 'ce-id' } },
    '/signature/header',
    /only Tocsin/,
  ],
  [
    'no header name',
    { ...NEW, signature: { scheme: 'stripe', header: 'a b' } },
    '/signature/header',
    /RFC 9110/,
  ],
  [
    'an invisible prefix',
    { ...NEW, signature: { scheme: 'custom', header: 'X-Sig', encoding: 'hex', prefix: '\n' } },
    '/signature/prefix',
    /visible ASCII/,
  ],
  [
    'a header twice',
    {
      ...NEW,
      destination: { ...DESTINATION, headers: { 'x-sig': '1' } },
      signature: { scheme: 'custom', header: 'X-Sig', encoding: 'hex' },
    },
    '/signature/header',
    /headers of the destination/,
  ],
  [
    'a fixed signature',
    { ...NEW, destination: { ...DESTINATION, headers: { 'X-Hub-Signature-256': '1' } } },
    '/destination/headers/X-Hub-Signature-256',
    /signature scheme/,
  ],
  [
    'a header of ours',
    { ...NEW, destination: { ...DESTINATION, headers: { 'Webhook-Id': '1' } } },
    '/destination/headers/Webhook-Id',
    /only Tocsin/,
  ],
  [
    'an unknown format',
    { ...NEW, format: 'avro' },
    '/format',
    /"tocsin" or "cloudevents-structured" or "cloudevents-binary"/,
  ],
  [
    'Python JSON of a body without JSON',
    { ...NEW, format: 'cloudevents-binary', signature: { scheme: 'keywordsai' } },
    '/format',
    /keywordsai/,
  ],
  ['a rate of nothing', { ...NEW, rateLimit: { perSecond: 0.009 } }, '/rateLimit/perSecond', /at least 0.01/],
  ['a rate of 1001', { ...NEW, rateLimit: { perSecond: 1001 } }, '/rateLimit/perSecond', /at most 1000/],
  ['no rate', { ...NEW, rateLimit: {} }, '/rateLimit/perSecond', /required/],
  ['a breaker without failures', { ...NEW, breaker: { failures: 0 } }, '/breaker/failures', /at least 1/],
  [
    'a breaker of many failures',
    { ...NEW, breaker: { failures: 1001 } },
    '/breaker/failures',
    /at most 1000/,
  ],
  ['half a failure', { ...NEW, breaker: { failures: 1.5 } }, '/breaker/failures', /int/],
  ['a breaker of a negative time', { ...NEW, breaker: { seconds: -1 } }, '/breaker/seconds', /at least 0/],
  [
    'a breaker of more than a day',
    { ...NEW, breaker: { seconds: 86401 } },
    '/breaker/seconds',
    /at most 86400/,
  ],
  [
    'a filter on a name of no attribute',
    { ...NEW, filter: { detail: { a: ['x'] } } },
    '/filter/detail',
    /"data"/,
  ],
  [
    'a filter on a name of no attribute in $or',
    { ...NEW, filter: { $or: [{ type: ['a'] }, { 'data.a': ['x'] }] } },
    '/filter/$or/1/data.a',
    /must be one of id, type/,
  ],
  [
    'half a character in a filter',
    { ...NEW, filter: { data: { a: ['\ud83d'] } } },
    '/filter/data/a/0',
    /Unicode/,
  ],
  [
    'half a character in a name of a filter',
    { ...NEW, filter: { data: { '\ud83d': [1] } } },
    '/filter/data',
    /Unicode/,
  ],
  ...['\u0000', 'a\nb', 'a\u2028b', '\ud83d', 'a\u0085b'].map((name): (typeof SUBSCRIPTIONS)[number] => [
    ...([`the name ${JSON.stringify(name)}`, { ...NEW, name }, '/name', /control characters/] as const),
  ]),
  [
    'half a character in its URL',
    { ...NEW, destination: { ...DESTINATION, url: 'https://example.com/\ud800' } },
    '/destination/url',
    /well-formed Unicode/,
  ],
  [
    'a control character in its URL',
    { ...NEW, destination: { ...DESTINATION, url: 'https://example.com/\u0085' } },
    '/destination/url',
    /control characters/,
  ],
  [
    'half a character in a header',
    { ...NEW, destination: { ...DESTINATION, headers: { 'x-a': '\ud83d' } } },
    '/destination/headers/x-a',
    /visible ASCII/,
  ],
  [
    'base64 that no number of bytes makes',
    { ...NEW, secret: `whsec_${'A'.repeat(41)}` },
    '/secret',
    /base64/,
  ],
  [
    'base64 without its padding',
    { ...NEW, secret: `whsec_${'A'.repeat(43)}` },
    '/secret',
    /with its padding/,
  ],
  ['a secret of another form', { ...NEW, secret: 'hunter2hunter2hunter2hunter2' }, '/secret', /whsec_/],
];

const MONITOR = {
  ...{ name: 'failing', kind: 'count', eventTypes: ['agent.run.failed'], window: { slidingSeconds: 60 } },
  thresholds: [{ atLeast: 1, severity: 'critical' }],
};
const SCHEMA = '/v1/event-types/order.created';
const BACKWARDS = 'since=2026-02-02T00:00:00Z&until=2026-02-01T00:00:00Z';

/** Method, target, body, pointer, rule; all with a project's admin key. */
const OTHERS: [string, string, unknown, string, RegExp][] = [
  ...['\ud83d', 'a\nb', '\u0000'].flatMap((text): typeof OTHERS => [
    ['POST', '/v1/keys', { name: text, scopes: ['read'] }, '/name', /control characters/],
    ['POST', '/v1/monitors', { ...MONITOR, name: text }, '/name', /control characters/],
    [
      'POST',
      '/v1/monitors',
      { ...MONITOR, labels: { team: `a${text}b` } },
      '/labels/team',
      /control characters/,
    ],
    [
      ...([
        'POST',
        '/v1/monitors',
        { ...MONITOR, actions: [{ kind: 'pauseAgent', agents: [text] }] },
      ] as const),
      ...(['/actions/0/agents/0', /control characters|well-formed/] as const),
    ],
    [
      ...([
        'POST',
        '/v1/silences',
        { matchers: [{ name: 'source', op: '=', value: text }], until: '2026-04-01T00:00:00Z', reason: 'a' },
      ] as const),
      ...(['/matchers/0/value', /control characters/] as const),
    ],
  ]),
  [
    'POST',
    '/v1/monitors',
    { ...MONITOR, filter: { data: { a: ['\ud83d'] } } },
    '/filter/data/a/0',
    /Unicode/,
  ],
  ['PUT', SCHEMA, { description: '\ud83d' }, '/description', /Unicode/],
  ['PUT', SCHEMA, { schema: { enum: ['\ud83d'] } }, '/schema/enum/0', /Unicode/],
  ['POST', '/v1/agents/bot/pause', { reason: '\ud83d' }, '/reason', /Unicode/],
  ['GET', `/v1/events?${BACKWARDS}`, undefined, '/since', /must not be after "until"/],
  ['GET', `/v1/conservation?${BACKWARDS}`, undefined, '/since', /must not be after "until"/],
  ['GET', '/v1/conservation?since=2100-01-01T00:00:00Z', undefined, '/since', /must not be after "until"/],
  [
    ...(['POST', '/v1/dead-letters/replay', Object.fromEntries(new URLSearchParams(BACKWARDS))] as const),
    ...(['/since', /must not be after "until"/] as const),
  ],
  ['POST', '/v1/keys', { name: 'a', scopes: [] }, '/scopes', /at least 1/],
  ['POST', '/v1/keys', { name: 'a', scopes: ['root'] }, '/scopes/0', /"ingest" or "read" or "admin"/],
  ['POST', '/v1/keys', { name: 'a', scopes: ['read', 'read'] }, '/scopes', /twice/],
  ['GET', '/v1/keys?limit=0', undefined, '/limit', /at least 1/],
  ['GET', '/v1/keys?limit=x', undefined, '/limit', /number/],
  ['GET', '/v1/keys?limt=5', undefined, '/limt', /not a known query parameter: there are "limit", "cursor"$/],
  ['GET', '/v1/keys?cursor=abc', undefined, '/cursor', /nextCursor/],
  ['GET', '/v1/events?since=yesterday', undefined, '/since', /RFC 3339/],
  ['GET', '/v1/conservation', undefined, '/since', /RFC 3339|required/],
  ['POST', '/v1/dead-letters/replay', { since: '2026-01-01T00:00:00Z' }, '/until', /RFC 3339|required/],
  ['PUT', SCHEMA, { enforce: true }, '/enforce', /without a schema/],
  ['PUT', SCHEMA, { schema: { type: 'text' } }, '/schema/type', /JSON types/],
  [
    'PUT',
    SCHEMA,
    { schema: { properties: { a: { minLength: -1 } } } },
    '/schema/properties/a/minLength',
    /whole number/,
  ],
  ['PUT', SCHEMA, { schema: { $ref: 'https://example.com/s' } }, '/schema/$ref', /within this schema/],
  ['PUT', SCHEMA, { schema: { $ref: '#/$defs/none' } }, '/schema/$ref', /that is there/],
  ['PUT', SCHEMA, { schema: { allOf: [{ $ref: '#' }] } }, '/schema', /refer to itself/],
  [
    'PUT',
    SCHEMA,
    { schema: { $schema: 'http://json-schema.org/draft-07/schema#' } },
    '/schema/$schema',
    /2020-12/,
  ],
  ['PUT', SCHEMA, { schema: { pattern: '(' } }, '/schema/pattern', /regular expression/],
  ['PUT', SCHEMA, { schema: { pattern: '(?!a)b' } }, '/schema/pattern', /without lookahead.*: "\(\?!a"$/],
  ['PUT', SCHEMA, { schema: { pattern: '(?<=a)b' } }, '/schema/pattern', /lookbehind/],
  ['PUT', SCHEMA, { schema: { pattern: '(a)\\1' } }, '/schema/pattern', /back references/],
  ['PUT', SCHEMA, { schema: { pattern: '((a{1,99}){1,99}){1,99}' } }, '/schema/pattern', /at most 2000/],
  [
    ...(['PUT', SCHEMA, { schema: { patternProperties: { '(?=a)': true } } }] as const),
    ...(['/schema/patternProperties/(?=a)', /lookahead/] as const),
  ],
  ['PUT', SCHEMA, { schema: { format: 'url' } }, '/schema/format', /must be one of date-time/],
  ...['id', '$recursiveRef', '$recursiveAnchor', 'dependencies', 'additionalItems'].map(
    (keyword): (typeof OTHERS)[number] => [
      ...(['PUT', SCHEMA, { schema: { not: { [keyword]: '#' } } }] as const),
      ...([`/schema/not/${keyword}`, /is not of 2020-12/] as const),
    ],
  ),
  ['PUT', SCHEMA, { schema: { maximum: 1e300 } }, '/schema/maximum', /2\^53/],
  [
    'PUT',
    SCHEMA,
    { schema: { properties: { constructor: { name: 'Set' } } } },
    '/schema/properties/constructor/name',
    /must not be a string/,
  ],
  ['PUT', '/v1/event-types/alert.mine', {}, '/type', /only Tocsin makes/],
  ['PUT', '/v1/event-types/a%2Fb', {}, '/type', /joined by dots/],
];

describe('input that breaks a rule', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;

  beforeAll(async () => {
    world = await startWorld();
    as = await world.project();
  });
  afterAll(() => world.stop());

  it.each(SUBSCRIPTIONS)('a subscription with %s', async (_, body, pointer, rule) => {
    const answer = await world.call('POST', '/v1/subscriptions', { as, body });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      requestId: 'req-1',
    });
    expect(answer.body.errors[0]).toEqual({ pointer, detail: expect.stringMatching(rule) });
  });

  it.each(OTHERS)('%s %s', async (method, target, body, pointer, rule) => {
    const answer = await world.call(method, target, { as, body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]).toEqual({ pointer, detail: expect.stringMatching(rule) });
  });

  it('is refused in a change, in a configuration and in work on a subscription as it is when made', async () => {
    const { body: made } = await world.call('POST', '/v1/subscriptions', { as, body: NEW });
    const path = `/v1/subscriptions/${made.id}`;
    const unknown = { filter: { detail: { a: [{ exists: false }] } } };
    const backwards = { since: '2026-02-02T00:00:00Z', until: '2026-02-01T00:00:00Z' };
    const asked: [string, string, unknown, string][] = [
      ['PATCH', path, unknown, '/filter/detail'],
      ['PATCH', path, { name: 'a\nb' }, '/name'],
      [
        'PUT',
        '/v1/configuration',
        { subscriptions: [{ ...NEW, ...unknown }] },
        '/subscriptions/0/filter/detail',
      ],
      ['PUT', '/v1/configuration', { subscriptions: [{ ...NEW, name: '\ud83d' }] }, '/subscriptions/0/name'],
      ['POST', `${path}/recover`, backwards, '/since'],
      ['POST', `${path}/recover`, { since: '2100-01-01T00:00:00Z' }, '/since'],
      ['POST', `${path}/replay`, backwards, '/since'],
    ];
    for (const [method, target, body, pointer] of asked) {
      const answer = await world.call(method, target, { as, body });
      expect([target, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([target, 400, pointer]);
    }
  });

  it('leap seconds and equal ends of a window are no fault', async () => {
    const window = 'since=2016-12-31T23:59:60Z&until=2017-01-01T00:00:00Z';
    expect((await world.call('GET', `/v1/events?${window}`, { as })).status).toBe(200);
    expect((await world.call('GET', `/v1/events?since=2016-12-31T23:58:60Z`, { as })).status).toBe(400);
  });

  it.each([
    ['/filter', '{"filter":{"__proto__":["a"]}}'],
    ['/filter/data/0', '{"filter":{"data":[{"__proto__":["a"]}]}}'],
    ['/destination/headers', '{"destination":{"headers":{"__proto__":"a"}}}'],
    ['/labels', '{"labels":{"\\u005f_proto__":"a"}}'],
    ['', '{"__proto__":{"name":"a"}}'],
  ])('takes no name __proto__ at %s, which would be lost', async (at, text) => {
    const { status, body } = await world.call('POST', '/v1/subscriptions', { as, text });
    const errors = [{ pointer: `${at}/__proto__`, detail: 'is a name that cannot be kept' }];
    expect({ status, errors: body.errors }).toEqual({ status: 400, errors });
  });

  it('takes no endless nesting', async () => {
    const text = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const { status, body } = await world.call('POST', '/v1/routing/explain', { as, text });
    const errors = [{ pointer: '/a'.repeat(100), detail: expect.stringContaining('100 levels') as string }];
    expect({ status, errors: body.errors }).toEqual({ status: 400, errors });
  });

  it('A request with 700 faults is answered with 100 of them, and names are cut', async () => {
    const names = Array.from({ length: 700 }, (_, at) => [`${'x'.repeat(300)}${at}`, 1]);
    const body = { ...NEW, ...Object.fromEntries(names) };
    const answer = await world.call('POST', '/v1/subscriptions', { as, body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toHaveLength(101);
    expect(answer.body.errors.at(-1)).toEqual({ pointer: '', detail: 'and 600 more' });
    expect(answer.body.errors[0]?.pointer).toBe(`/${'x'.repeat(128)}…`);
  });

  it('keeps names that objects have of themselves', async () => {
    const names = { constructor: ['a'], toString: ['b'], hasOwnProperty: ['c'] };
    const headers = { constructor: 'a', valueOf: 'b' };
    const body = { ...NEW, filter: { data: names }, destination: { ...DESTINATION, headers } };
    const { body: made } = await world.call('POST', '/v1/subscriptions', { as, body });
    const { body: shown } = await world.call('GET', `/v1/subscriptions/${made.id}`, { as });
    const masked = { constructor: '***', valueOf: '***' };
    expect(shown).toMatchObject({ filter: { data: names }, destination: { headers: masked } });

    const schema = { properties: { constructor: { type: 'string' } } };
    await world.call('PUT', SCHEMA, { as, body: { schema } });
    expect((await world.call('GET', SCHEMA, { as })).body).toMatchObject({ schema });

    const labels = { constructor: 'a', toString: 'b' };
    const monitor = await world.call('POST', '/v1/monitors', { as, body: { ...MONITOR, labels } });
    expect((await world.call('GET', `/v1/monitors/${monitor.body.id}`, { as })).body).toMatchObject({
      labels,
    });
  });

  it('multiplies no schema into millions of checks', async () => {
    const levels = Array.from({ length: 20 }, (_, level) => [
      `l${level}`,
      { allOf: [{ $ref: `#/$defs/l${level + 1}` }, { $ref: `#/$defs/l${level + 1}` }] },
    ]);
    const schema = { $ref: '#/$defs/l0', $defs: { ...Object.fromEntries(levels), l20: { type: 'string' } } };
    const answer = await world.call('PUT', SCHEMA, { as, body: { schema } });
    expect(answer.body.errors[0]?.detail).toMatch(/more than 2000 schemas/);
  });

  it('takes schemas that refer to themselves through the data', async () => {
    const node = {
      type: 'object',
      properties: { children: { type: 'array', items: { $ref: '#/$defs/node' } } },
    };
    const body = { schema: { $ref: '#/$defs/node', $defs: { node } }, enforce: true };
    expect((await world.call('PUT', SCHEMA, { as, body })).status).toBe(200);
  });

  it('names what HTTP itself rules out', async () => {
    const broken = await world.call('POST', '/v1/keys', { as, text: '{"name":' });
    expect(broken).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '', detail: expect.stringMatching(/must be JSON/) }] },
    });
    const form = await world.call('POST', '/v1/keys', {
      as,
      text: 'name=a',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.status).toBe(415);
    const big = await world.call('POST', '/v1/keys', {
      as,
      body: { name: 'x'.repeat(300_000), scopes: ['read'] },
    });
    expect(big.status).toBe(413);
    const method = await world.call('PATCH', '/v1/keys', { as, body: {} });
    expect(method).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } });
    expect((await world.call('GET', '/v1/nothing', { as })).status).toBe(404);
    expect((await world.call('GET', '/v1/keys', { as: ROOT })).body.errors[0]?.detail).toMatch(
      /x-tocsin-project/,
    );
  });
});
