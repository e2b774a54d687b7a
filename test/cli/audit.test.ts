import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, listen } from '../../local/listen';
import type { Conservation } from '../../sdk/api/conservation';
import { account } from './account';
import { run, tocsin } from './run';

type Page = Conservation & { nextCursor: string | null };

const page = (more: Partial<Page> = {}): Page => ({ ...account(), nextCursor: null, ...more });

/** What the API answers, one after the other; the last one for ever. */
let answers: { status: number; body: unknown }[] = [];
let asked: { query: URLSearchParams; authorization?: string | undefined }[] = [];
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const { searchParams: query } = new URL(request.url ?? '', 'http://localhost');
    asked.push({ query, authorization: request.headers.authorization });
    const { status, body } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 500, body: '' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { connection: 'close' }).end(text);
  });
  url = `http://127.0.0.1:${await listen(server, 0)}`;
});

afterAll(() => close(server));
beforeEach(() => void (asked = []));

const ok = (body: Page) => ({ status: 200, body });
const audit = (...args: string[]) =>
  tocsin(['audit', ...args], { TOCSIN_URL: `${url}/`, TOCSIN_KEY: 'tcn_key' });

describe('tocsin audit', () => {
  it('adds up all pages of one window, and ends with 0 if all is accounted for', async () => {
    answers = [ok(page({ nextCursor: 'second' })), ok(page())];
    const { code, stdout, stderr } = await audit('--since', '2026-01-01T00:00:00Z', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      events: { accepted: 2_400 },
      deliveries: { delivered: 1_994 },
    });
    const [first, second] = asked.map(({ query }) => Object.fromEntries(query));
    expect(first).toEqual({ since: '2026-01-01T00:00:00.000Z', until: expect.stringMatching(/Z$/) });
    expect(second).toEqual({ ...first, cursor: 'second' });
    expect(asked[0]?.authorization).toBe('Bearer tcn_key');
  });

  it('draws the law', async () => {
    answers = [ok(page())];
    const { stdout } = await audit();
    expect(stdout).toMatch(/^deliveries +1,000$/m);
    expect(stdout).toMatch(/^delivered +997 {2}█{20}$/m);
    expect(stdout).toMatch(/^waiting +3 {2}█ +for their next attempt$/m);
    expect(stdout).toContain('1,200 events and 1,000 deliveries: every one is accounted for.');
    expect(stdout).not.toContain('missing');
  });

  it('names what is stranded and what to do about it, and ends with 1', async () => {
    const one = {
      kind: 'delivery' as const,
      id: 'dlv_1',
      problem: 'overdue' as const,
      state: 'waiting',
      event: 'evt_1',
    };
    const request = 'POST /v1/deliveries/dlv_1/retry';
    const stranded = [
      { ...one, subscription: 'sub_1', overdueSeconds: 5_400, action: 'retry' as const, request },
    ];
    answers = [ok(page({ stranded }))];
    const { code, stdout } = await audit();
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^delivery {2}dlv_1 +overdue \(waiting\) +1 h\n {2}POST \/v1\/deliveries\/dlv_1\/retry$/m,
    );
    expect(stdout).toMatch(/1 of them will not go on\s+without help/);
  });

  it('ends with 1 if the law is broken, and shows where it does not add up', async () => {
    const { deliveries } = page();
    answers = [ok(page({ holds: false, deliveries: { ...deliveries, delivered: 996 } }))];
    const { code, stdout } = await audit();
    expect(code).toBe(1);
    expect(stdout).toContain('does not add up to 1,000');
    expect(stdout).toContain('The law is broken');
  });

  it('asks again if the API is overloaded', async () => {
    answers = [{ status: 429, body: { message: 'Too Many Requests' } }, ok(page())];
    expect((await audit()).code).toBe(0);
    expect(asked).toHaveLength(2);
  });

  it('shows on a terminal how far it has come, beside the output', async () => {
    answers = [ok(page({ nextCursor: 'second' })), ok(page())];
    const terminal = 'data:text/javascript,process.stderr.isTTY=true';
    const environment = { TOCSIN_URL: url, TOCSIN_KEY: 'k' };
    const args = ['--import', terminal, 'cli/tocsin.mjs', 'audit', '--json'];
    const { code, stdout, stderr } = await run(process.execPath, args, environment);
    expect(code).toBe(0);
    expect(stderr).toContain('Counted');
    expect(JSON.parse(stdout)).toMatchObject({ holds: true });
  });

  it('is found by npx, without a network', async () => {
    answers = [ok(page())];
    const cache = mkdtempSync(join(tmpdir(), 'npm-'));
    const environment = { TOCSIN_URL: url, TOCSIN_KEY: 'k', npm_config_cache: cache };
    const { code, stdout } = await run('npx', ['--offline', 'tocsin', 'audit', '--json'], environment);
    rmSync(cache, { recursive: true });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ holds: true });
  });

  it('finds the local cloud that runs', async () => {
    answers = [ok(page())];
    const TOCSIN_STATE = mkdtempSync(join(tmpdir(), 'tocsin-'));
    writeFileSync(join(TOCSIN_STATE, 'local.json'), JSON.stringify({ apiUrl: url, adminKey: 'tcn_admin' }));
    const { code } = await tocsin(['audit'], { TOCSIN_STATE });
    rmSync(TOCSIN_STATE, { recursive: true });
    expect(code).toBe(0);
    expect(asked[0]?.authorization).toBe('Bearer tcn_admin');
  });
});

describe('an audit that cannot be made ends with 2, and says why', () => {
  it.each<[what: string, args: string[], says: string]>([
    ['an unknown option', ['audit', '--frist'], "Unknown option '--frist'"],
    ['an argument too many', ['audit', 'everything'], 'Unexpected argument'],
    ['a time that is none', ['audit', '--since', 'yesterday'], '--since yesterday is no time'],
    ['a date without a time', ['audit', '--since', '2026-01-01'], 'is no time'],
    ['an empty window', ['audit', '--since', '1h', '--until', '2h'], '--since must be before --until'],
    ['a URL that is none', ['audit', '--url', 'ftp://x', '--key', 'k'], 'ftp://x is no URL of an API'],
    ['a URL without a key', ['audit', '--url', 'http://127.0.0.1:4747'], 'A key is missing'],
    ['no API at all', ['audit'], 'run npm start'],
    ['nobody at the URL', ['audit', '--url', 'http://127.0.0.1:9', '--key', 'k'], 'cannot be reached'],
    ['an unknown command', ['adit'], 'There is no command adit'],
    ['no command', [], 'Usage: tocsin'],
  ])('%s', async (_, args, says) => {
    const { code, stdout, stderr } = await tocsin(args, { TOCSIN_STATE: '/nowhere' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it.each<[what: string, status: number, body: unknown, says: string]>([
    [
      'the gateway refuses the key',
      403,
      { message: 'Forbidden' },
      'The API refused: 403 Forbidden The key must',
    ],
    [
      'the API refuses the request',
      400,
      { title: 'Bad Request', detail: 'Not valid.', errors: [{ pointer: '/since', detail: 'is odd' }] },
      'The API refused: 400 Bad Request: Not valid.\n  /since is odd',
    ],
    ['somebody else is there', 200, '<html>', 'something that is no JSON'],
  ])('%s', async (_, status, body, says) => {
    answers = [{ status, body }];
    const { code, stderr } = await audit();
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it('tells how it is used, on request', async () => {
    expect(await tocsin(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Commands:') });
    expect(await tocsin(['audit', '--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Exit codes:'),
    });
  });
});
