import type { Arrived } from '../journeys/receiver';
import { deliveriesOf, rows } from '../journeys/rows';
import { verified } from '../journeys/subscribe';
import { Scene } from './scene';

let scene: Scene;
beforeAll(async () => (scene = await Scene.begin()));
afterAll(() => scene.end());

const idsAt = (name: string): unknown[] => scene.at(name).map(({ headers }) => headers['webhook-id']);

describe('Duplicates', () => {
  const publish = (event: object) => scene.stack.post<{ results: { id: string }[] }>(event);

  it('An event that is posted twice gets the same answer and is delivered once', async () => {
    await scene.endpoint('same');
    const event = { type: 'same', source: 'bot', id: 'order-1', data: { n: 1 } };
    const ids = [await scene.post('same', event), await scene.post('same', event)];
    await scene.pass(24 * 3_600_000);
    ids.push(await scene.post('same', event));
    expect(new Set(ids).size).toBe(1);
    expect(idsAt('same')).toEqual([ids[0]]);
  });

  it('Equal events that are posted at the same time are one event', async () => {
    await scene.endpoint('twins');
    const event = { type: 'twins', source: 'bot', id: 'order-2' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => publish(event)));
    await scene.stack.cloud.idle();
    const ids = answers.map(({ body }) => body.results[0]?.id);
    expect(new Set(ids).size).toBe(1);
    expect(idsAt('twins')).toEqual([ids[0]]);
  });

  it('An event with the id of another one is listed as a conflict and never delivered', async () => {
    await scene.endpoint('conflict');
    const event = { type: 'conflict', source: 'bot', id: 'order-3' };
    const id = await scene.post('conflict', { ...event, data: { n: 1 } });
    await scene.post('conflict', { ...event, data: { n: 2 } });
    expect(scene.at('conflict').map(({ body }) => (JSON.parse(body) as { data: object }).data)).toEqual([
      { n: 1 },
    ]);
    const { body } = await scene.stack.admin('GET', `/v1/events/${id}`);
    expect(body).toMatchObject({ data: { n: 1 }, conflicts: { length: 1 } });
  });

  it('A queue that hands out every message twice causes no second request', async () => {
    await scene.endpoint('handed.out.twice');
    scene.stack.cloud.faults.duplicateProbability = 1;
    const event = await scene.post('handed.out.twice');
    await scene.pass(361_000);
    scene.stack.cloud.faults.duplicateProbability = 0;
    expect(idsAt('handed.out.twice')).toEqual([event]);
  });

  it('After a crash an endpoint may see an attempt twice, under one id', async () => {
    const crash = () => {
      scene.stack.cloud.faults.onCall = ({ caller }) =>
        caller === 'deliver' ? { kind: 'crashBefore' } : undefined;
      return { status: 204 };
    };
    await scene.endpoint('crashed', [crash, 204]);
    const event = await scene.post('crashed');
    delete scene.stack.cloud.faults.onCall;
    await scene.pass(245_000);
    expect(idsAt('crashed')).toEqual([event, event]);
    expect(await scene.delivery(event)).toMatchObject({ state: 'delivered', attempts: [{ number: 1 }] });
  });
});

describe('Bytes of requests and answers', () => {
  const posted = (type: string, data: string) =>
    scene.post(type, `{"type":"${type}","source":"bot","data":${data}}`);

  it('Header names keep the case in which they were configured, and are compared without it', async () => {
    const headers = { 'X-Api-KEY': 'k', 'x-lower': 'l', Authorization: 'Bearer t' };
    const destination = { kind: 'webhook', url: scene.url('cased'), headers };
    await scene.endpoint('cased', [204], { destination });
    await scene.post('cased');
    const [request] = scene.at('cased') as [Arrived];
    expect(request.rawHeaders).toEqual(expect.arrayContaining(Object.entries(headers).flat()));
    for (const name of ['Webhook-Id', 'WEBHOOK-SIGNATURE', 'Content-Type', 'HOST'])
      await expect(
        scene.endpoint('reserved', [204], { destination: { ...destination, headers: { [name]: 'x' } } }),
      ).rejects.toThrow(/^400/);
  });

  it.each<[string, string]>([
    ['integers beyond 2^53', '{"n":9007199254740993,"m":-18446744073709551616}'],
    ['numbers beyond all numbers', '{"n":1e400,"m":1E-400,"z":-0,"f":1.0}'],
    ['text that is not normal (NFC)', '"e\u0301 \u212b \u1e9b\u0323"'],
    ['characters beyond the first plane', '"\u{1f514}\u{10ffff}"'],
    ['escapes', '"\\u00e9\\/\\ud83d\\udd14\\u0000"'],
    ['a lone surrogate', '"\\ud800"'],
    ['key order and spaces', '{ "b":1,\t"a":2, "b2":{}, "":[ ] }'],
    ['nothing', 'null'],
    ['deep nesting', `${'['.repeat(30)}${']'.repeat(30)}`],
  ])('%s arrive as they were posted, and the signature verifies', async (name, data) => {
    const type = `exact.${name.replaceAll(/\W/g, '-')}`;
    const subscription = await scene.endpoint(type);
    await posted(type, data);
    const [request] = scene.at(type) as [Arrived];
    expect(request.body.endsWith(`,"data":${data}}`)).toBe(true);
    expect(() => verified(scene.stack, subscription, request)).not.toThrow();
  });

  it.each([
    ['tocsin', /^\{"id":.*\}$/],
    ['cloudevents-binary', /^$/],
  ])('An event without data has a signature that verifies (%s)', async (format, body) => {
    const type = `empty.${format}`;
    const subscription = await scene.endpoint(type, [204], { format });
    await scene.post(type, {});
    const [request] = scene.at(type) as [Arrived];
    expect(request.body).toMatch(body);
    expect(() => verified(scene.stack, subscription, request)).not.toThrow();
  });

  it('An answer that is not UTF-8 is stored and shown', async () => {
    const body = Buffer.from([0x6f, 0xff, 0xfe, 0x00, 0xed, 0xa0, 0x80, 0x6b]);
    await scene.endpoint('binary', [{ status: 500, body }]);
    const { id, attempts } = await scene.delivery(await scene.post('binary'));
    const response = 'o\ufffd\ufffd\u0000\ufffd\ufffd\ufffdk';
    expect(attempts).toMatchObject([{ status: 500, response }]);
    const shown = await scene.stack.admin<{ attempts: object[] }>('GET', `/v1/deliveries/${id}`);
    expect(shown.body.attempts).toMatchObject([{ response }]);
  });
});

describe('Disabled endpoints', () => {
  it('Events of the time in which an endpoint was disabled are kept, and recovered under the same ids', async () => {
    const { id } = await scene.endpoint('paused');
    await scene.stack.admin('POST', `/v1/subscriptions/${id}/disable`);
    const since = new Date(scene.now - 1_000).toISOString();
    const events = [await scene.post('paused'), await scene.post('paused'), await scene.post('paused')];
    await scene.minutes(3);
    expect(scene.at('paused')).toEqual([]);

    await scene.stack.admin('POST', `/v1/subscriptions/${id}/enable`);
    await scene.minutes(1);
    expect(scene.at('paused')).toEqual([]);
    await scene.stack.admin('POST', `/v1/subscriptions/${id}/recover`, { since });
    await scene.minutes(3);
    expect(idsAt('paused').sort()).toEqual(events.sort());
  });

  it('An endpoint that only fails is disabled with a notification, and recovered without loss under the same ids', async () => {
    await scene.endpoint('endpoint.failing');
    await scene.endpoint('endpoint.disabled');
    const { id } = await scene.endpoint('days', [500], { breaker: { failures: 3, seconds: 0 } });
    const since = new Date(scene.now - 1_000).toISOString();
    const events = [];
    for (let n = 0; n < 4; n++) events.push(await scene.post('days'));
    await scene.minutes(2);
    await scene.pass(5 * 24 * 3_600_000);
    await scene.minutes(3);
    const { body } = await scene.stack.admin('GET', `/v1/subscriptions/${id}`);
    expect(body).toMatchObject({ status: 'disabled', disabledReason: 'failing' });
    const toldOf = (type: string) =>
      scene.at(type).map((told) => (JSON.parse(told.body) as { subject: string }).subject);
    expect([toldOf('endpoint.failing'), toldOf('endpoint.disabled')]).toEqual([[id], [id]]);

    events.push(await scene.post('days'));
    scene.script('days', [204]);
    const before = scene.at('days').length;
    await scene.stack.admin('POST', `/v1/subscriptions/${id}/enable`);
    await scene.stack.admin('POST', `/v1/subscriptions/${id}/recover`, { since });
    // Enabling does not close the breaker; its next probe may be an hour away.
    for (let minute = 0; minute < 65 && scene.at('days').length < before + 5; minute++)
      await scene.minutes(1);
    expect(idsAt('days').slice(before).sort()).toEqual(events.sort());
  });

  it('One success starts the count of failures again', async () => {
    const { id } = await scene.endpoint('flaky', [500, 500, 204, 500, 500], {
      retry: { scheduleSeconds: [86_400] },
      breaker: { failures: 3, seconds: 0 },
    });
    for (let n = 0; n < 5; n++) await scene.post('flaky');
    expect(scene.at('flaky')).toHaveLength(5);
    expect(
      (await rows(scene.stack, 'breaker')).filter(({ subscription }) => subscription === id),
    ).not.toMatchObject([{ state: 'open' }]);
  });

  it('A dead endpoint does not affect the deliveries of others', async () => {
    const dead = await scene.endpoint('shared', [500], { retry: { scheduleSeconds: [3_600] } });
    await scene.endpoint('well');
    const { id } = await scene.endpoint('well.too', [204], { eventTypes: ['shared'] });
    const events = [];
    for (let n = 0; n < 15; n++) events.push(await scene.post('shared'));
    const states = (await Promise.all(events.map((event) => deliveriesOf(scene.stack, event)))).flat();
    const statesOf = (subscription: string) =>
      new Set(states.filter((row) => row.subscription === subscription).map(({ state }) => state));
    expect(statesOf(id)).toEqual(new Set(['delivered']));
    expect(statesOf(dead.id)).not.toContain('delivered');
    expect(idsAt('well.too')).toEqual(events);
  });
});
