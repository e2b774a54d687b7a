import type { Breaker } from '../../core/delivery/breaker';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { type TestCloud, withCloud } from './cloud';
import { conservation } from './conservation';
import { Receiver } from './receiver';
import { rows } from './rows';
import { type Subscribed, subscribe, verifiedAt } from './subscribe';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let stack: TestCloud;
let receiver: Receiver;
/** What the endpoint at a path answers now; 204 without an entry. */
const down = new Map<string, number>();

beforeAll(async () => {
  const answer = ({ path }: { path: string }) => ({ status: down.get(path) ?? 204 });
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start(answer)]);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const arrivals = (path: string) => receiver.requests.filter((request) => request.path === path);
const idsAt = (path: string) => arrivals(path).map(({ headers }) => String(headers['webhook-id']));

/** An endpoint whose breaker opens at the third failure in a row, named like the event type that it wants. */
const endpoint = (name: string): Promise<Subscribed> =>
  subscribe(stack, `${receiver.url}/${name}`, [name], { breaker: { failures: 3, seconds: 0 } });

async function post(type: string, count: number): Promise<string[]> {
  const events = Array.from({ length: count }, (_, n) => ({ type, source: 'bot', data: { n } }));
  const { status, body } = await stack.post<{ results: { id: string }[] }>(events);
  expect(status).toBe(202);
  await stack.cloud.idle();
  return body.results.map(({ id }) => id);
}

/** Minutes pass, each with its sweep and what follows from it. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    stack.cloud.clock.advance(30_000);
    await stack.cloud.runSchedules();
    stack.cloud.clock.advance(30_000);
    await stack.cloud.idle();
  }
}

const breakerOf = async ({ id }: Subscribed): Promise<Breaker | undefined> =>
  (await rows(stack, 'breaker')).find(({ subscription }) => subscription === id);
const deliveriesTo = async ({ id }: Subscribed): Promise<DeliveryRow[]> =>
  (await rows(stack, 'delivery')).filter(({ subscription }) => subscription === id);
const statesOf = async (to: Subscribed): Promise<Record<string, number>> =>
  (await deliveriesTo(to)).reduce<Record<string, number>>(
    (counts, { state }) => ({ ...counts, [state]: (counts[state] ?? 0) + 1 }),
    {},
  );

/** What another endpoint, which hears of endpoints, has been told about this one. */
const told = (about: Subscribed): string[] =>
  arrivals('/ops')
    .map(({ body }) => JSON.parse(body) as { type: string; subject: string })
    .filter(({ subject }) => subject === about.id)
    .map(({ type }) => type);

describe('2.5 an endpoint that is down', () => {
  it('is left alone but for a probe, told of, and gets everything when it is back', async () => {
    await subscribe(stack, `${receiver.url}/ops`, ['endpoint.*']);
    const to = await endpoint('down');
    down.set('/down', 503);
    const posted = [...(await post('down', 3)), ...(await post('down', 40))];
    expect(await breakerOf(to)).toMatchObject({ state: 'open' });
    // The retries of the first failures come, and are parked with the rest.
    await pass(1);
    expect(await statesOf(to)).toEqual({ parked: 43 });
    expect(told(to)).toEqual(['endpoint.failing']);

    const before = arrivals('/down').length;
    await pass(30);
    // After 1, 2, 4, 8 and 16 minutes, however many wait.
    expect(arrivals('/down').length - before).toBeLessThanOrEqual(5);
    expect(arrivals('/down').length - before).toBeGreaterThanOrEqual(4);
    expect(await statesOf(to)).toEqual({ parked: 43 });
    expect(await conservation(stack)).toMatchObject({
      ...{ stranded: [], holds: true, deliveries: { parked: 43 } },
    });

    down.delete('/down');
    await pass(70);
    expect(await statesOf(to)).toEqual({ delivered: 43 });
    expect(new Set(idsAt('/down'))).toEqual(new Set(posted));
    for (const request of arrivals('/down')) {
      verifiedAt(Number(request.headers['webhook-timestamp']) * 1_000, to.secret, request);
    }
    expect(told(to)).toEqual(['endpoint.failing', 'endpoint.recovered']);
    expect(await breakerOf(to)).toBeUndefined();
  });

  it('drains at a rate that starts small, and doubles', async () => {
    const to = await endpoint('drains');
    down.set('/drains', 500);
    await post('drains', 3);
    await post('drains', 60);
    await pass(1);
    down.delete('/drains');
    const perMinute: number[] = [];
    for (let minute = 0; minute < 12 && (await breakerOf(to))?.state === 'open'; minute++) await pass(1);
    for (let minute = 0; minute < 4; minute++) {
      const before = (await statesOf(to))['parked'] ?? 0;
      await pass(1);
      perMinute.push(before - ((await statesOf(to))['parked'] ?? 0));
    }
    expect(perMinute.filter((count) => count > 0)).toEqual([10, 20, 32]);
    await pass(3);
    expect(await statesOf(to)).toEqual({ delivered: 63 });
  });

  it('costs an endpoint beside it nothing', async () => {
    const [to, beside] = [await endpoint('dead'), await endpoint('alive')];
    down.set('/dead', 500);
    await post('dead', 3);
    await post('dead', 20);
    await post('alive', 20);
    expect(await statesOf(beside)).toEqual({ delivered: 20 });
    expect(await breakerOf(beside)).toBeUndefined();
    // One of them may be on its way as a probe.
    expect((await statesOf(to))['parked']).toBeGreaterThanOrEqual(19);
  });

  it('gets what a person sends in spite of it, and is open again by that', async () => {
    const to = await endpoint('by-hand');
    down.set('/by-hand', 500);
    const [first = ''] = await post('by-hand', 3);
    await pass(1);
    down.delete('/by-hand');
    const [delivery] = (await deliveriesTo(to)).filter(({ event }) => event === first);
    expect(delivery).toMatchObject({ state: 'parked' });
    await stack.admin('POST', `/v1/deliveries/${delivery?.id}/retry`, {});
    await stack.cloud.idle();
    expect(await breakerOf(to)).toMatchObject({ state: 'draining' });
    await pass(5);
    expect(await statesOf(to)).toEqual({ delivered: 3 });
    expect(await breakerOf(to)).toBeUndefined();
  });
});

describe('2.6 an endpoint that has only failed for five days', () => {
  it('is disabled and told of; its events are kept, and recovered under the same ids', async () => {
    const to = await endpoint('gone-for-days');
    down.set('/gone-for-days', 500);
    const posted = [...(await post('gone-for-days', 3)), ...(await post('gone-for-days', 5))];
    await pass(1);
    stack.cloud.clock.advance(5 * DAY);
    await pass(3);
    expect(await stack.admin('GET', `/v1/subscriptions/${to.id}`)).toMatchObject({
      body: { status: 'disabled', disabledReason: 'failing' },
    });
    expect(told(to)).toEqual(['endpoint.failing', 'endpoint.disabled']);

    const late = await post('gone-for-days', 2);
    await pass(65);
    expect(await statesOf(to)).toEqual({ held: 10 });
    expect(await breakerOf(to)).toBeUndefined();

    down.delete('/gone-for-days');
    await stack.admin('POST', `/v1/subscriptions/${to.id}/enable`, {});
    const { status } = await stack.admin('POST', `/v1/subscriptions/${to.id}/recover`, {
      since: '2000-01-01T00:00:00Z',
    });
    expect(status).toBe(202);
    await pass(3);
    expect(await statesOf(to)).toEqual({ delivered: 10 });
    const succeeded = new Set(idsAt('/gone-for-days').slice(-10));
    expect(succeeded).toEqual(new Set([...posted, ...late]));
  });
});

describe('a subscription that is deleted while its endpoint is down', () => {
  it('leaves nothing behind: what was parked is discarded', async () => {
    const to = await endpoint('deleted');
    down.set('/deleted', 500);
    await post('deleted', 3);
    await post('deleted', 5);
    await pass(1);
    expect((await stack.admin('DELETE', `/v1/subscriptions/${to.id}`)).status).toBe(204);
    await pass(10);
    expect(await statesOf(to)).toEqual({ discarded: 8 });
    expect(await breakerOf(to)).toBeUndefined();
  });
});
