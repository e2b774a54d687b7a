import fc from 'fast-check';
import { fanOutDelaySeconds, inTurns } from '../../../core/delivery/fan-out';

describe('fanOutDelaySeconds', () => {
  it.each([
    [0, 0],
    [99, 0],
    [100, 1],
    [499, 4],
  ])('Delivery %i of an event waits %i seconds', (place, seconds) => {
    expect(fanOutDelaySeconds(place)).toBe(seconds);
  });
});

describe('inTurns', () => {
  it('Takes one of each list in turn', () => {
    expect(inTurns<number | string>([[1, 2, 3], [], ['a'], ['x', 'y']])).toEqual([1, 'a', 'x', 2, 'y', 3]);
    expect(inTurns([])).toEqual([]);
  });

  it('Keeps everything, in its own order, and no list waits for more than its place times the number of lists', () => {
    const lists = fc.array(fc.array(fc.nat(), { maxLength: 20 }), { maxLength: 8 });
    fc.assert(
      fc.property(lists, (given) => {
        const marked = given.map((list, which) => list.map((_, place) => ({ which, place })));
        const order = inTurns(marked);
        expect(order).toHaveLength(marked.flat().length);
        for (const [at, { which, place }] of order.entries()) {
          expect(at).toBeLessThan((place + 1) * marked.length);
          expect(order.slice(0, at).filter((one) => one.which === which)).toHaveLength(place);
        }
      }),
    );
  });
});
