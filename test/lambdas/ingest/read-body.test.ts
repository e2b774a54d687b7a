import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
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
