import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { Bus } from '../../../adapters/aws/bus';
import { EventTypes } from '../../../adapters/aws/event-types';
import { transact } from '../../../adapters/aws/transact';
import { EnforcedSchemas } from '../../../lambdas/ingest/enforced-schemas';
import { agentKey } from '../../../adapters/aws/keys';
import type { Hold } from '../../../core/agent/directive';
import { decompress } from '../../../core/event/entry';
import { readRequest } from '../../../core/event/read-request';
import { ingest, type IngestTools } from '../../../lambdas/ingest/ingest';
import { showDirective } from '../../../lambdas/ingest/show-directive';
import { startLocalAws, type LocalAws } from '../../adapters/local-aws';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const PAUSE: Hold = { id: 'hold_1', kind: 'pause', actor: 'key_1', reason: 'too dear' };

let aws: LocalAws;
let tools: IngestTools;
let project = '';
let tests = 0;
beforeAll(async () => {
  aws = await startLocalAws();
  tools = {
    bus: new Bus(aws.clients.bus, 'default', () => 0),
    schemas: new EnforcedSchemas(aws.tables, 'subscriptions', () => NOW),
    tables: aws.tables,
    monitoringTable: 'monitoring',
  };
});
afterAll(() => aws.stop());
beforeEach(() => {
  project = `prj_${++tests}`;
  jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => {
  aws.local.faults.entryFailureProbability = 0;
  jest.restoreAllMocks();
});

async function post(events: object[], given: Partial<IngestTools> = {}) {
  const posted = readRequest({ headers: {}, body: JSON.stringify(events) });
  if (!Array.isArray(posted)) throw new Error('not posted');
  return ingest(
    { ...tools, ...given },
    { project, posted, receivedAt: NOW, identity: { kind: 'key', key: 'k' } },
  );
}

const event = (source: string, more: object = {}): object => ({ type: 'a', source, ...more });
const unknownFields = (count: number, name: string): object =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, 1]));
const ask = (agent: string, holds: Hold[], version = 1) =>
  aws.tables.send(
    new PutCommand({ TableName: 'monitoring', Item: { ...agentKey(project, agent), holds, version } }),
  );

describe('ingest', () => {
  it.each<[string, object[]]>([
    [
      '998 events with 230 unknown fields each',
      Array.from({ length: 998 }, () => event('bot', unknownFields(230, 'u'))),
    ],
    [
      '8 events with 22,000 unknown fields each',
      Array.from({ length: 8 }, () => event('bot', unknownFields(22_000, 'u'))),
    ],
    ['names of 200 KB', [event('bot', unknownFields(1, 'u'.repeat(200_000)))]],
  ])('%s are answered with 20 errors an event and 100 a request', async (_, faulty) => {
    const answered = await post([event('good'), ...faulty, event('last')]);
    if (!('results' in answered)) throw new Error('The request was refused whole');
    const { results, directives } = answered;
    expect([results.at(0)?.status, results.at(-1)?.status]).toEqual(['accepted', 'accepted']);
    expect(directives?.map(({ agent }) => agent)).toEqual(['good', 'last']);
    const lists = results.flatMap((one) => (one.status === 'refused' ? [one.error.errors ?? []] : []));
    const total = Object.keys(faulty[0] ?? {}).length - 2;
    expect(lists[0]).toHaveLength(Math.min(total, 20) + (total > 20 ? 1 : 0));
    if (total > 20) expect(lists[0]?.at(-1)).toEqual({ pointer: '', detail: `and ${total - 20} more` });
    const shown = lists.flat().filter(({ pointer }) => pointer !== '');
    expect(shown.length).toBeLessThanOrEqual(100);
    expect(lists.every((list) => list.length > 0)).toBe(true);
    expect(JSON.stringify(answered).length).toBeLessThan(500_000);
  });

  it('decides each event for itself, in order', async () => {
    expect(await post([event('bot'), event(''), event('bot', { type: 'alert.firing' })])).toMatchObject({
      results: [
        { status: 'accepted', id: expect.stringMatching(/^evt_/) as string },
        { status: 'refused', error: { status: 400, errors: [{ pointer: '/source' }] } },
        { status: 'refused', error: { status: 400, errors: [{ pointer: '/type' }] } },
      ],
    });
  });

  it('1.1 gives the same ids to the same request, by its Idempotency-Key', async () => {
    const request = [event('bot'), event('bot'), event('bot', { id: 'own' })];
    const [one, other] = [await post(request), await post(request)];
    expect(one).toEqual(other);
    const ids = 'results' in one ? one.results.map((result) => ('id' in result ? result.id : '')) : [];
    expect(new Set(ids).size).toBe(3);
  });

  it('1.1 takes the first of two bodies of an id within a request, and names the other as a conflict', async () => {
    const publish = jest.spyOn(tools.bus, 'publish');
    const twin = (data: unknown): object => event('bot', { id: 'd1', data });
    expect(await post([twin(1), twin(2), twin(1), event('other', { id: 'd1', data: 2 })])).toMatchObject({
      results: [
        { status: 'accepted' },
        { status: 'refused', error: { status: 409, errors: [{ pointer: '/id' }] } },
        { status: 'accepted' },
        { status: 'accepted' },
      ],
    });
    const published = publish.mock.calls.flatMap(([entries]) => entries);
    expect(
      published.map(({ source, z }) => [source, (JSON.parse(decompress(z)) as { data: unknown }).data]),
    ).toEqual([
      ['bot', 1],
      ['other', 2],
    ]);
  });

  it('1.1 takes the first valid one of an id, and refuses its repeat where the bus did not take it', async () => {
    const twin = (more: object): object => event('bot', { id: 'd1', ...more });
    expect(await post([twin({ type: 'no type' }), twin({ data: 1 })])).toMatchObject({
      results: [{ status: 'refused' }, { status: 'accepted' }],
    });
    aws.local.faults.entryFailureProbability = 1;
    const refused = { status: 'refused', error: { status: 503 } };
    expect(await post([twin({ data: 1 }), twin({ data: 1 })])).toMatchObject({ results: [refused, refused] });
  });

  it('refuses by name what the bus did not take', async () => {
    aws.local.faults.entryFailureProbability = 1;
    const refused = { status: 'refused', error: expect.objectContaining({ status: 503 }) as object };
    expect(await post([event('bot'), event('')])).toMatchObject({
      results: [refused, { status: 'refused', error: { status: 400 } }],
    });
  });

  it('5.5 answers one directive for each source, in first-seen order', async () => {
    await ask('b', [PAUSE], 4);
    const outcome = await post([event('b'), event('a'), event('b'), event('c', { type: 'not a type' })]);
    expect(outcome).toMatchObject({
      directives: [
        { agent: 'b', state: 'paused', version: 4, holds: [{ id: 'hold_1', until: null }] },
        { agent: 'a', state: 'running', version: 0, holds: [] },
      ],
    });
    expect('directives' in outcome && outcome.directives).toHaveLength(2);
  });

  it('5.2 merges what all agents are asked', async () => {
    await ask('', [PAUSE]);
    expect(await post([event('bot')])).toMatchObject({ directives: [{ agent: 'bot', state: 'paused' }] });
  });

  it("5.5 never shows another project's holds", async () => {
    await ask('bot', [PAUSE]);
    project = `${project}x`;
    expect(await post([event('bot')])).toMatchObject({ directives: [{ state: 'running', version: 0 }] });
  });

  it('5.5 takes 100 sources and answers them all; 101 are too many, and nothing is published', async () => {
    const sources = Array.from({ length: 101 }, (_, index) => `bot-${index}`);
    await ask('bot-99', [PAUSE]);
    const outcome = await post(sources.slice(0, 100).map((source) => event(source)));
    const directives = ('directives' in outcome && outcome.directives) || [];
    expect(directives.map(({ agent }) => agent)).toEqual(sources.slice(0, 100));
    expect(directives.filter(({ state }) => state === 'paused').map(({ agent }) => agent)).toEqual([
      'bot-99',
    ]);
    const publish = jest.spyOn(tools.bus, 'publish');
    expect(await post(sources.map((source) => event(source)))).toMatchObject({
      ...{ status: 413, detail: 'A request may name at most 100 sources; this one names 101' },
    });
    expect(publish).not.toHaveBeenCalled();
  });

  it('5.5 goes on with directives null if they cannot be read', async () => {
    expect(await post([event('bot')], { monitoringTable: 'missing' })).toMatchObject({
      results: [{ status: 'accepted' }],
      directives: null,
    });
  });

  it('Reads the schemas of the types of a request alone, and not again within half a minute', async () => {
    const eventTypes = new EventTypes(aws.tables, 'subscriptions');
    for (const type of ['a', 'b', 'c']) {
      const row = {
        project,
        type,
        schema: { type: 'object' },
        enforce: true,
        createdAt: NOW,
        updatedAt: NOW,
      };
      await transact(aws.tables, eventTypes.putWrites(row, undefined), Math.random);
    }
    const read: string[] = [];
    const send = jest.fn((command: { input: object }) => {
      read.push(JSON.stringify(command.input));
      return aws.tables.send(command as never);
    });
    let now = NOW;
    const schemas = new EnforcedSchemas({ send } as never, 'subscriptions', () => now);
    expect([...(await schemas.of(project, ['b', 'b', 'unknown'])).keys()]).toEqual(['b']);
    expect(read).toHaveLength(2);
    expect(read[1]).not.toContain('type#a');
    expect((await schemas.of(project, ['b'])).size).toBe(1);
    expect(read).toHaveLength(2);
    now += 30_000;
    await schemas.of(project, ['b']);
    expect(read).toHaveLength(4);
  });

  it('enforces the schemas of the project that say so', async () => {
    const eventTypes = new EventTypes(aws.tables, 'subscriptions');
    const schema = { type: 'object', required: ['score'], properties: { score: { type: 'number' } } };
    for (const [type, enforce] of [
      ['scored', true],
      ['noted', false],
    ] as const) {
      const row = { project, type, schema, enforce, createdAt: NOW, updatedAt: NOW };
      await transact(aws.tables, eventTypes.putWrites(row, undefined), Math.random);
    }
    const bad = { data: { score: 'x' } };
    expect(
      await post([
        event('bot', { type: 'scored', ...bad }),
        event('bot', { type: 'scored' }),
        event('bot', { type: 'scored', data: { score: 1 } }),
        event('bot', { type: 'noted', ...bad }),
      ]),
    ).toMatchObject({
      results: [
        { status: 'refused', error: { errors: [{ pointer: '/data/score' }] } },
        { status: 'refused', error: { errors: [{ pointer: '/data' }] } },
        { status: 'accepted' },
        { status: 'accepted' },
      ],
    });
  });
});

describe('GET directive', () => {
  const show = (agent: string | undefined, headers: Record<string, string> = {}, now = NOW) => {
    const requestContext = { requestId: 'req-1' } as Parameters<typeof showDirective>[2]['requestContext'];
    const routeKey = 'GET /v1/agents/{agent}/directive';
    const asked = { routeKey, rawPath: '/v1/agents/directive', rawQueryString: '' };
    const pathParameters = agent === undefined ? {} : { agent };
    return showDirective(tools, project, { ...asked, pathParameters, headers, requestContext }, now);
  };

  it('5.5 shows the directive, and 304 while nothing has changed', async () => {
    await ask('bot', [PAUSE], 2);
    const first = await show('bot');
    expect(JSON.parse(first.body ?? '')).toMatchObject({ agent: 'bot', state: 'paused', version: 2 });
    const etag = String(first.headers?.['etag']);
    expect(await show('bot', { 'if-none-match': etag })).toEqual({ statusCode: 304, headers: { etag } });
    await ask('bot', [], 3);
    expect(await show('bot', { 'if-none-match': etag })).toMatchObject({ statusCode: 200 });
  });

  it.each([(etag: string) => `W/${etag}`, (etag: string) => `"other", ${etag}`, () => '*'])(
    '5.5 reads If-None-Match as RFC 9110 has it (%#)',
    async (header) => {
      const etag = String((await show('bot')).headers?.['etag']);
      expect(await show('bot', { 'if-none-match': header(etag) })).toMatchObject({ statusCode: 304 });
    },
  );

  it('5.1 is another one when a hold has ended, although nothing was written', async () => {
    await ask('bot', [{ ...PAUSE, until: NOW + 1_000 }]);
    const etag = String((await show('bot')).headers?.['etag']);
    const later = await show('bot', { 'if-none-match': etag }, NOW + 1_000);
    expect(later.statusCode).toBe(200);
    expect(JSON.parse(later.body ?? '')).toMatchObject({ state: 'running', holds: [] });
  });

  it.each([undefined, '', 'x'.repeat(257), '..', 'tocsin'])(
    'knows no agent without a proper name',
    async (agent) => {
      expect(await show(agent)).toMatchObject({ statusCode: 404 });
    },
  );
});
