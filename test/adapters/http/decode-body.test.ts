import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
  constants,
} from 'node:zlib';
import { decodeBody } from '../../../adapters/http/decode-body';

const LIMIT = 16 * 1024;
const decoded = async (bytes: Buffer, encoding?: string): Promise<string> =>
  (await decodeBody(bytes, encoding, LIMIT)).toString();

const thanks = Buffer.from('thanks');

it.each<[string | undefined, Buffer]>([
  [undefined, thanks],
  ['', thanks],
  ['identity', thanks],
  ['gzip', gzipSync(thanks)],
  ['X-GZIP', gzipSync(thanks)],
  ['deflate', deflateSync(thanks)],
  ['deflate', deflateRawSync(thanks)],
  ['br', brotliCompressSync(thanks)],
  ['zstd', zstdCompressSync(thanks)],
  ['gzip, br', brotliCompressSync(gzipSync(thanks))],
  ['deflate,identity , gzip,, zstd', zstdCompressSync(gzipSync(deflateSync(thanks)))],
  ['gzip', Buffer.concat([gzipSync('than'), gzipSync('ks')])],
])('11. %s is undone', async (encoding, bytes) => expect(await decoded(bytes, encoding)).toBe('thanks'));

it.each<[string, Buffer]>([
  ['zzz', thanks],
  ['constructor', thanks],
  ['gzip', thanks],
  ['br', Buffer.from('plain text, whatever the header says')],
  ['zstd', thanks],
  ['gzip, zzz', gzipSync(thanks)],
  ['gzip, gzip, gzip, gzip, gzip', gzipSync(thanks)],
])('11. what is no %s stays as it is', async (encoding, bytes) => {
  expect(await decodeBody(bytes, encoding, LIMIT)).toEqual(bytes);
});

it('11. of a body that breaks off, what came before is kept', async () => {
  const text = Array.from({ length: 500 }, (_, n) => `line ${n}`).join('\n');
  for (const [encoding, bytes] of [
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
  ] as const) {
    const half = await decoded(bytes.subarray(0, bytes.length - 20), encoding);
    expect(half.length).toBeGreaterThan(100);
    expect(text.startsWith(half)).toBe(true);
  }
});

const bomb = Buffer.alloc(8 * 1024 * 1024, 'x');
const nested = (times: number): Buffer => {
  let bytes = gzipSync(bomb);
  for (let n = 1; n < times; n++) bytes = gzipSync(bytes);
  return bytes;
};

it.each<[string, string, Buffer]>([
  ['a gzip bomb', 'gzip', gzipSync(bomb)],
  ['a deflate bomb', 'deflate', deflateSync(bomb)],
  ['a brotli bomb', 'br', brotliCompressSync(bomb)],
  ['a zstd bomb', 'zstd', zstdCompressSync(bomb)],
  ['a bomb in a bomb', 'gzip, gzip', nested(2)],
  ['a bomb in a bomb in a bomb', 'gzip, gzip, gzip', nested(3)],
])('11. %s is inflated to the limit and no further', async (_, encoding, bytes) => {
  expect(await decoded(bytes, encoding)).toBe('x'.repeat(LIMIT));
});

it('11. a bomb costs no more than what is kept of it', async () => {
  const bytes = Buffer.concat(Array<Buffer>(200).fill(gzipSync(bomb)));
  const began = performance.now();
  expect(await decoded(bytes, 'gzip')).toBe('x'.repeat(LIMIT));
  // All of its 1.6 GiB would take seconds.
  expect(performance.now() - began).toBeLessThan(400);
});

it('11. a bomb that makes nothing but more of itself comes to nothing', async () => {
  const empty = Buffer.concat(Array<Buffer>(50_000).fill(gzipSync('')));
  const bytes = gzipSync(empty);
  expect(await decodeBody(bytes, 'gzip, gzip', LIMIT)).toEqual(bytes);
});

it('11. zstd gets no more memory than every decoder must have: a window of 8 MiB', async () => {
  const params = (windowLog: number) => ({
    params: { [constants.ZSTD_c_windowLog]: windowLog, [constants.ZSTD_c_contentSizeFlag]: 0 },
  });
  expect(await decoded(zstdCompressSync(bomb, params(23)), 'zstd')).toBe('x'.repeat(LIMIT));
  const long = Buffer.alloc(20 * 1024 * 1024, 'x');
  const greedy = zstdCompressSync(long, { ...params(27), pledgedSrcSize: long.length });
  expect(await decodeBody(greedy, 'zstd', LIMIT)).toEqual(greedy);
});
