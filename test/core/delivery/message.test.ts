import { deliveryId } from '../../../core/delivery/delivery-id';
import { attemptMessage, deliveryMessage, readDeliveryMessage } from '../../../core/delivery/message';
import { refusedClaim } from '../../../core/delivery/refused-claim';

const EVENT = { project: 'prj_1', id: 'evt_1', type: 'a', receivedAt: 7, z: 'body' };
const MESSAGE = {
  ...{ v: 1, project: 'prj_1', event: 'evt_1', subscription: 'sub_1', type: 'a' },
  ...{ acceptedAt: 7, attempt: 1, z: 'body' },
};
const ROW = { ...MESSAGE, attempt: 3 };

describe('a delivery message', () => {
  it('is read as it was written', () => {
    const message = deliveryMessage(EVENT, 'sub_1');
    expect(message).toEqual(MESSAGE);
    expect(readDeliveryMessage(JSON.stringify(message))).toEqual(message);
  });

  it.each([
    [49_152, true],
    [49_153, false],
  ])('1.3 carries a body of %i characters: %s', (length, carried) => {
    const z = 'x'.repeat(length);
    expect('z' in deliveryMessage({ ...EVENT, z }, 'sub_1')).toBe(carried);
    expect('z' in attemptMessage(ROW, z)).toBe(carried);
  });

  it('2.3 asks for the attempt that its row is at, and stays a test', () => {
    expect(attemptMessage(ROW)).toEqual({ ...MESSAGE, attempt: 3, z: undefined });
    expect(attemptMessage({ ...ROW, test: true })).toMatchObject({ attempt: 3, test: true });
  });

  it.each<[string, string]>([
    ['no JSON', '{'],
    ['null', 'null'],
    ['another version', JSON.stringify({ ...MESSAGE, v: 2 })],
    ...['project', 'event', 'subscription', 'type', 'acceptedAt', 'attempt'].map((name): [string, string] => [
      `no ${name}`,
      JSON.stringify({ ...MESSAGE, [name]: undefined }),
    ]),
    ['half an attempt', JSON.stringify({ ...MESSAGE, attempt: 1.5 })],
    ['a time that is text', JSON.stringify({ ...MESSAGE, acceptedAt: '7' })],
  ])('is refused with %s', (_, body) => expect(() => readDeliveryMessage(body)).toThrow());
});

describe('deliveryId', () => {
  it('is one for each event and subscription of a project', () => {
    const ids = [
      deliveryId('prj_1', 'evt_1', 'sub_1'),
      deliveryId('prj_2', 'evt_1', 'sub_1'),
      deliveryId('prj_1', 'evt_2', 'sub_1'),
      deliveryId('prj_1', 'evt_1', 'sub_2'),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toBe(deliveryId('prj_1', 'evt_1', 'sub_1'));
    expect(ids[0]).toMatchInlineSnapshot(`"dlv_0d5bb1ce0c6af3a13e4d27467fa18f27"`);
  });
});

describe('refusedClaim', () => {
  it.each([
    ['leased', 2, 'busy'],
    ['leased', 3, 'stale'],
    ['leased', 1, 'stale'],
    ['waiting', 3, 'stale'],
    ['held', 2, 'stale'],
    ['delivered', 3, 'stale'],
    ['dead', 3, 'stale'],
  ] as const)('2.2 a message for attempt 2 meets %s at %i: %s', (state, attempt, outcome) => {
    expect(refusedClaim({ state, attempt }, 2)).toBe(outcome);
  });

  it('2.2 a row that is gone has nothing to do', () => expect(refusedClaim(undefined, 1)).toBe('stale'));
});
