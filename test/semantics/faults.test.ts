import type { Call, CallFault } from '../../local/faults';
import { conservation } from '../journeys/conservation';
import { Scene } from './scene';

/** After this time a message that was not done with has come back (the deliver queue's visibility, 240 s). */
const COMES_BACK_MS = 245_000;

let scene: Scene;
beforeAll(async () => (scene = await Scene.begin()));
beforeEach(async () => {
  repaired();
  // What functions remember of keys and endpoints is forgotten by then.
  await scene.pass(11 * 60_000);
});
afterAll(() => scene.end());

let stories = 0;
/** A name that no other story has. */
const unique = (name: string): string => `${name}-${++stories}`;

/** What goes wrong, until it is cleared. */
function broken(wrong: (call: Call) => boolean, fault: CallFault): void {
  scene.stack.cloud.faults.onCall = (call) => (wrong(call) ? fault : undefined);
}

const repaired = (): void => void delete scene.stack.cloud.faults.onCall;

const by =
  (caller: string, service: string) =>
  (call: Call): boolean =>
    call.caller === caller && call.service === service;

const THROTTLED: CallFault = { kind: 'error', code: 'ThrottlingException', status: 400 };
const DOWN: CallFault = { kind: 'error', code: 'InternalServerError', status: 500 };

/** With a schedule of one step: an attempt that was spent in vain would be the last but one. */
const ONE_RETRY = { retry: { scheduleSeconds: [5] } };

async function expectNothingLost(): Promise<void> {
  await scene.pass(60_000);
  const { stranded, holds } = await conservation(scene.stack);
  expect({ stranded, holds }).toEqual({ stranded: [], holds: true });
}

describe('Faults of Tocsin itself use up no attempt', () => {
  it.each<[string, (call: Call) => boolean, CallFault]>([
    ['KMS is down', by('deliver', 'kms'), { kind: 'error', code: 'KMSInternalException', status: 500 }],
    ['DynamoDB throttles', by('deliver', 'dynamodb'), THROTTLED],
    ['deliver is killed at its first call', by('deliver', 'dynamodb'), { kind: 'crashBefore' }],
  ])('If %s before the request, no request is made and no attempt is used up', async (_, wrong, fault) => {
    const name = unique('own');
    await scene.endpoint(name, [204], ONE_RETRY);
    broken(wrong, fault);
    const event = await scene.post(name);
    await scene.pass(COMES_BACK_MS);
    expect(scene.at(name)).toHaveLength(0);

    repaired();
    await scene.pass(COMES_BACK_MS);
    expect(scene.at(name)).toHaveLength(1);
    const { state, attempts } = await scene.delivery(event);
    expect({ state, attempts }).toMatchObject({ state: 'delivered', attempts: [{ number: 1, status: 204 }] });
    await expectNothingLost();
  });

  it.each<[string, CallFault]>([
    ['DynamoDB throttles', THROTTLED],
    ['deliver is killed', { kind: 'crashBefore' }],
  ])('If %s before a failure is written, the next attempt has the same number', async (_, fault) => {
    const failing = () => {
      broken(by('deliver', 'dynamodb'), fault);
      return { status: 503 };
    };
    const name = unique('unwritten');
    await scene.endpoint(name, [failing, 503, 204], ONE_RETRY);
    const event = await scene.post(name);
    expect(scene.at(name)).toHaveLength(1);
    repaired();

    await scene.pass(COMES_BACK_MS);
    await scene.passTo((await scene.delivery(event)).nextAt ?? 0);
    expect(scene.at(name)).toHaveLength(3);
    const { state, attempts } = await scene.delivery(event);
    expect(state).toBe('delivered');
    expect(attempts.map(({ number, status }) => [number, status])).toEqual([
      [1, 503],
      [2, 204],
    ]);
    await expectNothingLost();
  });

  it('The sweep sends the message of a retry that the queue has refused', async () => {
    const name = unique('unsent');
    await scene.endpoint(name, [503, 204], ONE_RETRY);
    broken(by('deliver', 'sqs'), DOWN);
    const event = await scene.post(name);
    repaired();
    await scene.minutes(7);
    const { state, attempts } = await scene.delivery(event);
    expect({ state, attempts }).toMatchObject({
      state: 'delivered',
      attempts: [
        { number: 1, status: 503 },
        { number: 2, status: 204 },
      ],
    });
    await expectNothingLost();
  });

  it('The route function tries again when the queue has refused the first message', async () => {
    const name = unique('unrouted');
    await scene.endpoint(name, [204], ONE_RETRY);
    broken(by('route', 'sqs'), DOWN);
    const event = await scene.post(name);
    expect(scene.at(name)).toHaveLength(0);
    repaired();
    await scene.pass(365_000);
    expect(scene.at(name)).toHaveLength(1);
    expect(await scene.delivery(event)).toMatchObject({ state: 'delivered', attempts: [{ number: 1 }] });
    await expectNothingLost();
  });
});

describe('A first publication that failed', () => {
  it('An id is free again when its first publication has failed', async () => {
    const name = unique('published');
    await scene.endpoint(name);
    broken(by('ingest', 'events'), DOWN);
    const event = { type: name, source: 'bot', id: 'order-1' };
    expect((await scene.stack.post(event)).status).toBe(503);
    repaired();
    const id = await scene.post(name, event);
    expect(scene.at(name).map(({ headers }) => headers['webhook-id'])).toEqual([id]);
  });
});
