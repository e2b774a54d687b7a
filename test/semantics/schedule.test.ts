import { deliveriesOf, rows } from '../journeys/rows';
import { subscribe } from '../journeys/subscribe';
import { Scene } from './scene';

const HOUR = 3_600_000;

let scene: Scene;
beforeAll(async () => (scene = await Scene.begin()));
afterAll(() => scene.end());

/** An endpoint's breaker would keep it from being tried on schedule; that is another story. */
const PATIENT = { breaker: { failures: 1_000, seconds: 86_400 } };

describe('The schedule of retries', () => {
  it('A delivery that always fails is attempted eleven times in three days and becomes a dead letter', async () => {
    await scene.endpoint('failing', [500], PATIENT);
    const began = scene.now;
    const event = await scene.post('failing');
    const waits: number[] = [];
    for (let row = await scene.delivery(event); row.state === 'waiting'; row = await scene.delivery(event)) {
      const { at = 0, durationMs = 0 } = row.attempts.at(-1) ?? {};
      waits.push(((row.nextAt ?? 0) - at - durationMs) / 1_000);
      await scene.passTo(row.nextAt ?? 0);
    }
    expect(scene.at('failing')).toHaveLength(11);
    const steps = [5, 30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
    // The attempt ends a moment before the next one is decided on.
    for (const [index, wait] of waits.entries()) {
      const step = steps[index] ?? NaN;
      expect(wait).toBeGreaterThanOrEqual(step * 0.9);
      expect(wait).toBeLessThanOrEqual(step * 1.1 + 2);
    }
    const shares = waits.map((wait, index) => (wait / (steps[index] ?? NaN)).toFixed(2));
    expect(new Set(shares).size).toBeGreaterThan(3);
    expect(scene.now - began).toBeGreaterThan(2 * 24 * HOUR);
    expect(await scene.delivery(event)).toMatchObject({ state: 'dead', reason: 'attempts_exhausted' });
    expect((await rows(scene.stack, 'dead')).filter((letter) => letter.event === event)).toHaveLength(1);
  });

  it('Each delivery has a schedule with a jitter of its own', async () => {
    await scene.endpoint('both', [500], { retry: { scheduleSeconds: [600] }, ...PATIENT });
    await subscribe(scene.stack, scene.url('both.well'), ['both']);
    const [first, second] = [await scene.post('both'), await scene.post('both')];
    const states = [
      ...(await deliveriesOf(scene.stack, first)),
      ...(await deliveriesOf(scene.stack, second)),
    ];
    expect(states.map(({ state }) => state).sort()).toEqual(['delivered', 'delivered', 'waiting', 'waiting']);
    const times = states.flatMap(({ nextAt }) => nextAt ?? []);
    expect(new Set(times).size).toBe(2);
  });

  it('No retry follows after the endpoint is deleted', async () => {
    const { id } = await scene.endpoint('deleted', [500], { retry: { scheduleSeconds: [30] } });
    const event = await scene.post('deleted');
    await scene.stack.admin('DELETE', `/v1/subscriptions/${id}`);
    await scene.minutes(5);
    expect(scene.at('deleted')).toHaveLength(1);
    expect(await scene.delivery(event)).toMatchObject({ state: 'discarded' });
  });

  it('No retry follows after the endpoint is disabled, and the delivery is kept', async () => {
    const { id } = await scene.endpoint('disabled', [500], { retry: { scheduleSeconds: [30] } });
    const event = await scene.post('disabled');
    await scene.stack.admin('POST', `/v1/subscriptions/${id}/disable`);
    await scene.minutes(5);
    expect(scene.at('disabled')).toHaveLength(1);
    expect(await scene.delivery(event)).toMatchObject({ state: 'held' });
  });

  it('A manual try that fails starts no second chain of retries and uses up no step of the first', async () => {
    await scene.endpoint('manual', [500], { retry: { scheduleSeconds: [600, 600] } });
    const event = await scene.post('manual');
    const { id } = await scene.delivery(event);
    await scene.stack.admin('POST', `/v1/deliveries/${id}/retry`);
    await scene.stack.cloud.idle();
    expect(scene.at('manual')).toHaveLength(2);
    await scene.minutes(40);
    const { state, attempts } = await scene.delivery(event);
    expect(state).toBe('dead');
    expect(attempts.length).toBeLessThanOrEqual(4);
    expect(scene.at('manual')).toHaveLength(attempts.length);
  });

  it('A manual try of a delivered delivery schedules no retry, whatever its result', async () => {
    await scene.endpoint('done', [204, 500, 500]);
    const event = await scene.post('done');
    const { id } = await scene.delivery(event);
    await scene.stack.admin('POST', `/v1/deliveries/${id}/retry`);
    await scene.stack.cloud.idle();
    await scene.minutes(10);
    expect(scene.at('done')).toHaveLength(2);
    expect(await scene.delivery(event)).toMatchObject({ state: 'delivered', attempts: { length: 2 } });
  });
});
