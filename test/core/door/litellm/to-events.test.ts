import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportedEvent } from '../../../../core/door/reported';
import { litellmEvents } from '../../../../core/door/litellm/to-events';
import { costOf } from '../../../../core/price/cost';
import { acceptedEvents, textsIn } from '../accepted-events';
import { deep, hostileBody } from '../hostile';

const file = (name: string): string => readFileSync(join(__dirname, name), 'utf8');
const LOGS = JSON.parse(file('generic-api.json')) as Record<string, unknown>[];
const [OK, , FAILED] = LOGS as [object, object, Record<string, unknown>];
const FAILED_ID = `litellm:${String(FAILED['litellm_call_id'])}`;

const eventsOf = (text: string, agent?: string): ReportedEvent[] =>
  acceptedEvents(litellmEvents(text, agent));
const eventOf = (more: object, agent?: string): ReportedEvent | undefined =>
  eventsOf(JSON.stringify({ ...OK, ...more }), agent)[0];
const dataOf = (more: object) => eventOf(more)?.data;

describe('logs of LiteLLM', () => {
  const expected = (JSON.parse(file('generic-api.expected.json')) as ReportedEvent[]).map((event) =>
    // A failed try and the call that has succeeded after it share the id of the call.
    event.id === FAILED_ID ? { ...event, id: `${FAILED_ID}:1796003815.355066` } : event,
  );

  it.each<[string, string]>([
    ['an array', JSON.stringify(LOGS)],
    ['a line each', `${LOGS.map((log) => JSON.stringify(log)).join('\n')}\n`],
    ['a line each, with empty ones', LOGS.map((log) => JSON.stringify(log)).join('\r\n\r\n')],
  ])('as %s give the events that are expected of them', (_, text) => {
    expect(eventsOf(text)).toEqual(expected);
  });

  it('come one in a request, too', () => {
    expect(eventsOf(JSON.stringify(LOGS[0]))).toEqual([expected[0]]);
  });

  it('belong to the agent that the address names, whatever their tags say', () => {
    expect(eventsOf(JSON.stringify(LOGS), 'front').map(({ source }) => source)).toEqual([
      ...['front', 'front', 'front'],
    ]);
  });

  it.each<[string, object, string]>([
    ['the first tag', { request_tags: ['a', 'b'] }, 'a'],
    ['the first tag that is none of LiteLLM', { request_tags: ['User-Agent: curl', ' a '] }, 'a'],
    ['the first tag that may name an agent', { request_tags: [7, '', 'tocsin', 'x\ny', 'a'] }, 'a'],
    ['the key, without tags', { request_tags: [], metadata: { user_api_key_alias: 'k' } }, 'k'],
    ['the team, without a key', { request_tags: null, metadata: { user_api_key_team_alias: 't' } }, 't'],
    ['litellm, without any', { request_tags: {}, metadata: [] }, 'litellm'],
  ])('belong to %s', (_, more, source) => {
    expect(eventOf(more)?.source).toBe(source);
  });

  it.each<[string, object, string | undefined]>([
    ['the session', { session_id: 's', trace_id: 't' }, 's'],
    ['the session of the metadata', { metadata: { requester_metadata: { session_id: 'm' } } }, 'm'],
    ['the trace', { session_id: '', metadata: null, trace_id: 't' }, 't'],
    ['no run, if none is named', { session_id: 7, metadata: null, trace_id: 'x\u0000' }, undefined],
  ])('belong to the run of %s', (_, more, subject) => {
    expect(eventOf(more)?.subject).toBe(subject);
  });

  it('of tries of one call count apart, and a repeat of each counts once', () => {
    const failed = (began: number) =>
      eventOf({ status: 'failure', startTime: began, litellm_call_id: 'c' })?.id;
    expect([failed(1), failed(2), failed(1), eventOf({ litellm_call_id: 'c' })?.id]).toEqual([
      ...['litellm:c:1', 'litellm:c:2', 'litellm:c:1', 'litellm:c'],
    ]);
  });

  it('of a request that a guardrail has refused are no failures of the model', () => {
    const error = { error_class: 'GuardrailRaisedException', error_message: 'Paused', error_code: '400' };
    expect(eventOf({ status: 'failure', error_information: error })).toMatchObject({
      type: 'litellm.request.blocked',
      data: { error: { type: 'GuardrailRaisedException', message: 'Paused', code: '400' } },
    });
  });

  it.each<[string, object, number | undefined]>([
    ['known', { response_cost: 0.0003375 }, 338],
    ['less than a micro-dollar', { response_cost: 0.0000002 }, 0.2],
    ['unknown, which LiteLLM writes as 0', { response_cost: 0 }, undefined],
    ['nothing, out of its cache', { response_cost: 0, cache_hit: true }, 0],
    ['negative', { response_cost: -1 }, undefined],
    ['a text', { response_cost: '1' }, undefined],
    ['beyond reason', { response_cost: 1e300 }, undefined],
  ])('with a cost that is %s', (_, more, cost) => {
    expect(dataOf(more)?.['costMicroUsd']).toBe(cost);
  });

  it('of a model without a known cost are priced by the model behind its alias', () => {
    const event = eventOf({ response_cost: 0, model: 'openai/gpt-5', model_group: 'smart' });
    expect(costOf(event!.type, event!.data, Date.parse(event!.time!))).toBeCloseTo(337.5, 3);
  });

  it.each<[string, object, object]>([
    [
      'cached and written',
      { cache_read_input_tokens: 7, cache_creation_input_tokens: 3 },
      { cachedInputTokens: 7, cacheWriteInputTokens: 3 },
    ],
    ['no numbers', { prompt_tokens_details: { cached_tokens: '7' }, cache_creation_input_tokens: 1.5 }, {}],
  ])('with tokens that are %s', (_, usage, expected) => {
    const {
      inputTokens: _in,
      outputTokens: _out,
      ...rest
    } = dataOf({ metadata: { usage_object: usage } }) ?? {};
    const found = Object.fromEntries(Object.entries(rest).filter(([name]) => /Tokens$/.test(name)));
    expect(found).toEqual(expected);
  });

  it('of a tool behind LiteLLM are tool calls', () => {
    const tool = {
      namespaced_tool_name: 'wiki/search',
      arguments: { q: 'secret' },
      result: { text: 'secret' },
    };
    const event = eventOf({ call_type: 'call_mcp_tool', metadata: { mcp_tool_call_metadata: tool } });
    expect(event).toMatchObject({
      type: 'tool.call.completed',
      data: { tool: 'wiki/search', argumentsHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(event?.data).not.toHaveProperty('inputTokens');
  });

  it.each(['afile_retrieve', 'alist_containers', 'aget_responses', 'list_mcp_tools', 'avector_store_search'])(
    'of %s, which asks no model, are left out',
    (call_type) => {
      expect(eventOf({ call_type, response_cost: 0, total_tokens: 0 })).toBeUndefined();
    },
  );

  it('of a batch that is read and has cost something are counted', () => {
    expect(eventOf({ call_type: 'aretrieve_batch', response_cost: 0.01 })?.type).toBe(
      'llm.request.completed',
    );
  });

  it('without a status are left out', () => {
    expect(eventOf({ status: 'maybe' })).toBeUndefined();
  });
});

describe('the alerting webhook of LiteLLM', () => {
  it('becomes an event of a type of its own, without hashes of keys and without its text', () => {
    expect(eventsOf(file('budget-webhook.json'))).toEqual([
      {
        type: 'litellm.budget_crossed',
        source: 'litellm',
        data: {
          ...{ spendMicroUsd: 1_000_000, maxBudgetMicroUsd: 0, eventGroup: 'key', userId: 'default_user_id' },
        },
      },
    ]);
  });

  it('belongs to the key or the team that it is about', () => {
    const webhook = { event: 'soft_budget_crossed', event_group: 'team' };
    const sourceOf = (more: object) => eventsOf(JSON.stringify({ ...webhook, ...more }))[0]?.source;
    expect([
      sourceOf({ key_alias: 'k', team_alias: 't' }),
      sourceOf({ team_alias: 't' }),
      sourceOf({ key_alias: '*' }),
    ]).toEqual(['k', 't', 'litellm']);
  });

  it.each(['', 'Budget Crossed', 'a.b', 'x'.repeat(65), 7, null])('is refused with the event %j', (event) => {
    expect(litellmEvents(JSON.stringify({ event, event_group: 'key' }))).toMatchObject({
      status: 400,
      errors: [{ pointer: '/event' }],
    });
  });
});

describe('any body', () => {
  it.each<[string, string, number, string]>([
    ['nothing', '', 400, 'The body is neither JSON nor one JSON object a line'],
    ['no JSON', '<html>', 400, 'The body is neither JSON nor one JSON object a line'],
    [
      'a line that is cut',
      '{"status":"success"}\n{"sta',
      400,
      'The body is neither JSON nor one JSON object a line',
    ],
    ['a scalar', '7', 400, 'Entry 0 of the body is no JSON object'],
    ['a scalar among logs', '[{},"x"]', 400, 'Entry 1 of the body is no JSON object'],
    ['depth', deep(100_000), 400, 'Entry 0 of the body is no JSON object'],
    ['1,001 logs', JSON.stringify(Array(1_001).fill({})), 413, 'A request may hold at most 1000 logs'],
    ['1,001 lines', '{}\n'.repeat(1_001), 413, 'A request may hold at most 1000 logs'],
  ])('with %s is refused by a reason', (_, text, status, detail) => {
    expect(litellmEvents(text)).toMatchObject({ status, detail });
  });

  it('gives events that are accepted', () => {
    const names = [...Object.keys(OK), 'event', 'event_group', 'error_information', 'spend', 'key_alias'];
    fc.assert(
      fc.property(hostileBody(names), fc.constantFrom('success', 'failure', 7), (body, status) => {
        const read = litellmEvents(JSON.stringify([{ ...body, status }]));
        if (Array.isArray(read)) acceptedEvents(read);
        else expect(read.status).toBe(400);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves nothing of prompts and answers in the events', () => {
    const secret = fc.string({ minLength: 12, maxLength: 40 }).map((text) => `SECRET ${text}`);
    fc.assert(
      fc.property(secret, fc.constantFrom('success', 'failure'), (text, status) => {
        const log = {
          ...{ ...OK, status, messages: [{ role: 'user', content: text }], model_parameters: { stop: text } },
          response: { choices: [{ message: { content: text } }] },
          ...{ requester_custom_headers: { 'x-a': text }, end_user: text, requester_ip_address: text },
          metadata: {
            requester_metadata: { prompt: text },
            user_api_key_hash: text,
            mcp_tool_call_metadata: { name: 'search', arguments: { q: text }, result: { a: text } },
          },
          error_information: { error_class: 'E', error_code: '1', traceback: text },
        };
        const logs = [log, { ...log, call_type: 'call_mcp_tool' }];
        const webhook = {
          event: 'budget_crossed',
          event_group: 'key',
          event_message: text,
          token: text,
          user_email: text,
        };
        const found = textsIn([litellmEvents(JSON.stringify(logs)), litellmEvents(JSON.stringify(webhook))]);
        expect(found.filter((one) => one.includes('SECRET'))).toEqual([]);
      }),
    );
  });
});
