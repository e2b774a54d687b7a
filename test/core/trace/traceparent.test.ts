import fc from 'fast-check';
import { childOf, readTraceparent } from '../../../core/trace/traceparent';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const given = `00-${TRACE}-00f067aa0ba902b7-01`;

describe('traceparent', () => {
  it.each([
    ['as it is', given, given],
    ['of a later version, which may say more', `cc-${TRACE}-00f067aa0ba902b7-01-what-else`, given],
    ['with flags that we do not know', `00-${TRACE}-00f067aa0ba902b7-fe`, `00-${TRACE}-00f067aa0ba902b7-00`],
    ['missing', undefined, undefined],
    ['of the forbidden version', `ff-${TRACE}-00f067aa0ba902b7-01`, undefined],
    ['of version 00 with more', `${given}-more`, undefined],
    ['without a trace', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, undefined],
    ['without a parent', `00-${TRACE}-${'0'.repeat(16)}-01`, undefined],
    ['in upper case', given.toUpperCase(), undefined],
    ['with a line break', `${given}\r\nx: y`, undefined],
  ])('is read %s', (_, header, read) => {
    expect(readTraceparent(header)).toBe(read);
  });

  it('of an attempt is the same trace with a span of its own', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const child = childOf(given, one);
        expect(readTraceparent(child)).toBe(child);
        expect(child?.startsWith(`00-${TRACE}-`)).toBe(true);
        expect(child === childOf(given, other)).toBe(one === other);
      }),
    );
    expect(childOf(undefined, 'span')).toBeUndefined();
    expect(childOf('nonsense', 'span')).toBeUndefined();
  });
});
