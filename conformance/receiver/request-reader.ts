import type { RecordedRequest } from './record';

export type ReadRequest = Pick<
  RecordedRequest,
  'head' | 'method' | 'target' | 'version' | 'headers' | 'body' | 'framing'
>;

const END_OF_HEAD = Buffer.from('\r\n\r\n');

type Head = Omit<ReadRequest, 'body'> & { length: number };

/**
 * Cuts requests out of the bytes of a connection (RFC 9112). Throws on what is no HTTP/1 request: a sender that
 * writes that has failed, whatever a kinder server would have made of it.
 */
export class RequestReader {
  private buffer: Buffer = Buffer.alloc(0);
  private head: Head | undefined;

  /** Whether a request has begun that is not complete. */
  get partial(): boolean {
    return this.buffer.length > 0 || this.head !== undefined;
  }

  /** Whether the head that was read asks for `100 Continue` before the body comes (RFC 9110, section 10.1.1). */
  get expectsContinue(): boolean {
    const expect = this.head?.headers.find(([name]) => name.toLowerCase() === 'expect');
    return expect?.[1].toLowerCase() === '100-continue';
  }

  push(bytes: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, bytes]);
  }

  /** The next complete request, or undefined until more bytes are there. */
  next(): ReadRequest | undefined {
    this.head ??= this.readHead();
    if (!this.head) return undefined;
    const body = this.head.framing === 'chunked' ? this.readChunks() : this.readLength(this.head.length);
    if (!body) return undefined;
    const { length: _, ...head } = this.head;
    this.head = undefined;
    return { ...head, body };
  }

  private readHead(): Head | undefined {
    const end = this.buffer.indexOf(END_OF_HEAD);
    if (end === -1) return undefined;
    const head = this.buffer.subarray(0, end + 4);
    this.buffer = this.buffer.subarray(end + 4);
    const [start = '', ...lines] = head.toString('latin1').trimEnd().split('\r\n');
    const [, method, target, version] = /^(\S+) (\S+) (HTTP\/\d\.\d)$/.exec(start) ?? [];
    if (!method || !target || !version) throw new Error(`No request line: ${JSON.stringify(start)}`);
    const headers = lines.map(field);
    return { head, method, target, version, headers, ...framingOf(headers) };
  }

  private readLength(length: number): Buffer | undefined {
    if (this.buffer.length < length) return undefined;
    const body = this.buffer.subarray(0, length);
    this.buffer = this.buffer.subarray(length);
    return body;
  }

  private readChunks(): Buffer | undefined {
    const chunks: Buffer[] = [];
    for (let at = 0; ;) {
      const endOfLine = this.buffer.indexOf('\r\n', at);
      if (endOfLine === -1) return undefined;
      const size = Number.parseInt(this.buffer.toString('latin1', at, endOfLine), 16);
      if (Number.isNaN(size)) throw new Error('No chunk size');
      const begin = endOfLine + 2;
      if (this.buffer.length < begin + size + 2) return undefined;
      chunks.push(this.buffer.subarray(begin, begin + size));
      at = begin + size + 2;
      if (size > 0) continue;
      this.buffer = this.buffer.subarray(at);
      return Buffer.concat(chunks);
    }
  }
}

function field(line: string): [string, string] {
  const [, name, value] = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`No header field: ${JSON.stringify(line)}`);
  return [name, value];
}

function framingOf(headers: [string, string][]): Pick<Head, 'framing' | 'length'> {
  const values = (wanted: string): string[] =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  if (values('transfer-encoding').length > 0) return { framing: 'chunked', length: 0 };
  const [length] = values('content-length');
  if (length === undefined) return { framing: 'none', length: 0 };
  if (!/^\d+$/.test(length)) throw new Error(`No length: ${length}`);
  return { framing: 'length', length: Number(length) };
}
