import fc from 'fast-check';
import { eventId, type Identity } from '../../../core/event/identity';

const identity = fc.oneof<fc.Arbitrary<Identity>[]>(
  fc.record({ kind: fc.constant('id' as const), id: fc.string({ maxLength: 3 }) }),
  fc.record({ kind: fc.constant('key' as const), key: fc.string({ maxLength: 3 }), index: fc.nat(12) }),
  fc.record({ kind: fc.constant('made' as const), id: fc.string({ maxLength: 3 }) }),
  fc.record({ kind: fc.constant('random' as const), random: fc.string({ maxLength: 3 }), index: fc.nat(12) }),
);
const place = fc.tuple(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 }), identity);

describe('eventId', () => {
  it('1.1 is the same for the same project, source and identity, and for nothing else', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(eventId(...one) === eventId(...other)).toBe(same);
        expect(eventId(...one)).toBe(eventId(...one));
      }),
      { numRuns: 500 },
    );
  });

  it('1.1 cannot be made equal by moving text between the parts, or from one kind to another', () => {
    const ids = [
      eventId('prj', 'ab', { kind: 'id', id: 'c' }),
      eventId('prj', 'a', { kind: 'id', id: 'bc' }),
      eventId('prja', 'b', { kind: 'id', id: 'c' }),
      eventId('prj', 'ab', { kind: 'key', key: 'c', index: 0 }),
      eventId('prj', 'ab', { kind: 'random', random: 'c', index: 0 }),
      eventId('prj', 'ab', { kind: 'made', id: 'c' }),
      eventId('prj', 'ab', { kind: 'key', key: 'c', index: 10 }),
      eventId('prj', 'ab', { kind: 'key', key: 'c1', index: 0 }),
      eventId('prj', 'ab","id","c', { kind: 'id', id: '' }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('2.1 holds no dot, which separates the parts of what is signed', () => {
    expect(eventId('prj', 'a.b', { kind: 'id', id: 'c.d' })).toMatch(/^evt_[0-9a-f]{32}$/);
  });

  it('1.1 stays the same over releases: another hash would deliver repeats twice', () => {
    expect(eventId('prj_1', 'bot', { kind: 'id', id: 'order-1' })).toMatchInlineSnapshot(
      `"evt_f79a24cb8f840c593736b6a159c64490"`,
    );
  });
});
