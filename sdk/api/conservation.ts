import type { Client } from './client';
import type { AnswerOf } from './endpoints';

type Counts<Name extends string> = Record<Name, number>;

type Page = AnswerOf<'get', '/v1/conservation'>;

/** The account of every event that was accepted in a window. */
export type Conservation = Omit<Page, 'nextCursor'>;

/** Something that nothing will wake any more, or that was lost. */
export type Stranded = Conservation['stranded'][number];

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
    const query: { since: string; until: string; cursor?: string } = {
      ...window,
      ...(cursor === null ? {} : { cursor }),
    };
    const { nextCursor, ...page }: Page = await client.get('/v1/conservation', { query });
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
