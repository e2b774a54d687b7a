import { resolve } from 'node:path';
import { readSettings } from '../../../local/settings';

test('what holds unless something is set', () => {
  expect(readSettings([], {})).toEqual({
    port: 4747,
    stateDir: resolve('.tocsin'),
    allowedHosts: 'localhost,127.0.0.1',
    fresh: false,
    verbose: false,
    help: false,
  });
});

test('flags and environment', () => {
  const env = { PORT: '0', TOCSIN_STATE: '/tmp/x', TOCSIN_ALLOWED_HOSTS: '' };
  expect(readSettings(['--fresh', '--verbose'], env)).toMatchObject({
    port: 0,
    stateDir: '/tmp/x',
    allowedHosts: '',
    fresh: true,
    verbose: true,
  });
});

test.each([
  [['--frsh'], {}, '--frsh'],
  [['now'], {}, 'now'],
  [[], { PORT: 'http' }, 'PORT must be a number from 0 to 65535, not "http"'],
  [[], { PORT: '70000' }, 'PORT must be'],
])('refuses %j with %j', (args, env, message) => {
  expect(() => readSettings(args, env)).toThrow(message);
});
