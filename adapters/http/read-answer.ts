import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** What is kept of an answer, counted after decompression (SEMANTICS 2.4). */
const MAX_RESPONSE_BYTES = 16 * 1024;

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The beginning of the answer's body as text. Stops reading, and inflating, at the cap: a huge or a
 * compressed answer costs no more than a small one. Bytes that are no UTF-8 become U+FFFD.
 */
export async function readAnswer(answer: IncomingMessage): Promise<string> {
  const decoder = DECODERS[String(answer.headers['content-encoding'] ?? '').toLowerCase()]?.();
  if (decoder) answer.on('error', (error) => decoder.destroy(error));
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of decoder ? answer.pipe(decoder) : answer) {
    kept.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes >= MAX_RESPONSE_BYTES) break;
  }
  if (bytes >= MAX_RESPONSE_BYTES) answer.destroy();
  return Buffer.concat(kept).subarray(0, MAX_RESPONSE_BYTES).toString('utf8');
}
