import type { Call, CallFault } from '../../local/faults';
import { conservation } from '../journeys/conservation';
import { Scene } from './scene';

/** After this time a message that was not done with has come back (the deliver queue's visibility, 240 s). */
const COMES_BACK_MS = 245_000;

let scene: Scene;
beforeEach(async () => (scene = await Scene.begin()));
afterEach(() => scene.end());

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

describe('12. Our own faults never spend an endpoint’s attempts', () => {
  it.each<[string, (call: Call) => boolean, CallFault]>([
    ['KMS is down', by('deliver', 'kms'), { kind: 'error', code: 'KMSInternalException', status: 500 }],
    ['DynamoDB throttles', by('deliver', 'dynamodb'), THROTTLED],
    ['deliver is killed at its first call', by('deliver', 'dynamodb'), { kind: 'crashBefore' }],
  ])('12. Our own faults: %s before the request, and no request is made', async (_, wrong, fault) => {
    await scene.endpoint('own', [204], ONE_RETRY);
    broken(wrong, fault);
    const event = await scene.post('own');
    await scene.pass(COMES_BACK_MS);
    expect(scene.at('own')).toHaveLength(0);

    repaired();
    await scene.pass(COMES_BACK_MS);
    expect(scene.at('own')).toHaveLength(1);
    const { state, attempts } = await scene.delivery(event);
    expect({ state, attempts }).toMatchObject({ state: 'delivered', attempts: [{ number: 1, status: 204 }] });
    await expectNothingLost();
  });

  it.each<[string, CallFault]>([
    ['DynamoDB throttles', THROTTLED],
    ['deliver is killed', { kind: 'crashBefore' }],
  ])(
    '12. Our own faults: %s before a failure is written down; its number is given again',
    async (_, fault) => {
      const failing = () => {
        broken(by('deliver', 'dynamodb'), fault);
        return { status: 503 };
      };
      await scene.endpoint('unwritten', [failing, 503, 204], ONE_RETRY);
      const event = await scene.post('unwritten');
      expect(scene.at('unwritten')).toHaveLength(1);
      repaired();

      await scene.pass(COMES_BACK_MS);
      await scene.passTo((await scene.delivery(event)).nextAt ?? 0);
      expect(scene.at('unwritten')).toHaveLength(3);
      const { state, attempts } = await scene.delivery(event);
      expect(state).toBe('delivered');
      expect(attempts.map(({ number, status }) => [number, status])).toEqual([
        [1, 503],
        [2, 204],
      ]);
      await expectNothingLost();
    },
  );

  it('12. Our own faults: the queue refuses the message of a retry, and the sweep sends it', async () => {
    await scene.endpoint('unsent', [503, 204], ONE_RETRY);
    broken(by('deliver', 'sqs'), DOWN);
    const event = await scene.post('unsent');
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

  it('12. Our own faults: the queue refuses the first message, and route tries again', async () => {
    await scene.endpoint('unrouted', [204], ONE_RETRY);
    broken(by('route', 'sqs'), DOWN);
    const event = await scene.post('unrouted');
    expect(scene.at('unrouted')).toHaveLength(0);
    repaired();
    await scene.pass(365_000);
    expect(scene.at('unrouted')).toHaveLength(1);
    expect(await scene.delivery(event)).toMatchObject({ state: 'delivered', attempts: [{ number: 1 }] });
    await expectNothingLost();
  });
});

describe('13. Duplicate publish: a first try that failed', () => {
  it('13. Duplicate publish: a first try that failed frees its id', async () => {
    await scene.endpoint('published');
    broken(by('ingest', 'events'), DOWN);
    const event = { type: 'published', source: 'bot', id: 'order-1' };
    expect((await scene.stack.post(event)).status).toBe(503);
    repaired();
    const id = await scene.post('published', event);
    expect(scene.at('published').map(({ headers }) => headers['webhook-id'])).toEqual([id]);
  });
});
