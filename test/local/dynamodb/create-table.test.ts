import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTable } from '../../../local/dynamodb/create-table';
import { Store } from '../../../local/store';
import { DECLARATION, TABLE, call, contextWith } from './context';

const Item = { pk: { S: 'p' }, sk: { S: 'a' }, color: { S: 'red' }, dueShard: { S: 'x' }, dueAt: { N: '1' } };

const byColor = {
  ...DECLARATION,
  attributeDefinitions: [
    ...DECLARATION.attributeDefinitions,
    { AttributeName: 'color', AttributeType: 'S' as const },
  ],
  indexes: [
    ...DECLARATION.indexes,
    {
      IndexName: 'byColor',
      KeySchema: [{ AttributeName: 'color', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'ALL' as const },
    },
  ],
};

const red = {
  TableName: TABLE,
  IndexName: 'byColor',
  KeyConditionExpression: 'color = :c',
  ExpressionAttributeValues: { ':c': { S: 'red' } },
};

test('items and the table id survive a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dynamodb-'));
  const first = contextWith({ store: new Store(join(folder, 'state.db')) });
  call(first, 'PutItem', { TableName: TABLE, Item });
  const { tableId } = createTable(first, DECLARATION);
  first.store.close();
  const second = contextWith({ store: new Store(join(folder, 'state.db')) });
  expect(createTable(second, DECLARATION).tableId).toBe(tableId);
  const Key = { pk: Item.pk, sk: Item.sk };
  expect(call(second, 'GetItem', { TableName: TABLE, Key })).toEqual({ Item });
  second.store.close();
  rmSync(folder, { recursive: true });
});

test('a new index is filled, skipping what does not fit it', () => {
  const local = contextWith();
  call(local, 'PutItem', { TableName: TABLE, Item });
  call(local, 'PutItem', { TableName: TABLE, Item: { ...Item, sk: { S: 'b' }, color: { N: '1' } } });
  createTable(local, byColor);
  expect(call(local, 'Query', red)['Items']).toEqual([Item]);
});

test('an index that is dropped is gone; declared again it is filled again', () => {
  const local = contextWith();
  createTable(local, byColor);
  createTable(local, DECLARATION);
  call(local, 'PutItem', { TableName: TABLE, Item });
  expect(() => call(local, 'Query', red)).toThrow('The table does not have the specified index: byColor');
  createTable(local, byColor);
  expect(call(local, 'Query', red)['Items']).toEqual([Item]);
});

test('another key schema is an error', () => {
  const local = contextWith();
  const keySchema = [{ AttributeName: 'pk', KeyType: 'HASH' as const }];
  expect(() => createTable(local, { ...DECLARATION, keySchema })).toThrow('cannot be changed');
});

test('another projection of an index is an error, as CloudFormation has it', () => {
  const local = contextWith();
  const [due] = DECLARATION.indexes;
  const indexes = [{ ...due, Projection: { ProjectionType: 'KEYS_ONLY' as const } }];
  expect(() => createTable(local, { ...DECLARATION, indexes })).toThrow('The projection of index due');
});
