import { readDoorPath } from '../../../core/door/door-path';

it.each([
  ['/in/KEY/v1/traces', { door: 'otlp', signal: 'traces', agent: undefined }],
  ['/in/KEY/v1/logs/', { door: 'otlp', signal: 'logs', agent: undefined }],
  ['/in/KEY/bot/v1/metrics', { door: 'otlp', signal: 'metrics', agent: 'bot' }],
  ['/in/KEY/team/bot/v1/traces', { door: 'otlp', signal: 'traces', agent: 'team/bot' }],
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
