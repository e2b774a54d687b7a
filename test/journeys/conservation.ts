import type { Conservation } from '../../core/delivery/conservation';
import type { Answer } from './cloud';

type Get = <Body>(method: 'GET', path: string) => Promise<Answer<Body>>;
type Page = Conservation & { nextCursor: string | null };

/** The account of every event that was ever accepted: all pages added up, through the API. */
export async function conservation(get: Get): Promise<Conservation> {
  const pages: Page[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { status, body } = await get<Page>('GET', `/v1/conservation?since=2000-01-01T00:00:00Z${query}`);
    if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
    pages.push(body);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return {
    events: added(pages.map(({ events }) => events)),
    deliveries: added(pages.map(({ deliveries }) => deliveries)),
    stranded: pages.flatMap(({ stranded }) => stranded),
    holds: pages.every(({ holds }) => holds),
  };
}

function added<Counts extends Record<string, number>>(counts: Counts[]): Counts {
  const sum = (name: string): number => counts.reduce((total, each) => total + (each[name] ?? 0), 0);
  return Object.fromEntries(Object.keys(counts[0] ?? {}).map((name) => [name, sum(name)])) as Counts;
}
