import { gzipSync } from 'node:zlib';
import { LIMITS } from '../../core/event/limits';
import { FUNCTION_NAMES } from '../../lib/function-names';
import { type RequestOptions, type TestCloud, withCloud } from './cloud';
import { type Line, linesOf } from './measured';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { postAs, times, watch } from './watch';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const FAILED = 'agent.run.failed';
const ROUTING_KEY = 'R0123456789ABCDEF0123456789ABCDE';
const UNKNOWN_KEY = `tcn_01JQZ5V0M3T8W7K2N4P6R9S1XY_${'Ab_-'.repeat(10)}xyz`;
const RECIPIENT = 'somebody@example.com';
/** What must be in no log: in bodies, headers, paths, queries, answers, messages. */
const WORD = 'hunter2';

let stack: TestCloud;
let endpoint: Receiver;

beforeAll(async () => {
  endpoint = await Receiver.start(() => ({ status: 500, body: `${WORD} is broken` }));
  stack = await withCloud({ faults: { duplicateProbability: 0 } });
});

afterAll(async () => {
  await Promise.all([stack.stop(), endpoint.stop()]);
});

/** What a function has written while something was done. */
async function written(name: string, work: () => Promise<unknown>): Promise<Line[]> {
  const before = linesOf(stack, name).length;
  await work();
  return linesOf(stack, name).slice(before);
}

const send = (queue: string, MessageBody: string, MessageAttributes = {}): Promise<object> =>
  stack.cloud.call('AmazonSQS.SendMessage', {
    ...{ QueueUrl: stack.cloud.ref(queue), MessageBody, MessageAttributes },
  });

type Key = 'adminKey' | 'ingestKey' | 'none';
type Requested = [string, string, string, Key, RequestOptions, object];

const EVENT = { type: 'a.b', source: 'bot' };
const long = WORD.repeat(50);

describe('every request has one line, with its route and status', () => {
  const ingest = { unit: 'ingest', route: 'POST /v1/events' };
  const directive = { unit: 'ingest', route: 'GET /v1/agents/{agent}/directive' };
  const refused = { accepted: 0, refused: 1, EventsRefused: 1, EventsAccepted: 0 };
  const partly = { status: 207, accepted: 1, refused: 1, EventsAccepted: 1, EventsRefused: 1 };
  const sources = LIMITS.requestSources + 1;
  const manySources = Array.from({ length: sources }, (_, index) => ({ ...EVENT, source: `bot${index}` }));
  const tooMany = { status: 413, accepted: 0, refused: sources, EventsRefused: sources };
  const tooLong = { body: EVENT, headers: { 'idempotency-key': long } };
  const admin = (route: string, status: number) => ({ unit: 'admin', route, status });
  const encoded = (encoding: string): RequestOptions => ({
    body: gzipSync(WORD).subarray(4),
    headers: { 'content-encoding': encoding },
  });

  it.each<Requested>([
    ['no scope', 'POST', '/v1/events', 'adminKey', { body: WORD }, { ...ingest, status: 403, ...refused }],
    ['no JSON', 'POST', '/v1/events', 'ingestKey', { body: WORD }, { ...ingest, status: 400, ...refused }],
    ['no gzip', 'POST', '/v1/events', 'ingestKey', encoded('gzip'), { ...ingest, status: 400, ...refused }],
    ['an encoding', 'POST', '/v1/events', 'ingestKey', encoded(WORD), { ...ingest, status: 415, ...refused }],
    [
      'an idempotency key',
      'POST',
      '/v1/events',
      'ingestKey',
      tooLong,
      { ...ingest, status: 400, ...refused },
    ],
    [
      'a part',
      'POST',
      '/v1/events',
      'ingestKey',
      { body: [EVENT, { type: WORD }] },
      { ...ingest, ...partly },
    ],
    ['sources', 'POST', '/v1/events', 'ingestKey', { body: manySources }, { ...ingest, ...tooMany }],
    ['nothing', 'GET', '/v1/agents/bot/directive', 'ingestKey', {}, { ...directive, status: 200 }],
    ['the agent', 'GET', `/v1/agents/${long}/directive`, 'ingestKey', {}, { ...directive, status: 404 }],
    ['no scope', 'GET', '/v1/agents/bot/directive', 'adminKey', {}, { ...directive, status: 403 }],
    ['the cursor', 'GET', `/v1/jobs?cursor=${WORD}`, 'adminKey', {}, admin('GET /v1/jobs', 400)],
    ['no JSON', 'POST', '/v1/keys', 'adminKey', { body: WORD }, admin('POST /v1/keys', 400)],
    ['no scope', 'POST', '/v1/keys', 'ingestKey', {}, admin('POST /v1/keys', 403)],
    ['the method', 'PUT', '/v1/jobs', 'adminKey', {}, admin('PUT /v1/jobs', 405)],
    ['the path', 'GET', `/v1/${WORD}`, 'adminKey', {}, admin('ANY /v1/{proxy+}', 404)],
    ['the link', 'GET', `/l/${WORD}`, 'none', {}, admin('GET /l/{token}', 404)],
  ])('a request refused for %s, by %s (%#)', async (_, method, path, key, options, line) => {
    const { unit } = line as { unit: string };
    const asked = { ...options, ...(key !== 'none' && { key: stack.first[key] }) };
    const lines = await written(unit, () => stack.request(method, path, asked));
    const caller = { project: stack.first.project, key: expect.stringMatching(/^key_/) as string };
    expect(lines).toEqual([
      expect.objectContaining({
        ...{ level: 'INFO', requestId: expect.any(String) as string, ...line },
        ...{ durationMs: expect.any(Number) as number, ...(key !== 'none' && caller) },
      }),
    ]);
    if (!('refused' in line)) expect(lines[0]).not.toHaveProperty('EventsRefused');
  });

  it('of authorize says what was found, under the id of the request', async () => {
    const { body } = await stack.admin<{ id: string; key: string }>('POST', '/v1/keys', {
      ...{ name: 'gone', scopes: ['ingest'] },
    });
    await stack.admin('DELETE', `/v1/keys/${body.id}`);
    const { project } = stack.first;
    for (const [key, found] of [
      [UNKNOWN_KEY, { outcome: 'unknown' }],
      [WORD, { outcome: 'malformed' }],
      [body.key, { outcome: 'revoked', project, key: body.id }],
      [`tcn_root_${WORD.repeat(4)}`, { outcome: 'mismatch', key: 'root' }],
    ] as const)
      expect(await written('authorize', () => stack.request('GET', '/v1/jobs', { key }))).toEqual([
        {
          ...{ level: 'INFO', unit: 'authorize', ...found, requestId: expect.any(String) as string },
          ...{ timestamp: expect.any(String) as string, durationMs: expect.any(Number) as number },
        },
      ]);
  });
});

describe('every message has one line', () => {
  let events: string[];
  let links: string[];

  beforeAll(async () => {
    const alerts = ['alert.firing'];
    const alone = { grouping: { waitSeconds: 0 } };
    const { url } = endpoint;
    await subscribe(stack, `${url}/hook/${WORD}?token=${WORD}`, [FAILED], {
      destination: { kind: 'webhook', url: `${url}/hook/${WORD}?token=${WORD}`, headers: { 'x-key': WORD } },
    });
    const slack = { kind: 'slack', url: `${url}/services/T0/B0/${WORD}` };
    await subscribe(stack, slack.url, alerts, { destination: slack, ...alone });
    const pagerDuty = { kind: 'pagerduty', routingKey: ROUTING_KEY, url: `${url}/v2/enqueue` };
    await subscribe(stack, pagerDuty.url, alerts, { destination: pagerDuty });
    await subscribe(stack, '', alerts, { destination: { kind: 'email', to: [RECIPIENT] }, ...alone });
    await watch(stack, {
      ...{ name: 'failures', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
      ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 2, severity: 'critical' }] },
    });
    const { body } = await stack.post<{ results: { id: string }[] }>(
      times(2, FAILED, { source: 'bot', data: { text: WORD } }),
      { traceparent: TRACEPARENT },
    );
    events = body.results.map(({ id }) => id);
    await stack.cloud.idle();
    const mails = await stack.mails();
    links = [...(mails[0]?.text ?? '').matchAll(/^ {2}\w+: (http\S+\/l\/\S+)$/gm)].map(
      ([, link = '']) => link,
    );
  });

  const about = (unit: string, event: string): Line[] =>
    linesOf(stack, unit).filter((line) => line['unit'] === unit && line['event'] === event);

  it('in route, monitor and deliver, whatever came of it, found by its event and its trace', () => {
    for (const event of events) {
      const found = { level: 'INFO', event, project: stack.first.project, traceparent: TRACEPARENT };
      expect(about('route', event)).toMatchObject([{ ...found, matched: 1, EventsRouted: 1 }]);
      expect(about('deliver', event)).toMatchObject([
        { ...found, outcome: 'retry', status: 500, attempt: 1, delivery: expect.any(String) as string },
      ]);
      const counted = linesOf(stack, 'monitor').filter((line) =>
        JSON.stringify(line['events']).includes(event),
      );
      expect(counted).toMatchObject([{ level: 'INFO', traceparents: [TRACEPARENT] }]);
    }
  });

  it('in deliver, for each destination of an alert', () => {
    const told = linesOf(stack, 'deliver').filter((line) => line['unit'] === 'deliver' && line['outcome']);
    const attempts = told.map(({ delivery, attempt }) => `${String(delivery)} ${String(attempt)}`);
    expect(new Set(attempts).size).toBe(attempts.length);
    expect(told.map(({ outcome }) => outcome).sort()).toEqual(
      ['delivered', ...Array.from({ length: 4 }, () => 'retry')].sort(),
    );
    const paths = endpoint.requests.map(({ path }) => path.split('?')[0]);
    expect(paths).toEqual(expect.arrayContaining([`/services/T0/B0/${WORD}`, '/v2/enqueue']));
  });

  it('of a message that is not JSON, in the route queue and in the dead queue', async () => {
    const text = `${WORD} is not JSON`;
    const rule = { RULE_ARN: { DataType: 'String', StringValue: 'arn:rule' } };
    const failed = { level: 'ERROR', error: { name: 'SyntaxError', message: 'is not JSON' } };
    for (const [unit, queue, attributes] of [
      ['route', 'RouteQueue', {}],
      ['monitor', 'MonitorQueue', {}],
      ['deliver', 'DeliverQueue', {}],
      ['bury', 'DeadQueue', rule],
    ] as const) {
      const lines = await written(unit, async () => {
        await send(queue, text, attributes);
        await stack.cloud.idle();
      });
      expect(lines).toMatchObject([{ ...failed, unit, messageId: expect.any(String) as string }]);
    }
  });

  it('of a link that was pressed, without its token', async () => {
    const [link = ''] = links;
    expect(link).toContain('/l/');
    const lines = await written('admin', () => fetch(link, { method: 'POST' }));
    expect(lines).toMatchObject([{ route: 'POST /l/{token}', status: 200 }]);
  });
});

it('nothing of all that is in any log: no body, no address, no key, no token', async () => {
  await postAs(stack, 'bot', { type: 'an.event', data: { text: WORD } });
  const everything = FUNCTION_NAMES.flatMap((name) => stack.cloud.output(name)).join('\n');
  for (const name of ['authorize', 'ingest', 'route', 'deliver', 'monitor', 'bury', 'admin'])
    expect(everything).toContain(`"unit":"${name}"`);
  const { adminKey, ingestKey, rootKey } = stack.first;
  const mails = await stack.mails();
  const tokens = [...(mails[0]?.text ?? '').matchAll(/\/l\/(\S+)/g)].map(([, token = '']) => token);
  expect(tokens).not.toEqual([]);
  const secrets = [WORD, ROUTING_KEY, UNKNOWN_KEY, RECIPIENT, adminKey, ingestKey, rootKey, ...tokens];
  for (const secret of [...secrets, endpoint.url, 'whsec_', 'is broken'])
    expect(everything).not.toContain(secret);
});
