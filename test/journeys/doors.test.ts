import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Answer, type TestCloud, withCloud } from './cloud';
import { watch } from './watch';

let stack: TestCloud;
beforeAll(async () => {
  stack = await withCloud();
});
afterAll(() => stack.stop());

const captured = (path: string): string => readFileSync(join(__dirname, '../core/door', path), 'utf8');

/** Posts to a door as a program does that knows an address and no header. */
const enter = <Body = Record<string, unknown>>(
  door: string,
  body: unknown,
  {
    agent,
    key = stack.first.pathKey,
    ...headers
  }: Record<string, string> & { agent?: string; key?: string } = {},
): Promise<Answer<Body>> =>
  stack.request<Body>(
    'POST',
    `/in/${encodeURIComponent(key)}${agent === undefined ? '' : `/${agent}`}/${door}`,
    {
      body,
      headers,
    },
  );

interface Listed {
  id: string;
  type: string;
  subject: string | null;
  data: Record<string, unknown>;
}

/** Of one agent, with their data, the oldest first. */
async function eventsOf(agent: string): Promise<Listed[]> {
  await stack.cloud.idle();
  const { body } = await stack.admin<{ data: { id: string }[] }>(
    'GET',
    `/v1/events?source=${agent}&limit=100`,
  );
  const events = body.data.map(async ({ id }) => (await stack.admin<Listed>('GET', `/v1/events/${id}`)).body);
  return (await Promise.all(events)).reverse();
}
const typesOf = async (agent: string): Promise<string[]> => (await eventsOf(agent)).map(({ type }) => type);

const pause = (agent: string) =>
  stack.admin('POST', `/v1/agents/pause?agent=${encodeURIComponent(agent)}`, { reason: 'five failures' });
const resume = (agent: string) =>
  stack.admin('POST', `/v1/agents/resume?agent=${encodeURIComponent(agent)}`, { reason: 'looked at' });
const why = (agent: string): string => `Tocsin has paused the agent "${agent}": five failures`;

/** All doors that take JSON, with a body that each of them takes. */
const DOORS: readonly (readonly [string, string])[] = [
  ['claude-code', captured('claude-code/Stop.json')],
  ['litellm', captured('litellm/generic-api.json')],
  ['litellm/beta/litellm_basic_guardrail_api', captured('litellm/generic-guardrail.json')],
  ['api/request-logs/', '{"model":"gpt-4o"}'],
  ['api/request-logs/create/', '{"model":"gpt-4o"}'],
];

describe.each(DOORS)('the door %s', (door, body) => {
  it('takes what is posted to it, with an agent in the address and without', async () => {
    expect((await enter(door, body)).status).toBe(200);
    expect((await enter(door, body, { agent: 'named' })).status).toBe(200);
  });

  it('takes what is compressed', async () => {
    const packed = { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' };
    expect((await enter(door, gzipSync(body), { agent: 'packed', ...packed })).status).toBe(200);
  });

  it('takes the name of an agent with slashes of its own, and a path with and without the last slash', async () => {
    const { apiUrl } = stack.cloud;
    for (const path of [door, `a/b/${door}`, `a/b/${door.replace(/\/$/, '')}`]) {
      const url = `${apiUrl}/in/${stack.first.pathKey}/${path}`;
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
    }
  });

  it('is closed to keys that were not made for an address, and to those that are none', async () => {
    const { ingestKey, adminKey, rootKey, pathKey } = stack.first;
    for (const key of [ingestKey, adminKey, rootKey, `${pathKey.slice(0, -1)}_`, 'tcn_in_x', 'x'])
      expect((await enter(door, body, { key })).status).toBe(403);
  });

  it('refuses the name of an agent that none may have', async () => {
    expect(await enter(door, body, { agent: 'tocsin' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining(`The agent's name in the address must not be "tocsin"`) },
    });
  });

  it('is named in the answer of a path beside it', async () => {
    expect(await enter(`${door.replace(/\/$/, '')}x`, body)).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining(`/${door}`.replace(/\/create\/?$/, '')) },
    });
  });
});

describe('hostile bodies', () => {
  const BODIES: readonly (readonly [string, string | Uint8Array])[] = [
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['depth', '['.repeat(100_000)],
    ['a scalar', '7'],
  ];

  it.each(BODIES)('%s is refused by a reason at every door but the guardrail', async (_, body) => {
    for (const [door] of DOORS) {
      const { status, body: answer } = await enter(door, body);
      if (door.includes('guardrail')) expect([status, answer]).toEqual([200, { action: 'NONE' }]);
      else expect([status, typeof answer['detail']]).toEqual([400, 'string']);
    }
  });

  it.each(BODIES)('%s does not open the guardrail to a paused agent of the address', async (_, body) => {
    await pause('guarded');
    const answer = await enter('litellm/beta/litellm_basic_guardrail_api', body, { agent: 'guarded' });
    await resume('guarded');
    expect(answer.body).toEqual({ action: 'BLOCKED', blocked_reason: why('guarded') });
  });

  it('a tool that writes 3 MB is reported', async () => {
    const hook = {
      hook_event_name: 'PreToolUse',
      session_id: 's',
      tool_use_id: 'big',
      tool_input: 'x'.repeat(3e6),
    };
    expect((await enter('claude-code', hook, { agent: 'big' })).status).toBe(200);
    expect(await typesOf('big')).toEqual(['tool.call.started']);
  });

  it('a body that inflates without end is refused, but by the guardrail', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20, ' '));
    const packed = { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' };
    expect((await enter('claude-code', bomb, packed)).status).toBe(413);
    expect((await enter('litellm/beta/litellm_basic_guardrail_api', bomb, packed)).body).toEqual({
      action: 'NONE',
    });
  });

  it('what an enforced schema refuses is refused by its rule', async () => {
    const type = 'agent.run.failed';
    const schema = { type: 'object', required: ['approved'] };
    expect(
      (await stack.admin('PUT', `/v1/event-types/${type}`, { schema, enforce: true })).status,
    ).toBeLessThan(300);
    stack.cloud.clock.advance(60_000);
    const failure = captured('claude-code/StopFailure.json');
    expect(await enter('claude-code', failure, { agent: 'strict' })).toMatchObject({
      ...{
        status: 400,
        body: { errors: [{ pointer: '/data', detail: 'must have the property "approved"' }] },
      },
    });
    await stack.admin('DELETE', `/v1/event-types/${type}`);
    stack.cloud.clock.advance(60_000);
  });
});

describe('Claude Code', () => {
  const HOOKS = ['UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'Stop', 'SessionEnd'];
  const post = (hook: string, agent: string, query = '') =>
    enter(`claude-code${query}`, captured(`claude-code/${hook}.json`), { agent });

  it('is reported by its hooks, each once however often it is posted', async () => {
    for (const hook of [...HOOKS, ...HOOKS])
      expect([(await post(hook, 'coder')).status, (await post(hook, 'coder')).body]).toEqual([200, {}]);
    expect(await typesOf('coder')).toEqual([
      ...['agent.run.started', 'tool.call.started', 'tool.call.completed', 'tool.call.failed'],
      ...['agent.run.completed', 'agent.session.ended'],
    ]);
    expect(JSON.stringify(await eventsOf('coder'))).not.toMatch(/sunny|weather|session\.jsonl/);
  });

  it('is stopped while it is paused, is reported all the same, and goes on when it is resumed', async () => {
    await pause('paused-coder');
    const answers = await Promise.all(HOOKS.map(async (hook) => (await post(hook, 'paused-coder')).body));
    expect(answers).toEqual([
      { decision: 'block', reason: why('paused-coder') },
      {
        continue: false,
        stopReason: why('paused-coder'),
        hookSpecificOutput: {
          hookEventName: 'PreToolUse',
          permissionDecision: 'deny',
          permissionDecisionReason: why('paused-coder'),
        },
      },
      { continue: false, stopReason: why('paused-coder') },
      ...[{}, {}, {}],
    ]);
    expect(await typesOf('paused-coder')).toHaveLength(HOOKS.length);
    await resume('paused-coder');
    expect((await post('PreToolUse', 'paused-coder')).body).toEqual({});
  });

  it('without a name in the address is the agent claude-code', async () => {
    await pause('claude-code');
    const answer = await enter('claude-code', captured('claude-code/UserPromptSubmit.json'));
    await resume('claude-code');
    expect(answer.body).toEqual({ decision: 'block', reason: why('claude-code') });
  });

  it('is stopped with all agents', async () => {
    await stack.admin('POST', '/v1/agents/pause?agent=*', { reason: 'five failures' });
    const answer = await post('UserPromptSubmit', 'anybody');
    await stack.admin('POST', '/v1/agents/resume?agent=*', { reason: 'looked at' });
    expect(answer.body).toEqual({ decision: 'block', reason: why('anybody') });
  });

  it('reports nothing by `?report=no`, and is stopped', async () => {
    await pause('quiet');
    expect((await post('PreToolUse', 'quiet', '?report=no')).body).toMatchObject({ continue: false });
    await resume('quiet');
    expect((await post('PreToolUse', 'quiet', '?report=no')).body).toEqual({});
    expect(await typesOf('quiet')).toEqual([]);
  });
});

describe('LiteLLM', () => {
  const GUARD = 'litellm/beta/litellm_basic_guardrail_api';

  it('is reported by its logs, each once however often it is posted', async () => {
    const logs = captured('litellm/generic-api.json');
    for (let time = 0; time < 3; time++)
      expect((await enter('litellm', logs, { agent: 'front' })).body).toEqual({ accepted: 3, refused: 0 });
    const events = await eventsOf('front');
    expect(events.map(({ type }) => type).sort()).toEqual([
      ...['llm.request.completed', 'llm.request.completed', 'llm.request.failed'],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/sunny|weather|please fail|master_key/);
  });

  it('counts into a budget of its agent', async () => {
    const monitor = {
      ...{ name: 'budget', kind: 'sum', value: 'cost', eventTypes: ['llm.request.*'], groupBy: ['source'] },
      ...{ window: { calendar: 'day', timeZone: 'UTC' }, limit: { usd: 0.0005 } },
      thresholds: [{ atPercent: 100, severity: 'critical' }],
      actions: [{ kind: 'pauseAgent' }],
    };
    const id = await watch(stack, monitor);
    const now = stack.cloud.clock.now() / 1000;
    const logs = (JSON.parse(captured('litellm/generic-api.json')) as object[]).map((log, index) => ({
      ...{ ...log, litellm_call_id: `call-${index}`, startTime: now - 1, endTime: now },
    }));
    await enter('litellm', logs, { agent: 'spender' });
    await stack.cloud.idle();
    expect((await enter(GUARD, '{"input_type":"request"}', { agent: 'spender' })).body).toMatchObject({
      action: 'BLOCKED',
    });
    await stack.admin('DELETE', `/v1/monitors/${id}`);
    await resume('spender');
  });

  it('is reported by its alerting', async () => {
    expect(
      (await enter('litellm', captured('litellm/budget-webhook.json'), { agent: 'budget' })).status,
    ).toBe(200);
    expect(await typesOf('budget')).toEqual(['litellm.budget_crossed']);
  });

  it.each<[string, object, string | undefined, string]>([
    ['the address', {}, 'by-address', 'by-address'],
    ['a tag of the header', { request_headers: { 'x-litellm-tags': 'by-tag' } }, undefined, 'by-tag'],
    ['the alias of the key', { request_data: { user_api_key_alias: 'by-key' } }, undefined, 'by-key'],
  ])(
    'is refused while the agent is paused that %s names, and let through before and after',
    async (_, more, agent, name) => {
      const ask = async () =>
        (await enter(GUARD, { input_type: 'request', ...more }, agent === undefined ? {} : { agent })).body;
      expect(await ask()).toEqual({ action: 'NONE' });
      await pause(name);
      expect(await ask()).toEqual({ action: 'BLOCKED', blocked_reason: why(name) });
      await resume(name);
      expect(await ask()).toEqual({ action: 'NONE' });
    },
  );

  it('gets the answers of models back, also of a paused agent', async () => {
    await pause('answered');
    expect((await enter(GUARD, { input_type: 'response' }, { agent: 'answered' })).body).toEqual({
      action: 'NONE',
    });
    await resume('answered');
  });
});

describe('Keywords AI', () => {
  it('is reported by its logs, each once however often it is posted, with the key of before in the header', async () => {
    const log = {
      ...{
        model: 'gpt-4o',
        input: 'secret',
        output: 'secret',
        usage: { prompt_tokens: 8, completion_tokens: 16 },
      },
      ...{
        cost: 0.00042,
        custom_identifier: 'ticket-7',
        trace_unique_id: 'run_42',
        span_workflow_name: 'mover',
      },
    };
    for (const path of ['api/request-logs/', 'api/request-logs/create/'])
      expect(await enter(path, log, { authorization: 'Bearer kw-old-key' })).toMatchObject({
        ...{ status: 200, body: { message: 'log successful' } },
      });
    const [event, ...others] = await eventsOf('mover');
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: 'llm.request.completed',
      subject: 'run_42',
      data: { costMicroUsd: 420 },
    });
    expect(JSON.stringify(event)).not.toContain('secret');
  });

  it('that names no identity counts each time', async () => {
    for (let time = 0; time < 2; time++)
      await enter('api/request-logs/', { model: 'gpt-4o' }, { agent: 'nameless' });
    expect(await typesOf('nameless')).toHaveLength(2);
  });
});

describe('while the bus takes nothing', () => {
  afterEach(() => {
    stack.cloud.faults.entryFailureProbability = 0;
  });

  it('logs are refused as a whole and count once when they are sent again; a pause holds', async () => {
    const logs = captured('litellm/generic-api.json');
    const prompt = captured('claude-code/UserPromptSubmit.json');
    await pause('unheard');
    stack.cloud.faults.entryFailureProbability = 1;
    expect(await enter('litellm', logs, { agent: 'again' })).toMatchObject({ status: 503 });
    expect((await enter('claude-code', prompt, { agent: 'again' })).status).toBe(503);
    expect((await enter('claude-code', prompt, { agent: 'unheard' })).body).toMatchObject({
      decision: 'block',
    });
    stack.cloud.faults.entryFailureProbability = 0;
    await resume('unheard');
    expect((await enter('litellm', logs, { agent: 'again' })).status).toBe(200);
    expect(await typesOf('again')).toHaveLength(3);
  });
});
