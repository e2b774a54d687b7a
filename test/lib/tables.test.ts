import { INDEX } from '../../adapters/aws/keys';
import { resources, templateOf } from './synthesized';

interface Index {
  IndexName: string;
  KeySchema: { AttributeName: string; KeyType: string }[];
  Projection: { ProjectionType: string; NonKeyAttributes: string[] };
}

const tables = resources(templateOf('prod'), 'AWS::DynamoDB::GlobalTable');
const indexesOf = (properties: Record<string, unknown>): Index[] =>
  properties['GlobalSecondaryIndexes'] as Index[];

describe('tables', () => {
  it('are four, on demand, that forget what expired and survive the stack', () => {
    expect(tables).toHaveLength(4);
    for (const [, table] of tables) {
      expect(table.DeletionPolicy).toBe('Retain');
      expect(table.Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      });
    }
  });

  it('can be restored to any second and are not deleted by mistake', () => {
    for (const [, { Properties }] of tables) {
      expect(Properties['Replicas']).toEqual([
        expect.objectContaining({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ]);
    }
  });

  it('have the due and the list index from the first day', () => {
    for (const [, { Properties }] of tables) {
      const keys = indexesOf(Properties).map(({ IndexName, KeySchema }) => [
        IndexName,
        ...KeySchema.map(({ AttributeName }) => AttributeName),
      ]);
      expect(keys).toEqual([
        [INDEX.due, 'dueShard', 'dueAt'],
        [INDEX.list, 'listKey', 'listSort'],
      ]);
    }
  });

  it('project no key into an index, nothing twice, and no more than 100 attributes', () => {
    for (const [, { Properties }] of tables) {
      const projections = indexesOf(Properties).map(({ Projection }) => Projection.NonKeyAttributes);
      for (const attributes of projections) {
        expect(new Set(attributes).size).toBe(attributes.length);
        expect(attributes.filter((name) => KEYS.has(name))).toEqual([]);
      }
      expect(projections.flat().length).toBeLessThanOrEqual(100);
    }
  });
});

const KEYS = new Set(['pk', 'sk', 'dueShard', 'dueAt', 'listKey', 'listSort']);
