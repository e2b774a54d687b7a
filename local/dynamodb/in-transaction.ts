import { type LocalContext, ServiceError } from '../context';
import type { Store } from '../store';
import { identity } from './history';
import type { StoredKey } from './stored-key';
import type { Table } from './table';

interface Target {
  table: Table;
  key: StoredKey;
}

const held = new WeakMap<Store, Set<string>>();

function heldIn({ store }: LocalContext): Set<string> {
  const items = held.get(store) ?? new Set();
  held.set(store, items);
  return items;
}

const nameOf = ({ table, key }: Target): string => `${table.id} ${identity(key)}`;

/** Whether a transaction that is not over yet holds the item. */
export const inTransaction = (local: LocalContext, target: Target): boolean =>
  heldIn(local).has(nameOf(target));

/** Throws TransactionConflictException, as single writes do on an item of a transaction that is not over yet. */
export function checkNoTransaction(local: LocalContext, target: Target): void {
  if (!inTransaction(local, target)) return;
  throw new ServiceError('TransactionConflictException', 'Transaction is ongoing for the item');
}

/** Holds the items for a random time up to `faults.transactionMs`, then does `work` and lets go of them. */
export async function holding<T>(local: LocalContext, targets: Target[], work: () => T): Promise<T> {
  const items = heldIn(local);
  const names = targets.map(nameOf);
  for (const name of names) items.add(name);
  try {
    await local.clock.wait(local.clock.now() + local.random() * local.faults.transactionMs);
    return work();
  } finally {
    for (const name of names) items.delete(name);
  }
}
