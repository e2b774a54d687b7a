import { createHash } from 'node:crypto';
import { type MessageAttributes, valueBytes } from './message-attributes';

const TRANSPORT = { text: 1, binary: 2 } as const;

export const md5OfBody = (body: string): string => createHash('md5').update(body).digest('hex');

/**
 * MD5 over the attributes sorted by name: length-prefixed name, length-prefixed type, one byte for the transport
 * type, length-prefixed value (SQS developer guide, "Calculating the MD5 message digest for message attributes").
 * Nothing without attributes.
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    hash.update(prefixed(Buffer.from(name))).update(prefixed(Buffer.from(attribute.DataType)));
    hash.update(Buffer.of(attribute.BinaryValue === undefined ? TRANSPORT.text : TRANSPORT.binary));
    hash.update(prefixed(valueBytes(attribute)));
  }
  return hash.digest('hex');
}

function prefixed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
