import type { DoorEvent } from '../../../core/door/door-event';
import { readOtlp } from '../../../core/door/otlp/read-request';
import { toEvents } from '../../../core/door/otlp/to-events';
import { attributes, CHAT, eventsOf, type Given, nanoseconds, span, START, TRACE } from './otlp-spans';

describe('A judgement', () => {
  const judged = {
    'gen_ai.evaluation.name': 'relevance',
    'gen_ai.evaluation.score.value': -0.5,
    'gen_ai.evaluation.score.label': 'fail',
  };
  const data = { name: 'relevance', score: -0.5, label: 'fail', passed: false };

  it('on a span is an event of its own, beside what the span tells', () => {
    const events = [{ name: 'gen_ai.evaluation.result', attributes: attributes(judged) }];
    const told = eventsOf([span(CHAT, { events, spanId: '0f'.repeat(8) })]);
    expect(told.map(({ type }) => type)).toEqual(['llm.request.completed', 'evaluation.scored']);
    expect(told[1]).toMatchObject({ id: `otel:${TRACE}:${'0f'.repeat(8)}:evaluation:0`, data });
  });

  it.each([
    ['its field', { eventName: 'gen_ai.evaluation.result', attributes: attributes(judged) }],
    ['an attribute', { attributes: attributes({ ...judged, 'event.name': 'gen_ai.evaluation.result' }) }],
  ])('in a log record is known by %s, and a repeat has the same id', (_, record) => {
    const log = { timeUnixNano: nanoseconds(START), traceId: TRACE, spanId: '0f'.repeat(8), ...record };
    const request = { resourceLogs: [{ scopeLogs: [{ logRecords: [log] }] }] };
    const read = () => toEvents(readOtlp(Buffer.from(JSON.stringify(request)), 'json', 'logs'), 'bot').events;
    expect(read()).toMatchObject([{ type: 'evaluation.scored', source: 'bot', subject: TRACE, data }]);
    expect(read()).toEqual(read());
  });
});

describe('A record of Claude Code', () => {
  const told = (given: Given): DoorEvent[] => {
    const record = { timeUnixNano: nanoseconds(START), attributes: attributes(given) };
    const scopeLogs = [{ scope: { name: 'com.anthropic.claude_code.events' }, logRecords: [record] }];
    const request = { resourceLogs: [{ scopeLogs }] };
    return toEvents(readOtlp(Buffer.from(JSON.stringify(request)), 'json', 'logs'), 'bot').events;
  };
  const IDS = { 'session.id': 's', 'event.sequence': 4 };

  it('of an error after the first attempt is a retry as well', () => {
    const given = { ...IDS, 'event.name': 'api_error', error: 'overloaded', status_code: '529', attempt: 2 };
    expect(told(given)).toMatchObject([
      { type: 'llm.request.failed', id: 'claude-code:s:4', data: { error: { code: '529' }, attempt: 2 } },
      { type: 'agent.retry', id: 'claude-code:s:4:retry', data: { error: { message: 'overloaded' } } },
    ]);
  });

  it('of a tool that has failed says why', () => {
    const given = {
      ...IDS,
      'event.name': 'tool_result',
      tool_name: 'Bash',
      success: 'false',
      error: 'exit 1',
    };
    expect(told(given)).toMatchObject([
      { type: 'tool.call.failed', subject: 's', data: { tool: 'Bash', error: { message: 'exit 1' } } },
    ]);
  });

  it('without a session or a sequence is refused, and one that tells of nothing is passed over', () => {
    const read = (given: Given) => {
      const record = { attributes: attributes(given) };
      const scopeLogs = [{ scope: { name: 'com.anthropic.claude_code.events' }, logRecords: [record] }];
      return toEvents(
        readOtlp(Buffer.from(JSON.stringify({ resourceLogs: [{ scopeLogs }] })), 'json', 'logs'),
        'bot',
      );
    };
    expect(read({ 'event.name': 'api_request' })).toEqual({ events: [], refused: 1, beyond: 0 });
    expect(read({ ...IDS, 'event.name': 'plugin_loaded' })).toEqual({ events: [], refused: 0, beyond: 0 });
  });
});
