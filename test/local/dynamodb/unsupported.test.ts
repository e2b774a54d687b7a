import { TABLE, call, contextWith, refusal } from './context';

const Key = { pk: { S: 'p' }, sk: { S: 'a' } };

test.each([
  ['PutItem', { Item: Key, Expected: {} }, 'Expected'],
  ['GetItem', { Key, AttributesToGet: ['a'] }, 'AttributesToGet'],
  ['UpdateItem', { Key, AttributeUpdates: {} }, 'AttributeUpdates'],
  ['DeleteItem', { Key, ConditionalOperator: 'AND' }, 'ConditionalOperator'],
  ['Query', { KeyConditions: {} }, 'KeyConditions'],
  ['Scan', { ScanFilter: {} }, 'ScanFilter'],
])('%s refuses what it does not do, by name', (action, input, parameter) => {
  const run = (): unknown => call(contextWith(), action, { TableName: TABLE, ...input });
  expect(refusal(run)).toBe(`The parameter ${parameter} is not supported locally`);
});
