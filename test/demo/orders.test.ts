import { type Directive, Orders } from '../../demo/orders';

const directive = (version: number, more: Partial<Directive> = {}): Directive => ({
  ...{ agent: 'bot', state: 'running', modelSwitches: [], holds: [], version },
  ...more,
});
const hold = { id: 'h', kind: 'pause', actor: 'mon_1', reason: 'too many failures', until: null };
const toMini = { from: 'gpt-4o', to: 'gpt-4o-mini' };

it('an agent that has heard nothing runs with the model that it has', () => {
  const orders = new Orders('bot');
  expect([orders.paused, orders.model('gpt-4o'), orders.pause]).toEqual([false, 'gpt-4o', undefined]);
});

it('the newest directive counts, whichever answer comes first, and each order is seen once', () => {
  const orders = new Orders('bot');
  orders.hear([directive(0)], 1);
  orders.hear([directive(2, { state: 'paused', holds: [hold] })], 2);
  orders.hear([directive(1)], 3);
  orders.hear([directive(2, { state: 'paused', holds: [hold] })], 4);
  expect(orders.paused).toBe(true);
  expect(orders.pause?.reason).toBe('too many failures');
  orders.hear([directive(3)], 5);
  expect(orders.seen.map(({ order, at }) => [order, at])).toEqual([
    ['paused', 2],
    ['resumed', 5],
  ]);
});

it('what is said to another agent, or could not be read, changes nothing', () => {
  const orders = new Orders('bot');
  orders.hear([directive(7, { agent: 'other', state: 'paused' })], 1);
  orders.hear(null, 2);
  expect([orders.paused, orders.seen]).toEqual([false, []]);
});

it('a switch of models holds for its model alone, until it is lifted', () => {
  const orders = new Orders('bot');
  orders.hear([directive(1, { modelSwitches: [toMini] })], 1);
  expect([orders.model('gpt-4o'), orders.model('gpt-5')]).toEqual(['gpt-4o-mini', 'gpt-5']);
  orders.hear([directive(2)], 2);
  expect(orders.model('gpt-4o')).toBe('gpt-4o');
  expect(orders.seen.map(({ order }) => order)).toEqual(['switched']);
});
