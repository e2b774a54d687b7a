import type { Action } from '../../context';
import { leadingKeys, tablePermission } from '../access';
import { capacityDetail, consumedCapacity, readUnits } from '../capacity';
import { readExpressions } from '../expression/expressions';
import { project } from '../expression/project';
import { itemSize } from '../item-size';
import { Parameters } from '../parameters';
import { visibleItem } from '../stale-view';
import { checkKey, storedKey } from '../stored-key';

const PARAMETERS = [
  'TableName',
  'Key',
  'ConsistentRead',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ReturnConsumedCapacity',
];

export const getItem: Action = {
  permissions: (input, local) => [
    tablePermission(
      local,
      'GetItem',
      input['TableName'],
      leadingKeys(local, input['TableName'], [input['Key']]),
    ),
  ],
  run(input, local) {
    const parameters = new Parameters(input, PARAMETERS);
    const key = parameters.item('Key');
    const { projection } = readExpressions(input);
    const consistent = parameters.flag('ConsistentRead');
    const detail = capacityDetail(parameters);
    const table = parameters.table(local);
    checkKey(key, table.keys);
    const item = visibleItem(local, table, storedKey(key, table.keys), consistent);
    const usage = { table: readUnits(item ? itemSize(item) : 0, consistent), indexes: {} };
    return {
      ...(item && { Item: projection ? project(item, projection) : item }),
      ...(detail !== 'NONE' && { ConsumedCapacity: consumedCapacity(table, [usage], detail) }),
    };
  },
};
