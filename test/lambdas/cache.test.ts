import { Cache } from '../../lambdas/cache';

let now = 0;
const clock = (): number => now;

it('forgets the least recently used beyond its capacity', () => {
  const cache = new Cache<number>(2, Infinity, clock);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([1, undefined, 3]);
});

it('counts what entries weigh, and keeps nothing that is too heavy alone', () => {
  const cache = new Cache<number>(10, Infinity, clock, (weight) => weight);
  cache.set('a', 6);
  cache.set('b', 4);
  cache.set('b', 5);
  expect(['a', 'b'].map((key) => cache.get(key))).toEqual([undefined, 5]);
  expect(cache.set('c', 11)).toBe(11);
  expect(['b', 'c'].map((key) => cache.get(key))).toEqual([undefined, undefined]);
});

it('holds an entry until its time is over', () => {
  const cache = new Cache<number>(1, 1_000, clock);
  cache.set('a', 1);
  now = 999;
  expect(cache.get('a')).toBe(1);
  now = 1_000;
  expect(cache.get('a')).toBeUndefined();
});
