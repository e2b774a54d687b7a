import type { DeliveryState } from '../../../core/delivery/delivery';
import { chainOf, manualTry } from '../../../core/delivery/manual-try';

const NOW = 1_000_000;
const row = (state: DeliveryState, leaseUntil = NOW + 1) => ({ state, attempt: 4, leaseUntil });

describe('a manual try (SEMANTICS 2.8)', () => {
  it.each([
    ['queued', { kind: 'sendNow' }],
    ['waiting', { kind: 'sendNow' }],
    ['delivered', { kind: 'requeue', change: { fallback: 'delivered' } }],
    ['dead', { kind: 'requeue', change: { chainStart: 4 } }],
    ['held', { kind: 'requeue', change: { chainStart: 4 } }],
    ['parked', { kind: 'requeue', change: {} }],
    ['leased', { kind: 'refused', detail: expect.stringContaining('right now') }],
    ['grouped', { kind: 'refused', detail: expect.stringContaining('notice') }],
    ['withheld', { kind: 'refused', detail: expect.stringContaining('withheld') }],
    ['discarded', { kind: 'refused', detail: expect.stringContaining('discarded') }],
  ] as const)('of one that is %s', (state, expected) => {
    expect(manualTry(row(state), 'enabled', NOW)).toEqual(expected);
  });

  it('is made of a delivery whose lease has run out, since nobody is at it any more', () => {
    expect(manualTry(row('leased', NOW - 1), 'enabled', NOW)).toEqual({ kind: 'sendNow' });
  });

  it.each([
    ['delivered', 'refused'],
    ['dead', 'refused'],
    ['held', 'refused'],
    ['parked', 'requeue'],
    ['waiting', 'sendNow'],
    ['queued', 'sendNow'],
  ] as const)('of one that is %s while its subscription is disabled: %s', (state, kind) => {
    expect(manualTry(row(state), 'disabled', NOW)).toMatchObject({ kind });
  });

  it.each([
    ['delivered', 'refused'],
    ['dead', 'refused'],
    ['held', 'requeue'],
    ['parked', 'requeue'],
    ['waiting', 'sendNow'],
  ] as const)('of one that is %s without a subscription: %s', (state, kind) => {
    expect(manualTry(row(state), 'deleted', NOW)).toMatchObject({ kind });
  });
});

describe('the chain that a delivery goes on with', () => {
  it('is its own if it was only parked, and a new one if it had ended or was held', () => {
    expect(chainOf(row('parked'))).toEqual({});
    expect(chainOf(row('dead'))).toEqual({ chainStart: 4 });
    expect(chainOf(row('held'))).toEqual({ chainStart: 4 });
  });
});
