import { keyKey, monitorKey, subscriptionKey } from '../../adapters/aws/keys';
import { getRows } from '../../adapters/aws/read';
import type { Admin } from './admin';

interface Named {
  id: string;
  project: string;
  name: string;
}

const ID = /^(?:monitor |link )?((key|mon|sub)_[0-9A-Z]{26})$/;
const KEYS = { key: keyKey, mon: monitorKey, sub: subscriptionKey } as const;

/**
 * Who acted, by name: `anna` for her key, a monitor's name, `a link to on-call` for the person who used one that was sent there.
 * What has no name any more keeps its id.
 */
export async function actorNames(
  { tables, subscriptionsTable, now }: Pick<Admin, 'tables' | 'subscriptionsTable' | 'now'>,
  project: string,
  actors: readonly string[],
): Promise<(actor: string) => string> {
  const ids = [...new Set(actors.flatMap((actor) => ID.exec(actor)?.[1] ?? []))];
  const keys = ids.map((id) => KEYS[id.slice(0, 3) as keyof typeof KEYS](id));
  const rows = keys.length === 0 ? [] : await getRows<Named>(tables, subscriptionsTable, keys, now());
  const names = new Map(rows.filter((row) => row.project === project).map(({ id, name }) => [id, name]));
  return (actor) => {
    const name = names.get(ID.exec(actor)?.[1] ?? '');
    if (name === undefined) return actor;
    return actor.startsWith('link ') ? `a link to ${name}` : name;
  };
}
