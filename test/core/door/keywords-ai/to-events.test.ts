import fc from 'fast-check';
import type { ReportedEvent } from '../../../../core/door/reported';
import { keywordsAiEvents } from '../../../../core/door/keywords-ai/to-events';
import { acceptedEvents, textsIn } from '../accepted-events';
import { deep, hostileBody } from '../hostile';

/** As docs.keywordsai.co shows it. */
const LOG = {
  model: 'gpt-4o',
  input: [{ role: 'user', content: 'Hi' }],
  output: { role: 'assistant', content: 'Hello' },
  log_type: 'chat',
  usage: {
    ...{ prompt_tokens: 8, completion_tokens: 16, total_tokens: 24, cache_creation_prompt_tokens: 2 },
    prompt_tokens_details: { cached_tokens: 4 },
  },
  ...{ cost: 0.00042, latency: 1.5, time_to_first_token: 0.2, timestamp: '2026-11-30T08:30:37.721313Z' },
  ...{ customer_identifier: 'customer_123', thread_identifier: 'thread_1', custom_identifier: 'ticket-7' },
  ...{ trace_unique_id: 'trace_1', span_unique_id: 'span_1', span_workflow_name: 'support-bot' },
  ...{ status_code: 200, status: 'success', stream: false, metadata: { secret: 'x' }, prompt_id: 'prompt_1' },
};

const eventsOf = (body: unknown, agent?: string): ReportedEvent[] =>
  acceptedEvents(keywordsAiEvents(JSON.stringify(body), agent));
const eventOf = (more: object, agent?: string): ReportedEvent | undefined =>
  eventsOf({ ...LOG, ...more }, agent)[0];

describe('a log of Keywords AI', () => {
  it('becomes the event of a model request', () => {
    expect(eventsOf(LOG)).toEqual([
      {
        type: 'llm.request.completed',
        source: 'support-bot',
        subject: 'trace_1',
        id: 'keywords-ai:span_1',
        time: '2026-11-30T08:30:37.721Z',
        data: {
          ...{
            model: 'gpt-4o',
            inputTokens: 8,
            outputTokens: 16,
            cachedInputTokens: 4,
            cacheWriteInputTokens: 2,
          },
          ...{ costMicroUsd: 420, latencyMs: 1500, timeToFirstTokenMs: 200 },
          ...{ customIdentifier: 'ticket-7', spanId: 'span_1', promptId: 'prompt_1' },
        },
      },
    ]);
  });

  it('in the older form becomes the same', () => {
    const older = {
      ...{ model: 'claude-3-5-sonnet-20240620', prompt_messages: [{ role: 'user', content: 'Hi' }] },
      ...{ completion_message: { content: 'Hello' }, prompt_tokens: 8, completion_tokens: 16 },
      ...{ generation_time: 5.7, ttft: 3.1, cost: 0.00042, customer_params: { name: 'A', email: 'a@b.c' } },
    };
    expect(eventsOf(older)).toEqual([
      {
        type: 'llm.request.completed',
        source: 'keywords-ai',
        data: {
          ...{ model: 'claude-3-5-sonnet-20240620', inputTokens: 8, outputTokens: 16, costMicroUsd: 420 },
          ...{ latencyMs: 5700, timeToFirstTokenMs: 3100 },
        },
      },
    ]);
  });

  it.each<[string, object, string]>([
    ['the workflow', {}, 'support-bot'],
    ['the group', { span_workflow_name: null }, 'group'],
    ['the customer', { span_workflow_name: '', group_identifier: 7 }, 'customer_123'],
  ])('belongs to %s', (_, more, source) => {
    expect(eventOf({ group_identifier: 'group', ...more })?.source).toBe(source);
  });

  it('belongs to the agent that the address names, before all others', () => {
    expect(eventOf({}, 'front')?.source).toBe('front');
  });

  it.each<[string, object, string]>([
    ['chat', {}, 'llm.request.completed'],
    ['embedding', {}, 'llm.request.completed'],
    ['generation', { status_code: 429 }, 'llm.request.failed'],
    ['tool', {}, 'tool.call.completed'],
    ['function', { status: 'error', status_code: null }, 'tool.call.failed'],
    ['workflow', {}, 'agent.run.completed'],
    ['agent', { status_code: 500 }, 'agent.run.failed'],
  ])('of the type %s %j becomes %s', (log_type, more, type) => {
    expect(eventOf({ log_type, ...more })?.type).toBe(type);
  });

  it.each(['task', 'handoff', 'guardrail', 'custom', 'score'])(
    'of the type %s is taken and not reported',
    (log_type) => {
      expect(eventsOf({ ...LOG, log_type })).toEqual([]);
    },
  );

  it('of a run has no tokens and no cost, which are those of its calls', () => {
    expect(Object.keys(eventOf({ log_type: 'agent' })?.data ?? {})).toEqual([
      ...['latencyMs', 'timeToFirstTokenMs', 'customIdentifier', 'spanId', 'promptId'],
    ]);
  });

  it('of a tool has its name, and a hash of its arguments', () => {
    expect(eventOf({ log_type: 'tool', span_name: 'search' })?.data).toMatchObject({
      tool: 'search',
      argumentsHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each<[string, object, object | undefined]>([
    [
      'a status',
      { status_code: 429, error_message: 'slow' },
      { type: 'HTTP 429', message: 'slow', code: '429' },
    ],
    ['a word', { status_code: undefined, status: 'failed' }, undefined],
    ['a message alone', { status_code: 0, status: '', error_message: 'broken' }, { message: 'broken' }],
  ])('that has failed by %s says so', (_, more, error) => {
    const event = eventOf(more);
    expect([event?.type, event?.data['error']]).toEqual(['llm.request.failed', error]);
  });

  it('is no failure for a message that comes with the status 200', () => {
    expect(eventOf({ error_message: 'retried once' })?.type).toBe('llm.request.completed');
  });

  it('without a span counts apart from others of its custom identifier, and once when it is repeated', () => {
    const idOf = (more: object) => eventOf({ span_unique_id: undefined, ...more })?.id;
    expect(idOf({})).toMatch(/^keywords-ai:ticket-7:[0-9a-f]{64}$/);
    expect([idOf({}) === idOf({}), idOf({}) === idOf({ cost: 1 })]).toEqual([true, false]);
  });

  it('without an identifier has no id, so that each post counts', () => {
    expect(eventOf({ span_unique_id: null, custom_identifier: '' })).not.toHaveProperty('id');
  });

  it.each<[string, unknown, string | undefined]>([
    ['with an offset', '2026-11-30T10:00:00+01:00', '2026-11-30T09:00:00.000Z'],
    ['without one, which is UTC', '2026-11-30T10:00:00.5', '2026-11-30T10:00:00.500Z'],
    ['with a space', '2026-11-30 10:00:00', '2026-11-30T10:00:00.000Z'],
    ['that is no day', '2026-13-30T10:00:00Z', undefined],
    ['in words', 'yesterday 1', undefined],
    ['as a number', 1_796_003_815, undefined],
  ])('has the time %s', (_, timestamp, time) => {
    expect(eventOf({ timestamp })?.time).toBe(time);
  });

  it('of a cost of 0 is priced by its tokens: 0 is what their documents call the default', () => {
    expect(eventOf({ cost: 0 })?.data).not.toHaveProperty('costMicroUsd');
  });

  it('comes in an array, too', () => {
    expect(eventsOf([LOG, { ...LOG, span_unique_id: 'span_2' }]).map(({ id }) => id)).toEqual([
      ...['keywords-ai:span_1', 'keywords-ai:span_2'],
    ]);
  });
});

describe('any body', () => {
  it.each<[string, string, number]>([
    ['nothing', '', 400],
    ['no JSON', '<html>', 400],
    ['a scalar', '7', 400],
    ['a scalar among logs', '[{},7]', 400],
    ['depth', deep(100_000), 400],
    ['1,001 logs', JSON.stringify(Array(1_001).fill({})), 413],
  ])('with %s is refused by a reason', (_, text, status) => {
    expect(keywordsAiEvents(text)).toMatchObject({ status, detail: expect.any(String) });
  });

  it('gives events that are accepted', () => {
    fc.assert(
      fc.property(hostileBody(Object.keys(LOG)), (body) => {
        eventsOf([body, { ...body, log_type: 'tool' }, { ...body, log_type: 'agent', status_code: 500 }]);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves nothing of prompts, answers and arguments in the events', () => {
    const secret = fc.string({ minLength: 12, maxLength: 40 }).map((text) => `SECRET ${text}`);
    fc.assert(
      fc.property(secret, fc.constantFrom('chat', 'tool', 'agent', 'workflow'), (text, log_type) => {
        const log = {
          ...{
            ...LOG,
            log_type,
            input: text,
            output: { [text]: text },
            prompt_messages: [text],
            warnings: text,
          },
          ...{ completion_message: { content: text }, metadata: { [text]: text }, tools: [{ name: text }] },
          ...{ full_request: text, full_response: text, variables: { a: text }, properties: { a: text } },
          customer_params: { name: text, email: text },
        };
        expect(
          textsIn(keywordsAiEvents(JSON.stringify(log))).filter((one) => one.includes('SECRET')),
        ).toEqual([]);
      }),
    );
  });
});
