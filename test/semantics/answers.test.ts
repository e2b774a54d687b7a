import type { DeliveryRow } from '../../core/delivery/delivery';
import type { Reply } from '../journeys/receiver';
import { subscribe } from '../journeys/subscribe';
import { Scene } from './scene';

const HOUR_SECONDS = 3_600;

let scene: Scene;
beforeAll(async () => (scene = await Scene.begin()));
afterAll(() => scene.end());

/** What came of the first attempt at an endpoint that answers like this. */
async function afterOne(type: string, turn: number | Reply, more: object = {}): Promise<DeliveryRow> {
  await scene.endpoint(type, [turn], more);
  return scene.delivery(await scene.post(type));
}

/** Seconds from the last attempt's end to the next one. */
function waitOf({ attempts, nextAt = 0 }: DeliveryRow): number {
  const last = attempts.at(-1);
  return (nextAt - (last ? last.at + last.durationMs : 0)) / 1_000;
}

describe('What counts as success', () => {
  it.each([200, 201, 202, 203, 204, 205, 206, 226, 299])('Status %i is a success', async (status) => {
    const { state, attempts } = await afterOne(`good.${status}`, status);
    expect({ state, attempts }).toMatchObject({ state: 'delivered', attempts: [{ status }] });
    expect(attempts[0]).not.toHaveProperty('error');
  });

  it.each([400, 401, 403, 404, 408, 409, 422, 425, 429, 451, 500, 501, 502, 503, 504, 599])(
    'Status %i is a failure, and the delivery is retried',
    async (status) => {
      const { state, attempts } = await afterOne(`bad.${status}`, status);
      const error = `http_${Math.floor(status / 100)}xx`;
      expect({ state, attempts }).toMatchObject({ state: 'waiting', attempts: [{ status, error }] });
    },
  );

  it.each([300, 301, 302, 303, 304, 305, 307, 308])(
    'A redirect with %i is a failure and is never followed',
    async (status) => {
      const type = `moved.${status}`;
      const elsewhere = await scene.endpoint(`${type}.elsewhere`);
      const headers = { location: scene.url(`${type}.elsewhere`) };
      const { state, attempts } = await afterOne(type, { status, headers, body: 'moved' });
      expect(attempts).toMatchObject([{ status, error: 'http_3xx' }]);
      expect(state).toBe('waiting');
      expect([elsewhere.id, scene.at(`${type}.elsewhere`)]).toEqual([elsewhere.id, []]);
    },
  );

  it('An answer that switches to a protocol that was not asked for is a failure', async () => {
    const head = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
    await scene.rawEndpoint('upgraded', (socket) => void socket.once('data', () => socket.end(head)));
    const { attempts } = await scene.delivery(await scene.post('upgraded'));
    expect(attempts).toMatchObject([{ error: 'invalid_response' }]);
  });
});

describe('Answers with a meaning of their own', () => {
  it('410 disables the subscription, keeps its deliveries and notifies its owner', async () => {
    await scene.endpoint('endpoint.disabled');
    const { id } = await scene.endpoint('gone', [410]);
    const event = await scene.post('gone');
    await scene.minutes(2);
    const { body } = await scene.stack.admin('GET', `/v1/subscriptions/${id}`);
    expect(body).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
    expect(await scene.delivery(event)).toMatchObject({ state: 'held', attempts: [{ status: 410 }] });
    expect(scene.at('endpoint.disabled').map((told) => JSON.parse(told.body) as object)).toMatchObject([
      { source: 'tocsin', subject: id, data: { subscription: { id }, reason: 'gone' } },
    ]);
    expect(scene.at('gone')).toHaveLength(1);
  });

  it('413 is not retried', async () => {
    const { state, reason } = await afterOne('too.large', 413);
    expect({ state, reason }).toEqual({ state: 'dead', reason: 'payload_too_large' });
    await scene.minutes(10);
    expect(scene.at('too.large')).toHaveLength(1);
  });

  it('A name that does not resolve is retried like other failures', async () => {
    // Longer than a label of a name may be: nobody has to be asked.
    await subscribe(scene.stack, `https://${'x'.repeat(64)}.example.com/`, ['nameless']);
    const { state, attempts } = await scene.delivery(await scene.post('nameless'));
    expect({ state, attempts }).toMatchObject({ state: 'waiting', attempts: [{ error: 'dns_error' }] });
  });
});

describe('Retry-After', () => {
  const scheduled = 60;
  const inSeconds = (seconds: number): string => new Date(scene.now + seconds * 1_000).toUTCString();

  it.each<[string, () => string, number]>([
    ['seconds', () => '900', 900],
    ['a date', () => inSeconds(900), 900],
    ['a date in the old spelling', () => asctime(inSeconds(900)), 900],
    ['more than six hours', () => '86400', 6 * HOUR_SECONDS],
    ['a date next year', () => inSeconds(365 * 86_400), 6 * HOUR_SECONDS],
    ['a number beyond all numbers', () => '9'.repeat(300), 6 * HOUR_SECONDS],
  ])('Retry-After with %s delays the next attempt, by at most six hours', async (name, value, seconds) => {
    const type = `wait.${name.replaceAll(' ', '-')}`;
    const turn = { status: 503, headers: { 'Retry-After': value() } };
    const waited = waitOf(await afterOne(type, turn, { retry: { scheduleSeconds: [scheduled] } }));
    // A date has no fractions of a second; what was told the same time is spread over 6 seconds.
    expect(waited).toBeGreaterThan(seconds - 2);
    expect(waited).toBeLessThan(seconds + 6 + 2);
  });

  it.each<[string, () => string]>([
    ['less than the schedule', () => '1'],
    ['nothing', () => '0'],
    ['a date before the schedule', () => inSeconds(5)],
    ['the past', () => 'Wed, 21 Oct 2015 07:28:00 GMT'],
    ['a negative number', () => '-900'],
    ['a fraction', () => '900.5'],
    ['garbage', () => 'in a quarter of an hour'],
    ['emptiness', () => ''],
  ])('Retry-After with %s brings no attempt sooner than the schedule', async (name, value) => {
    const type = `schedule.${name.replaceAll(' ', '-')}`;
    const turn = { status: 429, headers: { 'retry-after': value() } };
    const waited = waitOf(await afterOne(type, turn, { retry: { scheduleSeconds: [scheduled] } }));
    expect(waited).toBeGreaterThanOrEqual(scheduled * 0.9);
    expect(waited).toBeLessThanOrEqual(scheduled * 1.1 + 1);
  });

  it('Retry-After with a success, or after the last attempt, has no effect', async () => {
    const headers = { 'retry-after': '900' };
    expect(await afterOne('thanks', { status: 200, headers })).toMatchObject({ state: 'delivered' });
    const { id } = await scene.endpoint('last', [{ status: 503, headers }], {
      retry: { scheduleSeconds: [1] },
    });
    const event = await scene.post('last');
    await scene.passTo((await scene.delivery(event)).nextAt ?? 0);
    expect(await scene.delivery(event)).toMatchObject({ state: 'dead', subscription: id });
  });

  const asctime = (date: string): string => {
    const [day = '', dayOfMonth = '', month = '', year = '', time = ''] = date.replace(',', '').split(' ');
    return `${day} ${month} ${dayOfMonth.replace(/^0/, ' ')} ${time} ${year}`;
  };
});
