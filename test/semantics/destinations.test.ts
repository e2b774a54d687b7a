import { subscriptionKey } from '../../adapters/aws/keys';
import { rows } from '../journeys/rows';
import { subscribe } from '../journeys/subscribe';
import { Scene } from './scene';

let scene: Scene;
beforeAll(async () => (scene = await Scene.begin()));
afterAll(() => scene.end());

const subscribing = (url: string) =>
  scene.stack.admin('POST', '/v1/subscriptions', {
    ...{ name: 'x', eventTypes: ['x'], destination: { kind: 'webhook', url } },
  });

/** As if it had been saved before a rule came to be, or by a hand in the table. */
async function moveTo(id: string, url: string): Promise<void> {
  const { pk, sk } = subscriptionKey(id);
  await scene.stack.cloud.call('DynamoDB_20120810.UpdateItem', {
    TableName: scene.stack.cloud.ref('Subscriptions'),
    Key: { pk: { S: pk }, sk: { S: sk } },
    UpdateExpression: 'SET destination.#url = :url',
    ExpressionAttributeNames: { '#url': 'url' },
    ExpressionAttributeValues: { ':url': { S: url } },
  });
}

const DANGEROUS = [
  'https://127.0.0.2/',
  'https://2130706434/',
  'https://0x7f.0.0.2:9001/2018-06-01/runtime/invocation/next',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[fd00:ec2::254]/latest/meta-data/',
  'https://metadata.google.internal/',
  'http://example.com/',
  'https://user:password@example.com/',
  'https://example.com:22/',
];

describe('Destinations inside a network', () => {
  it.each(DANGEROUS)('%s is refused as a destination, with the field that is wrong', async (url) => {
    const { status, body } = await subscribing(url);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/destination/url' }] },
    });
    const { id } = await scene.endpoint('saved.before');
    const changed = await scene.stack.admin('PATCH', `/v1/subscriptions/${id}`, {
      destination: { kind: 'webhook', url },
    });
    expect(changed.status).toBe(400);
    await scene.stack.admin('DELETE', `/v1/subscriptions/${id}`);
  });

  it('The address of a stored destination is checked again at every attempt', async () => {
    const { id } = await scene.endpoint('moved.inside', [204], { retry: { scheduleSeconds: [5, 5] } });
    await moveTo(id, 'https://169.254.169.254/latest/meta-data/');
    const event = await scene.post('moved.inside');
    await scene.passTo((await scene.delivery(event)).nextAt ?? 0);
    const { state, attempts } = await scene.delivery(event);
    expect(state).toBe('waiting');
    expect(attempts.map(({ error, address }) => [error, address])).toEqual([
      ['blocked_address', undefined],
      ['blocked_address', undefined],
    ]);
    await moveTo(id, scene.url('moved.inside'));
    await scene.passTo((await scene.delivery(event)).nextAt ?? 0);
    expect(await scene.delivery(event)).toMatchObject({ state: 'delivered' });
  });
});

describe('This API as a destination', () => {
  it('The address of this API is refused as a destination', async () => {
    const { status, body } = await subscribing(`${scene.stack.cloud.apiUrl}/v1/events`);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { errors: [{ detail: expect.stringContaining('this API') as string }] },
    });
  });

  it('This API refuses its own events under whatever name it is reached', async () => {
    const url = `${scene.stack.cloud.apiUrl.replace('127.0.0.1', 'localhost')}/v1/events`;
    const headers = { authorization: `Bearer ${scene.stack.first.ingestKey}` };
    await subscribe(scene.stack, url, ['looped'], { destination: { kind: 'webhook', url, headers } });
    const event = await scene.post('looped');
    await scene.minutes(1);
    const looped = (await rows(scene.stack, 'event')).filter(({ type }) => type === 'looped');
    expect(looped.map(({ id }) => id)).toEqual([event]);
    const { attempts } = await scene.delivery(event);
    expect(attempts[0]).toMatchObject({ status: 508, error: 'http_5xx' });
    expect(attempts[0]?.response).toContain('its own API');
  });
});
