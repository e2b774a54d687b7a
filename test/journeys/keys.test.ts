import { secretsTables } from '../../local/secretsmanager/tables';
import { type TestCloud, withCloud } from './cloud';
import { fillRate } from './key-rate';
import { linesOf } from './measured';

let stack: TestCloud;

beforeAll(async () => {
  stack = await withCloud();
});

afterAll(() => stack.stop());

/** A key that has used up its rate for now. */
async function busyKey(scopes: string[]): Promise<string> {
  const { body } = await stack.admin<{ id: string; key: string }>('POST', '/v1/keys', {
    name: 'busy',
    scopes,
  });
  await fillRate(stack, body.id);
  return body.key;
}

it.each([
  ['admin', 'read', 'GET', '/v1/jobs'],
  ['admin', 'ingest', 'POST', '/v1/keys'],
  ['ingest', 'read', 'POST', '/v1/events'],
  ['ingest', 'read', 'GET', '/v1/agents/bot/directive'],
])(
  '%s holds a key for %s that asks %s %s too often back, may it or not',
  async (unit, scope, method, path) => {
    const key = await busyKey([scope]);
    const answer = await stack.request(method, path, { key, ...(method === 'POST' && { body: {} }) });
    expect(answer).toMatchObject({ status: 429, body: { status: 429 } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(linesOf(stack, unit).at(-1)).toMatchObject({
      ...{ unit, status: 429, throttled: true, RequestsThrottled: 1, project: stack.first.project },
      key: expect.stringMatching(/^key_/) as string,
    });
  },
);

describe('a path key that asks too often', () => {
  let key: string;
  beforeAll(async () => {
    const made = await stack.admin<{ id: string; key: string }>('POST', '/v1/keys', {
      ...{ name: 'busy', kind: 'path' },
    });
    await fillRate(stack, made.body.id);
    key = made.body.key;
  });

  it('is asked by OTLP to come back within 5 s, while an exporter that ends still can', async () => {
    const headers = { 'content-type': 'application/x-protobuf' };
    const answer = await stack.request('POST', `/in/${key}/bot/v1/traces`, { body: '', headers });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(5);
  });

  it('does not have requests of callers of LiteLLM refused', async () => {
    const path = `/in/${key}/bot/litellm/beta/litellm_basic_guardrail_api`;
    expect(await stack.request('POST', path, { body: {} })).toMatchObject({
      status: 200,
      body: { action: 'NONE' },
    });
  });
});

it('a request is answered though its key cannot be counted', async () => {
  stack.cloud.faults.onCall = ({ caller, action }) =>
    caller === 'admin' && action === 'UpdateItem'
      ? { kind: 'error', code: 'ValidationException', status: 400 }
      : undefined;
  const { body } = await stack.request<{ key: string }>('POST', '/v1/keys', {
    key: stack.first.adminKey,
    body: { name: 'uncounted', scopes: ['read'] },
  });
  const answer = await stack.request('GET', '/v1/jobs', { key: body.key });
  delete stack.cloud.faults.onCall;
  expect(answer.status).toBe(200);
  expect(stack.cloud.output('admin').join('\n')).toContain('"unit":"throttle"');
});

it('a root key that was replaced stops working within a minute, its successor starts', async () => {
  const { rootKey } = stack.first;
  const statusOf = async (key: string): Promise<number> =>
    (await stack.request('GET', '/v1/projects', { key })).status;
  expect(await statusOf(rootKey)).toBe(200);
  stack.cloud.clock.advance(60_000);
  // Whatever key it was, the secret is remembered from now on.
  expect(await statusOf(`${rootKey}x`)).toBe(403);
  const successor = 'y'.repeat(40);
  const arn = stack.cloud.ref('RootSecret');
  secretsTables(stack.cloud.context.store).run('UPDATE secrets SET value = ? WHERE arn = ?', successor, arn);
  for (const passedMs of [24_900, 30_100]) {
    stack.cloud.clock.advance(passedMs);
    await statusOf(rootKey);
  }
  stack.cloud.clock.advance(5_000);
  expect(await statusOf(rootKey)).toBe(403);
  expect(await statusOf(`tcn_root_${successor}`)).toBe(200);
});
