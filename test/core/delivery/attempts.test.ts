import fc from 'fast-check';
import { ATTEMPTS_BYTES, withAttempt } from '../../../core/delivery/attempts';
import type { Attempt } from '../../../core/delivery/delivery';
import { storedBytes } from '../../../core/stored-bytes';
import type { AttributeValue } from '../../../local/dynamodb/attribute-value';
import { itemSize } from '../../../local/dynamodb/item-size';

const attempt = (number: number, response?: string): Attempt => ({
  ...{ number, at: 1, durationMs: 1 },
  ...(response === undefined ? {} : { response }),
});

describe('withAttempt', () => {
  it('keeps the newest answer whole and the older ones short', () => {
    const long = 'x'.repeat(16_384);
    const kept = withAttempt([attempt(1, long), attempt(2), attempt(3, 'short')], attempt(4, long));
    expect(kept.map(({ response }) => response?.length)).toEqual([512, undefined, 5, 16_384]);
  });

  it('forgets the oldest of more than 40', () => {
    const all = Array.from({ length: 45 }, (_, index) => attempt(index + 1));
    const kept = all.reduce<Attempt[]>(withAttempt, []);
    expect(kept.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 6));
  });

  it('never cuts a character in half', () => {
    const [older] = withAttempt([attempt(1, `x${'\u{1f514}'.repeat(600)}`)], attempt(2));
    expect(older?.response?.isWellFormed()).toBe(true);
    expect(older?.response).toHaveLength(512);
  });

  it('leaves the list that it was given alone', () => {
    const before = [attempt(1, 'x'.repeat(600))];
    withAttempt(before, attempt(2));
    expect(before).toEqual([attempt(1, 'x'.repeat(600))]);
  });
});

/** As the SDK's document client writes it. */
function written(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(written) };
  return {
    M: Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, written(one)])),
  };
}

describe('The attempts of a row never take more bytes than they may', () => {
  const text = fc
    .tuple(fc.constantFrom('x', 'é', '\uFFFD', '\u{1f514}', 'aé\u{1f514}'), fc.nat({ max: 16_384 }))
    .map(([unit, length]) => unit.repeat(length).slice(0, 16_384).toWellFormed());
  const made = fc.record(
    {
      address: fc.ipV6(),
      status: fc.integer({ min: 100, max: 599 }),
      error: fc.constantFrom('http_5xx', 'timeout'),
      response: text,
      request: fc.record({
        url: fc.constant(`https://example.com/${'é'.repeat(2_000)}`),
        headers: fc.constant(
          Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`x-${'h'.repeat(100)}${n}`, '***'])),
        ),
        body: fc
          .tuple(fc.constantFrom('x', 'é', '\u{1f514}'), fc.nat({ max: 65_536 }))
          .map(([unit, n]) => unit.repeat(n)),
      }),
    },
    { requiredKeys: [] },
  );

  it('whatever is answered and however often', () => {
    fc.assert(
      fc.property(fc.array(made, { minLength: 1, maxLength: 45 }), (all) => {
        const kept = all
          .map((one, index): Attempt => ({ ...attempt(index + 1), at: 1_772_000_000_000, ...one }))
          .reduce<Attempt[]>(withAttempt, []);
        const bytes = itemSize({ a: written(kept) }) - 1;
        expect(bytes).toBeLessThanOrEqual(ATTEMPTS_BYTES);
        expect(bytes).toBeLessThanOrEqual(storedBytes(kept));
        const last = all.slice(-40);
        expect(
          kept.map(({ number, status, error, address }) => ({ number, status, error, address })),
        ).toEqual(
          last.map(({ status, error, address }, index) => ({
            ...{ number: all.length - last.length + index + 1, status, error, address },
          })),
        );
        for (const [index, { response, request, shortened }] of kept.entries()) {
          expect(last[index]?.response ?? '').toContain((response ?? '').replace(/\uFFFD$/, ''));
          const same = response === last[index]?.response && request?.body === last[index]?.request?.body;
          expect(shortened ?? false).toBe(!same);
          expect((response ?? '').isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('details of the oldest go first, and the newest answer is cut only when no other is left', () => {
    const bytes = '\uFFFD'.repeat(16_384);
    const kept = Array.from({ length: 21 }, (_, index) => attempt(index + 1, bytes)).reduce<Attempt[]>(
      withAttempt,
      [],
    );
    expect(kept).toHaveLength(21);
    expect(kept.slice(0, 20).map(({ response }) => response)).toEqual(Array(20).fill(undefined));
    expect(kept.every(({ shortened }) => shortened)).toBe(true);
    expect(bytes.startsWith(kept[20]?.response ?? '-')).toBe(true);
    expect(kept[20]?.response?.length).toBeGreaterThan(14_000);

    const smaller = withAttempt(kept, attempt(22, 'ok'));
    expect(smaller.at(-1)).toEqual(attempt(22, 'ok'));
    expect(smaller.at(-2)?.response).toHaveLength(512);
  });
});
