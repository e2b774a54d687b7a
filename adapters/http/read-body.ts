import type { IncomingMessage } from 'node:http';

/**
 * The beginning of an answer's body, as it came over the wire: at most `limit` bytes, after which nothing more is read
 * and the connection is closed. Rejects if the answer breaks off before. Whatever follows a complete answer is no part
 * of it and does no harm to it.
 */
export async function readBody(answer: IncomingMessage, limit: number): Promise<Buffer> {
  const kept: Buffer[] = [];
  let bytes = 0;
  await new Promise<void>((resolve, reject) => {
    const end = (error?: Error): void =>
      answer.complete ? resolve() : reject(error ?? new Error('aborted'));
    answer.on('data', (chunk: Buffer) => {
      kept.push(chunk);
      bytes += chunk.length;
      if (bytes < limit) return;
      resolve();
      answer.destroy();
    });
    answer.on('end', end).on('error', end).on('close', end);
  });
  return Buffer.concat(kept).subarray(0, limit);
}
