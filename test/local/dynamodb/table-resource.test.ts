import { globalTable } from '../../../local/dynamodb/table-resource';
import { call, contextWith } from './context';

const PROPERTIES = {
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'g', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byG',
      KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x'] },
    },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  Replicas: [
    {
      Region: 'us-east-1',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
  ],
};

const make = (properties: Record<string, unknown>) => {
  const local = contextWith();
  const declared = { logicalId: 'Events', physicalName: 'tocsin-events', properties };
  return { local, made: globalTable.make(declared, local) };
};

test('makes the table under its physical name', () => {
  const { local, made } = make(PROPERTIES);
  expect(made.ref).toBe('tocsin-events');
  expect(made.attributes['Arn']).toBe('arn:aws:dynamodb:us-east-1:000000000000:table/tocsin-events');
  const { Table } = call(local, 'DescribeTable', { TableName: 'tocsin-events' });
  expect(Table).toMatchObject({
    TableId: made.attributes['TableId'],
    GlobalSecondaryIndexes: [
      { IndexName: 'byG', Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x'] } },
    ],
  });
});

test.each<[string, Record<string, unknown>, string]>([
  ['a replica elsewhere', { Replicas: [{ Region: 'eu-west-1' }] }, 'a replica in eu-west-1'],
  ['two replicas', { Replicas: [{ Region: 'us-east-1' }, { Region: 'eu-west-1' }] }, 'exactly one replica'],
  [
    'a stream',
    { Replicas: [{ Region: 'us-east-1', KinesisStreamSpecification: {} }] },
    'KinesisStreamSpecification',
  ],
  ['a resource policy', { Replicas: [{ Region: 'us-east-1', ResourcePolicy: {} }] }, 'ResourcePolicy'],
])('%s stops the start', (_, change, message) => {
  expect(() => make({ ...PROPERTIES, ...change })).toThrow(message);
});

test('every property of the template is either used or explained', () => {
  const known = [...globalTable.properties, ...Object.keys(globalTable.inert)];
  expect(Object.keys(PROPERTIES).filter((name) => !known.includes(name))).toEqual([]);
});
