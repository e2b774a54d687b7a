import type { StoredKey } from './stored-key';

/** What a write replaced; `before` is the item's JSON, undefined where there was none. */
export interface Change {
  tableId: number;
  key: StoredKey;
  before: string | undefined;
}

interface Entry extends Change {
  /** Epoch milliseconds of the write. */
  at: number;
  id: string;
}

/** What a lagging replica would still show. */
export interface Stale {
  key: StoredKey;
  before: string | undefined;
}

/**
 * Remembers, for as long as reads may lag, what recent writes replaced. In memory only: after a restart every
 * replica has caught up.
 */
export class History {
  private readonly tables = new Map<number, Map<string, Entry[]>>();
  private queue: Entry[] = [];

  record(changes: readonly Change[], at: number, lagMs: number): void {
    this.forget(at - lagMs, at);
    if (lagMs <= 0) return;
    for (const change of changes) {
      const entry = { ...change, at, id: identity(change.key) };
      this.queue.push(entry);
      const items = this.tables.get(change.tableId) ?? new Map<string, Entry[]>();
      this.tables.set(change.tableId, items);
      items.set(entry.id, [...(items.get(entry.id) ?? []), entry]);
    }
  }

  /** What a replica that has seen writes up to `seenAt` shows instead of the stored items. */
  staleAt(tableId: number, seenAt: number, now: number): Stale[] {
    const stale: Stale[] = [];
    for (const entries of this.tables.get(tableId)?.values() ?? []) {
      const unseen = entries.find(({ at }) => at > seenAt && at <= now);
      if (unseen) stale.push(unseen);
    }
    return stale;
  }

  /** As `staleAt` for one item. */
  staleItem(tableId: number, key: StoredKey, seenAt: number, now: number): Stale | undefined {
    const entries = this.tables.get(tableId)?.get(identity(key));
    return entries?.find(({ at }) => at > seenAt && at <= now);
  }

  /** The clock may also have been moved back: what then lies ahead is settled as well. */
  private forget(before: number, now: number): void {
    const kept = this.queue.findIndex(({ at }) => at > before && at <= now);
    const gone = this.queue.splice(0, kept < 0 ? this.queue.length : kept);
    for (const entry of gone) {
      const items = this.tables.get(entry.tableId);
      const left = items?.get(entry.id)?.filter((other) => other !== entry) ?? [];
      if (left.length > 0) items?.set(entry.id, left);
      else items?.delete(entry.id);
    }
  }
}

export const identity = (key: StoredKey): string =>
  `${key.hash.toString('latin1')}\n${key.hash.length}\n${key.range.toString('latin1')}`;
