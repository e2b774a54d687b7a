import type { Conservation } from '../../core/delivery/conservation';
import { misplaced } from '../delivery-members';
import type { Answer, TestCloud } from './cloud';
import { rows } from './rows';

type Count = <Body>(method: 'GET', path: string) => Promise<Answer<Body>>;
type Page = Conservation & { nextCursor: string | null };

/** The account of every event that was ever accepted. Throws if the row of a delivery is not as its state wants it. */
export async function conservation(
  stack: Pick<TestCloud, 'cloud'> & { admin: Count },
): Promise<Conservation> {
  const wrong = (await rows(stack, 'delivery')).flatMap((row) => misplaced(row));
  if (wrong.length > 0) throw new Error(`Rows of deliveries: ${[...new Set(wrong)].join('; ')}`);
  return counted(stack.admin);
}

/** All pages added up, through the API. */
export async function counted(get: Count): Promise<Conservation> {
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
