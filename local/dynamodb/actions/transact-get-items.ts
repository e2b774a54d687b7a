import type { Action, Input } from '../../context';
import { leadingKeys, tablePermission } from '../access';
import { capacityDetail, consumedCapacities, readUnits } from '../capacity';
import { readExpressions } from '../expression/expressions';
import { project } from '../expression/project';
import { identity } from '../history';
import { invalid } from '../invalid';
import { itemSize } from '../item-size';
import { Parameters } from '../parameters';
import { visibleItem } from '../stale-view';
import { checkKey, storedKey } from '../stored-key';

const MAX_ITEMS = 100;
const MAX_BYTES = 4 * 1024 * 1024;

export const transactGetItems: Action = {
  permissions: (input, local) =>
    ((input['TransactItems'] ?? []) as { Get?: Input }[]).map(({ Get }) => {
      const keys = leadingKeys(local, Get?.['TableName'], [Get?.['Key']]);
      return tablePermission(local, 'GetItem', Get?.['TableName'], keys);
    }),
  run(input, local) {
    const parameters = new Parameters(input, ['TransactItems', 'ReturnConsumedCapacity']);
    const detail = capacityDetail(parameters);
    const gets = parameters.list('TransactItems', 1, MAX_ITEMS).map((raw, index) => {
      const get = new Parameters(raw as Input, ['Get']).map('Get');
      const names = ['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames'];
      const own = new Parameters(get, names, `transactItems.${index + 1}.member.get.`);
      const key = own.item('Key');
      const { projection } = readExpressions(get);
      const table = own.table(local);
      checkKey(key, table.keys);
      return { table, key: storedKey(key, table.keys), projection };
    });
    if (new Set(gets.map(({ table, key }) => `${table.id} ${identity(key)}`)).size < gets.length) {
      throw invalid('Transaction request cannot include multiple operations on one item');
    }
    const read = gets.map((get) => ({ ...get, item: visibleItem(local, get.table, get.key, true) }));
    const sizes = read.map(({ item }) => (item ? itemSize(item) : 0));
    if (sizes.reduce((sum, size) => sum + size, 0) > MAX_BYTES) {
      throw invalid('The aggregate size of the items in the transaction exceeded 4 MB');
    }
    const usages = read.map(({ table }, index) => ({
      table,
      usage: { table: readUnits(sizes[index] ?? 0, true) * 2, indexes: {} },
    }));
    return {
      Responses: read.map(({ item, projection }) =>
        item ? { Item: projection ? project(item, projection) : item } : {},
      ),
      ...consumedCapacities(usages, detail, 'ReadCapacityUnits'),
    };
  },
};
