import fc from 'fast-check';
import { compress } from '../../../core/event/entry';
import { type Content, contentOf, pack, together, unpack } from '../../../core/notice/content';
import { NOTICE } from '../../../core/notice/grouping';

const event = (
  id: string,
  type = 'alert.firing',
  severity = 'warning',
  time = '2026-01-31T12:00:00.000Z',
) => ({
  ...{ id, type, source: 'tocsin', time, data: { id: `alt_${id}`, severity } },
});

const content = (...events: ReturnType<typeof event>[]): Content => ({
  items: events.map((one) => ({ event: one })),
  more: 0,
});

const idsOf = ({ items }: Content): string[] => items.map(({ event: { id } }) => id);

it('6.2 the gravest first, what fires before what has ended, then the oldest', () => {
  const told = [
    event('resolved', 'alert.resolved', 'critical'),
    event('later', 'alert.firing', 'warning', '2026-01-31T12:00:09.000Z'),
    event('sooner'),
    event('critical', 'alert.firing', 'critical', '2026-01-31T12:00:20.000Z'),
  ].map((one) => content(one));
  expect(idsOf(told.reduce(together))).toEqual(['critical', 'sooner', 'later', 'resolved']);
});

it('6.2 nobody is left out: each is shown or counted, in whatever order they come', () => {
  const numbers = fc.uniqueArray(fc.nat(999), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(numbers, fc.nat(40), (ids, at) => {
      const parts = ids.map((n) => content(event(String(n).padStart(3, '0'))));
      const all = parts.reduce(together);
      const turned = [...parts.slice(at % parts.length), ...parts.slice(0, at % parts.length)].reduce(
        together,
      );
      expect(all.items.length + all.more).toBe(ids.length);
      expect(turned).toEqual(all);
    }),
    { numRuns: 200 },
  );
});

it('6.2 a notice never outgrows its row, however large its events; the first is always there', () => {
  const large = (id: string) => ({ ...event(id), data: { severity: 'info', text: 'x'.repeat(90_000) } });
  const all = ['a', 'b', 'c', 'd', 'e']
    .map((id): Content => ({ items: [{ event: large(id) }], more: 0 }))
    .reduce(together);
  expect(all.items).toHaveLength(2);
  expect(all.more).toBe(3);
  const [first, second] = [event('1'), { ...event('2'), data: 'x'.repeat(300_000) }].map((one) => ({
    ...{ items: [{ event: one }], more: 0 },
  }));
  expect(second && first && together(second, first).items.length).toBe(1);
});

it('Text of any bytes, and numbers that take more characters than were posted, leave a notice below 350,000 bytes', () => {
  const texts = ['\u8f9e', '\u{1f514}', 'x'].map((unit) => unit.repeat(80_000));
  const numbers = `[${Array(50_000).fill('1e20').join(',')}]`;
  const bodies = [...texts.map((text) => JSON.stringify(text)), numbers].map(
    (data, index) => `{"id":"${index}","type":"a","source":"s","time":"2026-01-31T12:00:00Z","data":${data}}`,
  );
  const all = bodies.map((body) => contentOf('a', body)).reduce(together);
  expect(all.items.length + all.more).toBe(4);
  expect(Buffer.byteLength(JSON.stringify(all))).toBeLessThanOrEqual(256 * 1024);
  expect(unpack(pack(all))).toEqual(all);
  const [alone] = contentOf('a', bodies[3] ?? '').items;
  expect(alone?.event).toMatchObject({ id: '3', data: null });
});

it('6.4 a repeat says how often, unless it is told together with what is new', () => {
  const repeat = { ...content(event('a')), repeat: 2 };
  expect(together(repeat, { ...content(event('b')), repeat: 3 })).toMatchObject({ repeat: 3 });
  expect(together(repeat, content(event('b')))).not.toHaveProperty('repeat');
});

it('is read as it was packed; an event is a content of one', () => {
  const packed = content(event('a'), event('b'));
  expect(unpack(pack(packed))).toEqual(packed);
  expect(contentOf(NOTICE, JSON.stringify(packed))).toEqual(packed);
  expect(contentOf('alert.firing', JSON.stringify(event('a')))).toEqual(content(event('a')));
  expect(() => unpack(compress('no JSON'))).toThrow(SyntaxError);
});
