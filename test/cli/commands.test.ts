import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestCloud, withCloud } from '../journeys/cloud';
import { postAs, times, watch } from '../journeys/watch';
import { tocsin } from './run';

/** What one types at night, as one types it. */

let stack: TestCloud;

beforeAll(async () => {
  stack = await withCloud();
  const file = join('examples', 'monitors', 'five-failures-pause.json');
  await watch(stack, JSON.parse(readFileSync(file, 'utf8')) as object);
  const failed = { data: { error: { type: 'timeout' } }, subject: 'run_42' };
  await postAs(stack, 'support-bot', ...times(5, 'agent.run.failed', failed));
});

afterAll(() => stack.stop());

const type = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await tocsin(args, {
    ...{ TOCSIN_URL: stack.cloud.apiUrl, TOCSIN_KEY: stack.first.adminKey },
  });
  expect([code, stderr]).toEqual([0, '']);
  const tooLong = stdout.split('\n').filter((line) => line.length > 80);
  expect(tooLong).toEqual([]);
  return stdout;
};

it('why says who has paused an agent, why, and after which errors', async () => {
  const said = await type('why', 'support-bot');
  expect(said).toMatch(/^support-bot is paused\.\n {2}pause by Five failures in ten minutes\n {4}since /);
  expect(said).toContain('5 failures in 10 minutes');
  expect(said.match(/evt_\w+ timeout run_42/g)).toHaveLength(3);
  expect(said).toContain('npx tocsin resume support-bot');
});

it('silence keeps people quiet about an agent, and says which alerts it matches', async () => {
  expect(await type('silence', 'support-bot', '--for', '2h')).toMatch(
    /^Silenced until [\d: -]+ UTC: 1 open alert\.\n {2}alt_\w+ Five failures in ten minutes\n/,
  );
});

it('resume lifts the pause, once; pause asks for another', async () => {
  expect(await type('resume', 'support-bot', '--reason', 'The vendor is back')).toBe(
    'support-bot is running.\n',
  );
  expect(await type('resume', 'support-bot')).toBe('support-bot is running, as before.\n');
  expect(await type('pause', 'support-bot', '--for', '90m')).toBe('support-bot is paused.\n');
});

it('spend is a table in dollars', async () => {
  const data = { model: 'gpt-4o', costUsd: 1.5 };
  await postAs(stack, 'support-bot', { type: 'llm.request.completed', data });
  const said = await type('spend', '--by', 'agent,model');
  expect(said).toMatch(/support-bot gpt-4o +│ +\$1\.50 +│ +1 │/);
  expect(JSON.parse(await type('spend', '--json'))).toMatchObject({ total: { usd: 1.5 } });
});

it('a mistake is answered by what the API says of it, or by how the command is called', async () => {
  const environment = { TOCSIN_URL: stack.cloud.apiUrl, TOCSIN_KEY: stack.first.adminKey };
  const typo = await tocsin(['resume', 'support-bto'], environment);
  expect([typo.code, typo.stdout]).toEqual([2, '']);
  expect(typo.stderr.replaceAll(/\s+/g, ' ')).toContain('Did you mean "support-bot"?');
  const nobody = await tocsin(['why'], environment);
  expect([nobody.code, nobody.stderr.split('\n')[0]]).toEqual([2, 'Name one agent.']);
});
