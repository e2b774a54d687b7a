import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AcceptedEvent, EventEntry } from './event';

/** Far above an event's 256 KiB: somebody who can write to our own bus cannot make us inflate without end. */
const MAX_BODY_BYTES = 1024 * 1024;

export const compress = (text: string): string => deflateRawSync(text).toString('base64');

export const decompress = (z: string): string =>
  inflateRawSync(Buffer.from(z, 'base64'), { maxOutputLength: MAX_BODY_BYTES }).toString('utf8');

export function toEntry({ body, ...attributes }: AcceptedEvent): EventEntry {
  return { v: 1, ...attributes, z: compress(body) };
}
