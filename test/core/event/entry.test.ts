import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { compress, decompress, toEntry } from '../../../core/event/entry';
import { readEnvelope, viewOf } from '../../../core/event/read-entry';
import { accepted } from './posted';

const EVENT = accepted(
  '{"type":"a","source":"b","subject":"s","id":"i","data":{"n":9007199254740993,"t":"e\u0301"}}',
);
const envelope = (detail: unknown): string =>
  JSON.stringify({ 'detail-type': 'a', source: 'tocsin', detail });

describe('an event entry', () => {
  it('carries the body through the bus unchanged', () => {
    const entry = readEnvelope(envelope(toEntry(EVENT)));
    const { body, ...attributes } = EVENT;
    expect(entry).toEqual({ v: 1, ...attributes, z: expect.any(String) as string });
    expect(decompress(entry.z)).toBe(body);
  });

  it('shows filters the attributes and data', () => {
    expect(viewOf(toEntry(EVENT))).toMatchObject({
      id: EVENT.id,
      type: 'a',
      subject: 's',
      data: { t: 'e\u0301' },
    });
  });

  it('keeps any text that is Unicode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(decompress(compress(text))).toBe(text)),
    );
  });

  it('inflates to 1 MiB and no further', () => {
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024)).toString('base64');
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => decompress(bomb)).toThrow('larger than 1048576 bytes');
    expect(decompress(compress('x'.repeat(1024 * 1024)))).toHaveLength(1024 * 1024);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'version 1'],
    ['null', null, 'version 1'],
    ['another version', { ...toEntry(EVENT), v: 2 }, 'version 1'],
    ['no id', { ...toEntry(EVENT), id: undefined }, 'has no id'],
    ['a project that is no text', { ...toEntry(EVENT), project: 7 }, 'has no project'],
    ['no body', { ...toEntry(EVENT), z: undefined }, 'has no z'],
    ['no hash', { ...toEntry(EVENT), contentHash: undefined }, 'has no contentHash'],
    ['a time that is text', { ...toEntry(EVENT), receivedAt: '1' }, 'has no receivedAt'],
  ])('is refused with %s', (_, detail, message) => {
    expect(() => readEnvelope(envelope(detail))).toThrow(message);
  });

  it.each(['', 'null', '[]', '"x"', '{"source":"aws.events"}'])('is not read out of %j', (body) => {
    expect(() => readEnvelope(body)).toThrow();
  });
});
