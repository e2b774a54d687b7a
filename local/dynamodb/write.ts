import { type LocalContext, ServiceError } from '../context';
import { type Item, attributeOf } from './attribute-value';
import type { Condition } from './expression/ast';
import { meets } from './expression/evaluate-condition';
import { checkNoTransaction } from './in-transaction';
import { invalid } from './invalid';
import { MAX_ITEM_BYTES, itemSize } from './item-size';
import { replaceItem, storedItem } from './items';
import { stateOf } from './state';
import { type StoredKey, checkIndexKey } from './stored-key';
import { type Table, keyAttributes } from './table';

/** One intended change of one item, checked as far as it can be without the item. */
export interface Write {
  table: Table;
  key: StoredKey;
  condition?: Condition | undefined;
  /** A failed condition answers with the item (ReturnValuesOnConditionCheckFailure). */
  returnOnFailure: boolean;
  /** The item after the change; `before` itself where nothing is written. */
  change(before: Item | undefined): Item | undefined;
}

/** A write whose condition held, ready to be stored. */
export interface Decision {
  write: Write;
  before: Item | undefined;
  after: Item | undefined;
}

/** Reads the item and decides; throws ConditionalCheckFailedException or a ValidationException. */
export function decide(local: LocalContext, write: Write): Decision {
  const before = storedItem(stateOf(local.store), write.table, write.key);
  if (write.condition && !meets(before ?? {}, write.condition)) {
    const extra = write.returnOnFailure && before ? { Item: before } : {};
    throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed', 400, extra);
  }
  const after = write.change(before);
  if (after && after !== before) checkUpdate(write.table, before ?? {}, after);
  return { write, before, after };
}

/**
 * Puts are checked before they come here; an update shows only now what it makes of the item. Index keys that it
 * leaves alone may be of a wrong type: the item may be older than the index.
 */
function checkUpdate(table: Table, before: Item, after: Item): void {
  for (const index of table.indexes) {
    const touched = keyAttributes(index.keys).some(
      ({ name }) => JSON.stringify(attributeOf(after, name)) !== JSON.stringify(attributeOf(before, name)),
    );
    if (touched) checkIndexKey(after, index);
  }
  if (itemSize(after) > MAX_ITEM_BYTES) {
    throw invalid('Item size to update has exceeded the maximum allowed size');
  }
}

/** Stores what was decided; call within the transaction of the decision. */
export function commit(local: LocalContext, decisions: readonly Decision[]): void {
  const state = stateOf(local.store);
  const changes = decisions
    .filter(({ before, after }) => before !== after)
    .map(({ write, before, after }) => replaceItem(state, write.table, write.key, before, after));
  state.history.record(changes, local.clock.now(), local.faults.readLagMs);
}

/** One write by itself. Throws what `decide` does, and TransactionConflictException. */
export const perform = (local: LocalContext, write: Write): Decision =>
  local.store.transaction(() => {
    checkNoTransaction(local, write);
    const decision = decide(local, write);
    commit(local, [decision]);
    return decision;
  });
