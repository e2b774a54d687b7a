import { execFileSync } from 'node:child_process';
import { USAGE } from '../../../local/settings';
import type { LocalFile } from '../../../local/state-folder';
import { welcome } from '../../../local/welcome';
import { longestLine } from '../../terminal/longest-line';

const PATH_KEY = `tcn_in_01JH7Z0000000000000000000C_${'c'.repeat(43)}`;

const file: LocalFile = {
  apiUrl: 'http://127.0.0.1:54747',
  consoleUrl: null,
  mailboxUrl: 'http://127.0.0.1:54748',
  project: 'prj_01JH7Z0000000000000000000A',
  rootKey: `tcn_root_${'r'.repeat(48)}`,
  adminKey: `tcn_01JH7Z0000000000000000000A_${'a'.repeat(43)}`,
  ingestKey: `tcn_01JH7Z0000000000000000000B_${'b'.repeat(43)}`,
  pathKey: PATH_KEY,
  otlpEndpoint: `http://127.0.0.1:54747/in/${PATH_KEY}/my-agent`,
  pid: 1,
};
const page = welcome(file, '.tocsin', 4_210, 80);

it('The page that npm start prints fits into 80 columns, with addresses, keys, the next steps and how to stop', () => {
  expect(longestLine(page)).toBeLessThanOrEqual(80);
  const words = page.split(/\s+/).join(' ');
  for (const shown of [
    ...[file.apiUrl, file.mailboxUrl, file.project, file.rootKey, file.adminKey, file.ingestKey],
    ...['npm run demo', 'Ctrl-C stops', 'kept in .tocsin', 'npm start -- --fresh', 'README.md'],
  ])
    expect(words).toContain(shown);
});

it('The variable for an instrumented agent can be pasted into a shell, though it is broken into lines', () => {
  const command = /^export OTEL_EXPORTER_OTLP_ENDPOINT=(.*\\\n)+.+$/m.exec(page)?.[0];
  const shown = execFileSync('sh', [
    '-c',
    `${command}\nprintf '%s' "$OTEL_EXPORTER_OTLP_ENDPOINT"`,
  ]).toString();
  expect(shown).toBe(file.otlpEndpoint);
});

it('A state folder outside the current one is shown with its whole path', () => {
  expect(welcome(file, '/var/lib/tocsin', 0, 80)).toContain('/var/lib/tocsin');
});

it('The usage of npm start fits into 80 columns', () => {
  expect(longestLine(USAGE)).toBeLessThanOrEqual(80);
});

it('The commands of the page do what it says when they are pasted into a shell', () => {
  const commands = page
    .split('\n\n')
    .filter((block) => block.includes('curl'))
    .join('\n');
  const script = `curl() { printf '%s\\0' "$@"; printf '\\0'; }\n${commands}\n`;
  const [post, get] = execFileSync('sh', ['-c', script])
    .toString()
    .split('\0\0')
    .map((call) => call.split('\0'));
  const body = post?.pop();
  expect(post).toEqual([
    ...['-s', `${file.apiUrl}/v1/events`],
    ...['-H', `authorization: Bearer ${file.ingestKey}`, '-H', 'content-type: application/json', '-d'],
  ]);
  expect(JSON.parse(String(body))).toEqual({
    type: 'agent.run.failed',
    source: 'support-bot',
    subject: 'run_1',
    data: { error: { message: 'timeout' } },
  });
  expect(get).toEqual([
    ...['-s', `${file.apiUrl}/v1/events?limit=1`],
    ...['-H', `authorization: Bearer ${file.adminKey}`],
  ]);
});
