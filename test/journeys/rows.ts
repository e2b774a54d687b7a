import type { DeadLetter } from '../../adapters/aws/dead-letters';
import type { EventRow } from '../../adapters/aws/events';
import type { Alert } from '../../core/alert/alert';
import type { Breaker } from '../../core/delivery/breaker';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { Pace } from '../../core/delivery/pace';
import type { TestCloud } from './cloud';

type AttributeValue = Partial<{
  S: string;
  N: string;
  BOOL: boolean;
  NULL: true;
  L: AttributeValue[];
  M: Record<string, AttributeValue>;
}>;

interface Page {
  Items: Record<string, AttributeValue>[];
  LastEvaluatedKey?: object;
}

/** The kinds of rows that journeys look at, by the table that holds them and the sort key that marks them. */
interface Kinds {
  event: EventRow;
  delivery: DeliveryRow;
  dead: DeadLetter;
  outbox: { entry: { type: string } };
  breaker: Breaker;
  pace: Pace;
  alert: Alert;
}

const TABLES: Record<keyof Kinds, string> = {
  event: 'Events',
  delivery: 'Deliveries',
  dead: 'Deliveries',
  outbox: 'Deliveries',
  breaker: 'Subscriptions',
  pace: 'Subscriptions',
  alert: 'Monitoring',
};

/** All rows of a kind, of all projects. */
export const rows = async <Kind extends keyof Kinds>(
  stack: Pick<TestCloud, 'cloud'>,
  kind: Kind,
): Promise<(Kinds[Kind] & { pk: string })[]> => {
  const items = await scan(stack, TABLES[kind]);
  return items.filter(({ sk }) => sk === kind) as unknown as (Kinds[Kind] & { pk: string })[];
};

/** The deliveries of one event. */
export const deliveriesOf = async (stack: TestCloud, event: string): Promise<DeliveryRow[]> =>
  (await rows(stack, 'delivery')).filter((row) => row.event === event);

async function scan({ cloud }: Pick<TestCloud, 'cloud'>, table: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let from: object | undefined;
  do {
    const page = (await cloud.call('DynamoDB_20120810.Scan', {
      TableName: cloud.ref(table),
      ConsistentRead: true,
      ...(from && { ExclusiveStartKey: from }),
    })) as Page;
    found.push(...page.Items.map(plain));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}

const plain = (item: Record<string, AttributeValue>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, valueOf(value)]));

function valueOf({ S, N, BOOL, L, M }: AttributeValue): unknown {
  if (N !== undefined) return Number(N);
  if (L) return L.map(valueOf);
  return M ? plain(M) : (S ?? BOOL ?? null);
}
