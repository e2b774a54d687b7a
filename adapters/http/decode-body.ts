import type { Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';

/** More codings than this, one upon the other, are nobody's mistake: they are not undone. */
const MAX_CODINGS = 4;

/** What has come of a body that breaks off is kept. */
const zlib = { finishFlush: constants.Z_SYNC_FLUSH };

/** No more memory than every decoder must have (RFC 9659, section 3): a window of 8 MiB. */
const zstd = { params: { [constants.ZSTD_d_windowLogMax]: 23 }, finishFlush: constants.ZSTD_e_flush };

/** By the first byte: many servers send `deflate` without the zlib header that it must have (RFC 9110, section 8.4.1.2). */
const inflate = (bytes: Buffer): Transform =>
  ((bytes[0] ?? 0) & 0x0f) === 8 ? createInflate(zlib) : createInflateRaw(zlib);

const DECODERS: Readonly<Record<string, (bytes: Buffer) => Transform>> = {
  gzip: () => createGunzip(zlib),
  'x-gzip': () => createGunzip(zlib),
  deflate: inflate,
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => createZstdDecompress(zstd),
};

/**
 * Undoes the codings of `Content-Encoding`, each to `limit` bytes and no further: a small bomb stays small at every
 * step. What cannot be decoded stays as it is; the status has said already how the request went.
 */
export async function decodeBody(
  bytes: Buffer,
  contentEncoding: string | undefined,
  limit: number,
): Promise<Buffer> {
  const codings = (contentEncoding ?? '').toLowerCase().split(',');
  const applied = codings.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  if (applied.length > MAX_CODINGS) return bytes;
  let decoded = bytes;
  for (const name of applied.reverse()) {
    if (!Object.hasOwn(DECODERS, name)) return bytes;
    decoded = await decode(decoded, DECODERS[name] as (typeof DECODERS)[string], limit);
  }
  return decoded.length > 0 ? decoded : bytes;
}

async function decode(bytes: Buffer, decoder: (bytes: Buffer) => Transform, limit: number): Promise<Buffer> {
  const stream = decoder(bytes);
  stream.end(bytes);
  const kept: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      kept.push(chunk);
      length += chunk.length;
      if (length >= limit) break;
    }
  } catch {
    // What came before the fault is all there is.
  }
  return Buffer.concat(kept).subarray(0, limit);
}
