/** What a worker sends: its readiness, console output, and one result or error for each invocation. */
export type Frame =
  | { kind: 'ready' }
  | { kind: 'output'; text: string }
  | { kind: 'result'; payload: string }
  | { kind: 'error'; fatal?: true; errorType: string; errorMessage: string; trace: string[] };

/** A length (4 bytes, big-endian) and that many bytes of JSON. */
export function encodeFrame(value: object): Buffer {
  const body = Buffer.from(JSON.stringify(value));
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

/** Takes chunks as they come, calls `onFrame` for each frame that is complete. */
export function frameReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let needed = 4;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    // Joined only when there is enough for a frame: one of megabytes comes in a hundred chunks.
    if (length < needed) return;
    let bytes = Buffer.concat(chunks);
    while ((needed = frameLength(bytes)) <= bytes.length) {
      onFrame(JSON.parse(bytes.toString('utf8', 4, needed)) as Frame);
      bytes = bytes.subarray(needed);
    }
    chunks = [bytes];
    length = bytes.length;
  };
}

const frameLength = (bytes: Buffer): number => (bytes.length < 4 ? 4 : 4 + bytes.readUInt32BE());
