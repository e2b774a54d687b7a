import { Client, Refused, Unreachable } from '../../sdk/api/client';
import { type FakeAnswer, FakeHost } from './fake-host';

let host: FakeHost;
let client: Client;
beforeEach(() => {
  host = new FakeHost();
  client = new Client({ url: 'https://api.example.com/', key: 'tcn_k', surroundings: host });
});

const answers = (...list: FakeAnswer[]) => {
  host.instead = () => list.shift();
};

it('fills the path and the query, and answers the body', async () => {
  answers({ status: 200, body: { id: 'sub_1' } }, { status: 200, body: { data: [] } });
  expect(await client.get('/v1/subscriptions/{id}', { path: { id: 'sub/1' } })).toEqual({ id: 'sub_1' });
  await client.get('/v1/events', { query: { type: 'a b', limit: 5 } });
  expect(host.requests.map(({ method, url, headers }) => [method, url.href, headers.authorization])).toEqual([
    ['GET', 'https://api.example.com/v1/subscriptions/sub%2F1', 'Bearer tcn_k'],
    ['GET', 'https://api.example.com/v1/events?type=a+b&limit=5', 'Bearer tcn_k'],
  ]);
});

it('sends a POST again under the same Idempotency-Key while the API is overloaded', async () => {
  answers({ status: 429, body: {} }, { status: 503, body: {} }, { status: 200, body: { state: 'paused' } });
  const paused = client.post('/v1/agents/pause', { query: { agent: 'a' }, body: { reason: 'r' } });
  await host.advance(5_000);
  expect(await paused).toEqual({ state: 'paused' });
  expect(host.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['id1', 'id1', 'id1']);
  expect(host.requests.map(({ at }) => at - host.requests[0]!.at)).toEqual([0, 250, 1_250]);
});

it('PUT, PATCH and DELETE are requests of their own, and 204 is undefined', async () => {
  answers({ status: 200, body: {} }, { status: 200, body: {} }, { status: 200, body: undefined });
  await client.patch('/v1/monitors/{id}', { path: { id: 'mon_1' }, body: { name: 'n' } });
  await client.put('/v1/prices', { body: { prices: [] } });
  host.instead = () => Promise.resolve(new Response(null, { status: 204 }));
  expect(await client.delete('/v1/keys/{id}', { path: { id: 'key_1' } })).toBeUndefined();
  expect(host.requests.map(({ method, body }) => [method, body])).toEqual([
    ['PATCH', { name: 'n' }],
    ['PUT', { prices: [] }],
    ['DELETE', undefined],
  ]);
});

it('a refusal is thrown with its status and problem', async () => {
  const body = { title: 'Not Found', detail: 'There is no such agent', errors: [] };
  answers({ status: 404, body });
  const error: unknown = await client.get('/v1/agents').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Refused);
  expect(error).toMatchObject({
    status: 404,
    problem: body,
    message: '404 Not Found: There is no such agent',
  });
});

it.each<[string, FakeAnswer, string]>([
  ['nobody', new TypeError('fetch failed'), 'cannot be reached: fetch failed'],
  [
    'somebody who is not the API',
    { status: 200, body: '<html>' },
    'answered 200 with something that is no JSON',
  ],
  ['a redirect', { status: 302, body: {} }, 'answered 302, which the API does not'],
])('%s answers: the API is unreachable, and the message says where', async (_, answer, message) => {
  answers(answer);
  const asked = client.get('/v1/health');
  await expect(asked).rejects.toThrow(Unreachable);
  await expect(asked).rejects.toThrow(`https://api.example.com ${message}`);
});

it('a root key names its project', async () => {
  const root = new Client({ url: 'https://api.example.com', key: 'k', project: 'prj_1', surroundings: host });
  answers({ status: 200, body: {} });
  await root.get('/v1/agents');
  expect(host.requests[0]?.headers['x-tocsin-project']).toBe('prj_1');
});
