import { decompress } from '../event/entry';
import type { Telling } from '../notice/quiet';
import { isAlert } from '../notice/wording';

/** The body of a delivery: compressed as it is stored, and unpacked once, when it is first asked for. */
export interface StoredBody {
  z: string;
  text(): string;
  /** What it says of an alert; undefined for events that are none of an alert. */
  telling(): Telling | undefined;
}

/** Throws, where it is unpacked, if `z` is no compressed body. */
export function storedBody(type: string, z: string): StoredBody {
  const text = once(() => decompress(z));
  const telling = once(() => (isAlert({ type }) ? tellingOf(type, text()) : undefined));
  return { z, text, telling };
}

const tellingOf = (type: string, text: string): Telling => ({
  type: type as Telling['type'],
  data: (JSON.parse(text) as Pick<Telling, 'data'>).data,
});

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
