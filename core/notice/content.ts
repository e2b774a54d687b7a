import { compress, decompress } from '../event/entry';
import { NOTICE } from './grouping';
import type { NoticeItem, ToldEvent } from './notice';

/** What a notice says, as it is frozen. */
export interface Content {
  items: NoticeItem[];
  /** Members that are not among the items. */
  more: number;
  /** How often it had been told before. */
  repeat?: number;
}

/** One that is to be told, as it waits in its group. */
export interface Member {
  /** Of its delivery. */
  delivery: string;
  type: string;
  /** The alert it is of. */
  alert?: string;
  /** Compressed body; of a notice that is a member itself, its content. */
  z: string;
}

/** No channel shows more. */
const MOST_ITEMS = 20;
/** In UTF-8: in base64, even if it does not compress at all, this leaves room for the rest of a row of 400 KB. */
const MOST_BYTES = 256 * 1024;
/** What a content says of itself beside its items. */
const FRAME_BYTES = 1024;
const MOST_ITEM_BYTES = MOST_BYTES - FRAME_BYTES;

export const pack = (content: Content): string => compress(JSON.stringify(content));
export const unpack = (z: string): Content => JSON.parse(decompress(z)) as Content;

export const contentOf = (type: string, body: string): Content =>
  type === NOTICE
    ? (JSON.parse(body) as Content)
    : { items: [itemOf(JSON.parse(body) as ToldEvent)], more: 0 };

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Written anew, `1e20` takes 21 characters: data may be larger than it was posted, and says too much for people. */
const itemOf = (event: ToldEvent): NoticeItem => {
  const item = { event };
  return bytesOf(item) <= MOST_ITEM_BYTES ? item : { event: { ...event, data: null } };
};

const SEVERITIES = ['critical', 'error', 'warning', 'info'];

/** Gravest first, what fires before what has ended, then the oldest. */
const weight = ({ event: { type, data } }: NoticeItem): number => {
  const severity = SEVERITIES.indexOf(String((data as { severity?: unknown } | null)?.severity));
  return (type === 'alert.firing' ? 0 : 10) + (severity < 0 ? SEVERITIES.length : severity);
};

const byWeight = (one: NoticeItem, other: NoticeItem): number =>
  weight(one) - weight(other) ||
  one.event.time.localeCompare(other.event.time) ||
  one.event.id.localeCompare(other.event.id);

/** Both in one message: what has no room is counted. The first always has. */
export function together(one: Content, other: Content): Content {
  if (one.items.length === 0) return { ...other, more: one.more + other.more };
  const all = [...one.items, ...other.items].sort(byWeight);
  const items: NoticeItem[] = [];
  let bytes = FRAME_BYTES;
  for (const item of all.slice(0, MOST_ITEMS)) {
    bytes += bytesOf(item) + 1;
    if (items.length > 0 && bytes > MOST_BYTES) break;
    items.push(item);
  }
  const repeat =
    one.repeat !== undefined && other.repeat !== undefined ? Math.max(one.repeat, other.repeat) : undefined;
  return {
    items,
    more: one.more + other.more + all.length - items.length,
    ...(repeat !== undefined && { repeat }),
  };
}
