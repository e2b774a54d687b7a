import type { Change } from '../../core/delivery/transitions';
import { assignments, conditionMembers, conditions, updateMembers } from './assignments';
import { deliveryKey } from './keys';

/** The conditional update of a delivery's row. */
export const deliveryUpdate = (table: string, id: string, change: Change) =>
  rowUpdate(table, deliveryKey(id), change);

/** The same, by the key that an index has shown. */
export const rowUpdate = (
  TableName: string,
  Key: { pk: string; sk: string },
  { set, remove, expect }: Change,
) => ({
  TableName,
  Key,
  ...updateMembers(assignments(set, remove), conditions(expect)),
});

/** The conditional put of a delivery's row that is new, or replaces an expired one. */
export const deliveryPut = (TableName: string, id: string, { set, expect }: Change) => ({
  TableName,
  Item: { ...deliveryKey(id), ...set },
  ...conditionMembers(conditions(expect)),
});
