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
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < 4) return;
    let bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE()) {
      const end = 4 + bytes.readUInt32BE();
      onFrame(JSON.parse(bytes.toString('utf8', 4, end)) as Frame);
      bytes = bytes.subarray(end);
    }
    chunks = [bytes];
    length = bytes.length;
  };
}
