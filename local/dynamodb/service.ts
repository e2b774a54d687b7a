import type { Service } from '../context';
import { batchGetItem } from './actions/batch-get-item';
import { batchWriteItem } from './actions/batch-write-item';
import { deleteItem } from './actions/delete-item';
import { describeTable } from './actions/describe-table';
import { getItem } from './actions/get-item';
import { listTables } from './actions/list-tables';
import { putItem } from './actions/put-item';
import { query } from './actions/query';
import { scan } from './actions/scan';
import { transactGetItems } from './actions/transact-get-items';
import { transactWriteItems } from './actions/transact-write-items';
import { updateItem } from './actions/update-item';

/** DynamoDB's item operations on tables that the template declares. */
export const dynamodb: Service = {
  target: 'DynamoDB_20120810',
  actions: {
    BatchGetItem: batchGetItem,
    BatchWriteItem: batchWriteItem,
    DeleteItem: deleteItem,
    DescribeTable: describeTable,
    GetItem: getItem,
    ListTables: listTables,
    PutItem: putItem,
    Query: query,
    Scan: scan,
    TransactGetItems: transactGetItems,
    TransactWriteItems: transactWriteItems,
    UpdateItem: updateItem,
  },
};
