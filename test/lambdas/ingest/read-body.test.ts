import { isUtf8 } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { decodeText } from '../../../local/httpapi/decode-text';
import { readBody } from '../../../lambdas/ingest/read-body';

const MIB_2 = 2 * 1024 * 1024;

const read = (body: string | Buffer | undefined, encoding?: string) =>
  readBody({
    headers: encoding === undefined ? {} : { 'content-encoding': encoding },
    isBase64Encoded: Buffer.isBuffer(body),
    ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? body.toString('base64') : body }),
  } as APIGatewayProxyEventV2);

describe('readBody', () => {
  const text = '{"t":"caf\u00e9 \u{1f514} e\u0301"}';

  it.each<[string, string | Buffer | undefined, string | undefined, string]>([
    ['nothing', undefined, undefined, ''],
    ['text', text, undefined, text],
    ['base64', Buffer.from(text), undefined, text],
    ['identity', text, 'identity', text],
    ['an empty encoding', text, '', text],
    ['gzip', gzipSync(text), 'gzip', text],
    ['gzip in capitals', gzipSync(text), ' GZIP ', text],
    ['what the gateway has inflated', text, 'gzip', text],
    ['gzip of the largest request', gzipSync(Buffer.alloc(MIB_2, 'x')), 'gzip', 'x'.repeat(MIB_2)],
  ])('%s', (_, body, encoding, expected) => expect(read(body, encoding)).toBe(expected));

  it.each<[string, string | Buffer, string | undefined, number, string]>([
    ['br', Buffer.from('x'), 'br', 415, 'The content encoding br is not supported'],
    ['two encodings', gzipSync('x'), 'gzip, gzip', 415, 'gzip, gzip'],
    ['a gzip bomb', gzipSync(Buffer.alloc(64 * MIB_2)), 'gzip', 413, 'after decompression'],
    ['a byte too much', gzipSync(Buffer.alloc(MIB_2 + 1)), 'gzip', 413, 'at most 2097152 bytes'],
    ['no gzip', Buffer.from('x'), 'gzip', 400, 'not valid gzip'],
    [
      'gzip that was taken for text',
      gzipSync(text).toString('utf8'),
      'gzip',
      400,
      'application/octet-stream',
    ],
    ['gzip that was taken for latin1', gzipSync(text).toString('latin1'), 'gzip', 400, 'taken for text'],
    ['half a gzip', gzipSync(text).subarray(0, 15), 'gzip', 400, 'not valid gzip'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), undefined, 400, 'not valid UTF-8'],
    [
      'no UTF-8 in gzip',
      gzipSync(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])),
      'gzip',
      400,
      'not valid UTF-8',
    ],
  ])('refuses %s', (_, body, encoding, status, detail) => {
    expect(read(body, encoding)).toMatchObject({ status, detail: expect.stringContaining(detail) as string });
  });
});

describe('A body that was handed on as text', () => {
  const handed = (body: string, headers: Record<string, string>) =>
    readBody({ headers, isBase64Encoded: false, body } as unknown as APIGatewayProxyEventV2);
  const sent = (bytes: Buffer): Record<string, string> => ({ 'content-length': String(bytes.length) });

  it.each<[string, number[]]>([
    ['ISO-8859-1', [0xe9]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong character of three bytes', [0xe0, 0x80, 0xaf]],
    ['half a surrogate pair', [0xed, 0xa0, 0xbd]],
    ['a surrogate pair as CESU-8 has it', [0xed, 0xa0, 0xbd, 0xed, 0xb4, 0x94]],
    ['a character cut after one byte', [0xf0]],
    ['a character cut after two bytes', [0xf0, 0x9f]],
    ['a continuation alone', [0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['U+FFFD and a bad byte', [0xef, 0xbf, 0xbd, 0xff]],
  ])('is refused with %s, whichever way it was decoded', (_, bad) => {
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bad), Buffer.from('"}')]);
    for (const text of [bytes.toString('utf8'), decodeText(bytes)])
      expect(handed(text, sent(bytes))).toMatchObject({ status: 400 });
  });

  it('is refused with a character cut after three bytes, if each of them was replaced', () => {
    const bytes = Buffer.from([0x22, 0xf0, 0x9f, 0x98, 0x22]);
    expect(handed(decodeText(bytes), sent(bytes))).toMatchObject({ status: 400 });
  });

  it('is taken with U+FFFD that was sent, if the length shows it, and refused if it does not', () => {
    const text = '{"a":"\ufffd\u{1f514}"}';
    const length = sent(Buffer.from(text));
    expect(handed(text, length)).toBe(text);
    expect(handed(text, { ...length, 'content-encoding': 'identity' })).toBe(text);
    expect(handed(text, {})).toMatchObject({
      status: 400,
      detail: expect.stringContaining('\\ufffd') as string,
    });
    expect(handed(text, { ...length, 'content-encoding': 'gzip' })).toMatchObject({ status: 400 });
    expect(handed('{"a":"\\ufffd"}', {})).toBe('{"a":"\\ufffd"}');
  });

  it('is taken if and only if its bytes are UTF-8, where each bad byte is replaced by itself', () => {
    const bytes = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 3 }).map((one) => Buffer.from(one)),
          fc.uint8Array({ maxLength: 4 }).map((one) => Buffer.from(one)),
          fc.constantFrom(
            Buffer.from('\ufffd'),
            Buffer.from([0xf0, 0x9f, 0x98]),
            Buffer.from([0xed, 0xa0, 0xbd]),
          ),
        ),
      )
      .map((parts) => Buffer.concat([Buffer.from('"'), ...parts]));
    fc.assert(
      fc.property(bytes, (given) => {
        const taken = handed(decodeText(given), sent(given));
        if (isUtf8(given)) expect(taken).toBe(given.toString('utf8'));
        else expect(taken).toMatchObject({ status: 400 });
      }),
      { numRuns: 500 },
    );
  });
});
