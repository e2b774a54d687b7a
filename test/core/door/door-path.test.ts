import { readDoorPath } from '../../../core/door/door-path';

it.each([
  ['/in/KEY/v1/traces', { door: 'otlp', signal: 'traces', agent: undefined }],
  ['/in/KEY/v1/logs/', { door: 'otlp', signal: 'logs', agent: undefined }],
  ['/in/KEY/bot/v1/metrics', { door: 'otlp', signal: 'metrics', agent: 'bot' }],
  ['/in/KEY/team/bot/v1/traces', { door: 'otlp', signal: 'traces', agent: 'team/bot' }],
  ['/in/KEY//v1/traces', { door: 'otlp', signal: 'traces', agent: undefined }],
  ['/in/KEY/bot//v1/traces', { door: 'otlp', signal: 'traces', agent: 'bot' }],
  ['/in/KEY/team//bot/v1/traces', { door: 'otlp', signal: 'traces', agent: 'team//bot' }],
  ['/otlp//v1/traces', { door: 'otlp', signal: 'traces', agent: undefined }],
  ['/in/KEY/v1/v1/traces', { door: 'otlp', signal: 'traces', agent: 'v1' }],
  ['/otlp/v1/traces', { door: 'otlp', signal: 'traces', agent: undefined }],
  ['/in/KEY/a\nb/v1/traces', { door: 'otlp', signal: 'traces', agent: 'a\nb' }],
  ['/in/KEY/v1/profiles', undefined],
  ['/in/KEY', undefined],
  ['/v1/traces', undefined],
  ['/in/KEY/xv1/traces', undefined],
])('%s leads to %j', (path, door) => {
  expect(readDoorPath(path)).toEqual(door);
});

describe('a path below the key leads to', () => {
  it.each<[string, string, object]>([
    ['v1/traces', 'otlp', { signal: 'traces' }],
    ['claude-code', 'claude-code', {}],
    ['litellm', 'litellm', {}],
    ['litellm/beta/litellm_basic_guardrail_api', 'litellm-guardrail', {}],
    ['api/request-logs', 'keywords-ai', {}],
    ['api/request-logs/create', 'keywords-ai', {}],
  ])('%s: the door %s, with and without an agent and a last slash', (ending, door, more) => {
    for (const slash of ['', '/']) {
      expect(readDoorPath(`/in/KEY/${ending}${slash}`)).toEqual({ door, agent: undefined, ...more });
      expect(readDoorPath(`/in/KEY/a/b/${ending}${slash}`)).toEqual({ door, agent: 'a/b', ...more });
    }
  });

  it('a door also for an agent that is called like one', () => {
    expect(readDoorPath('/in/KEY/litellm/claude-code')).toEqual({ door: 'claude-code', agent: 'litellm' });
  });

  it.each(['/in/KEY', '/in/KEY/', '/in/KEY/x', '/in/KEY/xclaude-code', '/v1/claude-code', '/in/claude-code'])(
    'nothing: %s',
    (path) => expect(readDoorPath(path)).toBeUndefined(),
  );
});
