import type { Client } from './client';

type Counts<Name extends string> = Record<Name, number>;

/** Something that nothing will wake any more, or that was lost. */
export interface Stranded {
  kind: 'event' | 'delivery' | 'deadLetter';
  id: string;
  problem: string;
  state: string;
  event: string;
  subscription: string | null;
  overdueSeconds: number;
  action: 'retry' | 'replay' | 'repost' | 'discard' | 'none';
  /** Method and path of the request that does it; its body is `{}`. */
  request: string | null;
}

/** The account of every event that was accepted in a window. */
export interface Conservation {
  /** RFC 3339. */
  since: string;
  /** Exclusive. */
  until: string;
  events: Counts<'accepted' | 'dead' | 'filtered' | 'fannedOut' | 'replayed'>;
  deliveries: Counts<
    | ('matched' | 'missing' | 'queued' | 'leased' | 'waiting' | 'parked' | 'held' | 'grouped')
    | ('delivered' | 'dead' | 'withheld' | 'discarded')
  >;
  stranded: Stranded[];
  /** Nothing is lost and nothing is there twice. */
  holds: boolean;
}

type Page = Conservation & { nextCursor: string | null };

/**
 * All pages of `GET /v1/conservation`, added up one after the other: each answer is the account so far, the last one
 * the whole. Throws `Refused` or `Unreachable`.
 */
export async function* conservation(
  client: Client,
  window: { since: string; until: string },
): AsyncGenerator<Conservation> {
  let sum: Conservation | undefined;
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { ...window, ...(cursor === null ? {} : { cursor }) };
    const { nextCursor, ...page }: Page = await client.get<Page>('/v1/conservation', query);
    sum = sum ? added(sum, page) : page;
    cursor = nextCursor;
    yield sum;
  } while (cursor !== null);
}

const added = (one: Conservation, other: Conservation): Conservation => ({
  ...one,
  events: sum(one.events, other.events),
  deliveries: sum(one.deliveries, other.deliveries),
  stranded: [...one.stranded, ...other.stranded],
  holds: one.holds && other.holds,
});

function sum<Name extends string>(one: Counts<Name>, other: Counts<Name>): Counts<Name> {
  const names = Object.keys(one) as Name[];
  return Object.fromEntries(names.map((name) => [name, one[name] + (other[name] ?? 0)])) as Counts<Name>;
}
