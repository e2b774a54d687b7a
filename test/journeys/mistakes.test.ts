import type { FieldError, Problem } from '../../core/problem';
import { type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { directiveOf, minutesPass, postAs, times, watch } from './watch';

interface Changed {
  id: string;
  state: string;
  changed: boolean;
  seen: boolean | null;
  version: number;
  warnings: FieldError[];
  matches: { count: number; alerts: { id: string; monitor: string; group: object }[] };
}

const FAILED = 'agent.run.failed';
const SLACK = { kind: 'slack', url: 'https://hooks.slack.com/services/T0/B0/x' };

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
  await watch(stack, {
    ...{ name: 'five failures', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
    ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 5, severity: 'critical' }] },
    actions: [{ kind: 'pauseAgent' }],
  });
  await postAs(stack, 'support-bot', ...times(5, FAILED));
  await minutesPass(stack, 1);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const details = ({ errors = [] }: Problem): string[] =>
  errors.map(({ pointer, detail }) => `${pointer} ${detail}`);

describe('None of these mistakes looks like success:', () => {
  it('1 the agent that is resumed is misspelt: it says who was meant, and the right one stays paused', async () => {
    const { status, body } = await stack.admin<Problem>('POST', '/v1/agents/support-bto/resume', {});
    expect([status, body.detail]).toEqual([
      404,
      'No agent "support-bto" has been seen. Did you mean "support-bot"?',
    ]);
    expect(await directiveOf(stack, 'support-bot')).toMatchObject({ state: 'paused' });
    const { body: listed } = await stack.admin<{ data: { agent: string }[] }>('GET', '/v1/agents');
    expect(listed.data.map(({ agent }) => agent)).toEqual(['support-bot']);
  });

  it('2 the silence names a monitor that there is not: it matches nothing, and says so', async () => {
    const silence = (value: string) =>
      stack.admin<Changed>('POST', '/v1/silences', {
        matchers: [{ name: 'monitor', op: '=', value }],
        for: '2h',
      });
    const wrong = (await silence('five-failures')).body;
    expect(wrong.matches).toMatchObject({ count: 0, alerts: [] });
    expect(wrong.warnings.map(({ detail }) => detail)).toEqual([
      'is no name and no id of a monitor: did you mean "five failures"?',
    ]);
    const right = (await silence('five failures')).body;
    expect(right).toMatchObject({
      matches: { count: 1, alerts: [{ monitor: 'five failures', group: { source: 'support-bot' } }] },
      warnings: [],
    });
    const { body: shown } = await stack.admin<Changed>('GET', `/v1/silences/${right.id}`);
    expect(shown.matches).toEqual(right.matches);
    const alert = right.matches.alerts[0]?.id;
    const byAlert = await stack.admin<Changed>('POST', '/v1/silences', { alert, for: '2h' });
    expect(byAlert).toMatchObject({ status: 201, body: { matches: { count: 1, alerts: [{ id: alert }] } } });
    for (const { id } of [wrong, right, byAlert.body])
      expect((await stack.admin('DELETE', `/v1/silences/${id}`)).status).toBe(204);
  });

  it('3 an agent that is paused is resumed twice: the second time says that nothing was done', async () => {
    const resume = () => stack.admin<Changed>('POST', '/v1/agents/support-bot/resume', {});
    const [first, second] = [(await resume()).body, (await resume()).body];
    expect([first.state, first.changed, first.seen]).toEqual(['running', true, true]);
    expect([second.state, second.changed, second.version]).toEqual(['running', false, first.version]);
  });

  it('4 the agent that is paused beforehand is misspelt: it says that nobody has seen it', async () => {
    const asked = { reason: 'x', for: '90m' };
    const { body } = await stack.admin<Changed>('POST', '/v1/agents/suport-bot/pause', asked);
    expect([body.state, body.seen, body.warnings.map(({ detail }) => detail)]).toEqual([
      'paused',
      false,
      ['No agent "suport-bot" has been seen. Did you mean "support-bot"?'],
    ]);
  });

  it('5 the type of a subscription never happens, or is a few letters off', async () => {
    const subscribe = (...eventTypes: string[]) =>
      stack.admin<Changed & Problem>('POST', '/v1/subscriptions', {
        ...{ name: 'x', eventTypes, destination: { kind: 'webhook', url: receiver.url } },
      });
    const refused = await subscribe('agent.run.fail', 'alert.fired');
    expect(refused.status).toBe(400);
    expect(details(refused.body)).toEqual([
      expect.stringMatching(/^\/eventTypes\/1 never happens: .* did you mean "alert.firing"\?$/),
    ]);
    const warned = await subscribe('agent.run.fail');
    expect([warned.status, warned.body.warnings.map(({ detail }) => detail)]).toEqual([
      201,
      [expect.stringContaining('did you mean "agent.run.failed"?')],
    ]);
    expect((await subscribe('agent.run.failed', 'order.created')).body.warnings).toEqual([]);
  });

  it('6 a channel of people would be told of every run', async () => {
    const body = { name: 'people', eventTypes: ['alert.*', 'agent.*'], destination: SLACK };
    const made = await stack.admin<Changed>('POST', '/v1/subscriptions', body);
    expect(made.body.warnings).toEqual([
      {
        pointer: '/eventTypes/1',
        detail: expect.stringMatching(/^would tell people of every run/) as string,
      },
    ]);
    const planned = await stack.admin('PUT', '/v1/configuration', { subscriptions: [body] });
    const { changes } = planned.body as { changes: object[] };
    expect(changes[0]).toMatchObject({
      ...{ name: 'people', action: 'keep' },
      warnings: [{ pointer: '/subscriptions/0/eventTypes/1' }],
    });
  });

  it('7 an event has its agent under another name', async () => {
    const { status, body } = await stack.post<Problem>({ type: FAILED, agent: 'support-bot', payload: {} });
    expect(status).toBe(400);
    expect(details(body)).toEqual([
      '/source is required',
      `/agent is not a known field: the agent's name goes into "source"`,
      '/payload is not a known field: what it tells goes into "data"',
    ]);
  });

  it('8 settings come in the form of another product', async () => {
    const subscription = { name: 'x', url: receiver.url, events: ['a'] };
    const { body: refused } = await stack.admin<Problem>('POST', '/v1/subscriptions', subscription);
    expect(details(refused)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\/url .* it goes into "destination"/),
        '/events is not a known field: what is sent is named by "eventTypes"',
      ]),
    );
    const monitor = { name: 'x', kind: 'count', eventTypes: [FAILED], window: 'day' };
    const { body } = await stack.admin<Problem>('POST', '/v1/monitors', { ...monitor, thresholds: [] });
    expect(details(body)).toContain(
      '/window must be an object: {"calendar": "day", "timeZone": "UTC"} or {"slidingSeconds": 600}',
    );
    const { body: key } = await stack.admin<Problem>('POST', '/v1/keys', { name: 'x' });
    expect(details(key)).toEqual(['/scopes is required: one or more of "ingest", "read" and "admin"']);
  });

  it('9 a path or a query parameter is one that there is not', async () => {
    const at = async (path: string) => (await stack.admin<Problem>('GET', path)).body;
    expect((await at('/v1/deliveries')).detail).toContain('/v1/subscriptions/{id}/deliveries');
    expect((await at('/v1/monitor')).detail).toContain('Did you mean /v1/monitors?');
    expect(details(await at('/v1/alerts?agent=support-bot'))[0]).toMatch(
      /^\/agent is not a known query parameter: there are "limit", "cursor", /,
    );
  });

  it('10 the key is wrong, or missing: neither answer is that of a function', async () => {
    const asked = async (key: string) => {
      const { status, body } = await stack.request('GET', '/v1/agents', { key });
      return [status, body];
    };
    expect(await asked(`tcn_01JH7Z0000000000000000000A_${'x'.repeat(43)}`)).toEqual([
      403,
      { message: 'Forbidden' },
    ]);
    const bare = await stack.request('GET', '/v1/agents', { headers: { 'x-api-key': stack.first.adminKey } });
    expect([bare.status, bare.body]).toEqual([401, { message: 'Unauthorized' }]);
  });
});
