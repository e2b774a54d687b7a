import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { current, type Lease, leased, leaseSize, type RateLimits, WINDOW_MS } from '../../core/key-rate';
import { rateWindowKey } from './keys';

/** Keys that one running function remembers; one that is forgotten asks the table again. */
const MOST_KEYS = 1_000;

/** Who makes a request: a key, and its project; the root key has none. */
export interface Requester {
  project: string;
  keyId: string;
}

/** How much of its rate each key and each project has used, counted together by all functions that answer them. */
export class KeyRates {
  private leases = new Map<string, Lease>();

  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private limits: RateLimits,
  ) {}

  /** Whether a request that counts `weight` times is within the rates. Throws if the table cannot be asked. */
  async take(by: Requester, weight: number, now: number): Promise<boolean> {
    const lease = current(this.leases.get(by.keyId), now);
    const usable = lease.left >= weight || lease.exhausted ? lease : await this.lease(by, lease, weight);
    const allowed = usable.left >= weight;
    const rest = allowed ? { ...usable, left: usable.left - weight, spent: usable.spent + weight } : usable;
    if (this.leases.size >= MOST_KEYS) this.leases.clear();
    this.leases.set(by.keyId, rest);
    return allowed;
  }

  private async lease({ project, keyId }: Requester, lease: Lease, weight: number): Promise<Lease> {
    const size = leaseSize(lease, weight);
    const { Attributes } = await this.tables.send(
      new UpdateCommand({
        TableName: this.table,
        Key: rateWindowKey(project, lease.window),
        UpdateExpression: 'ADD taken :size, #key :size SET expiresAt = :expiresAt',
        ExpressionAttributeNames: { '#key': keyId },
        ExpressionAttributeValues: {
          ':size': size,
          ':expiresAt': Math.ceil((lease.window + 6 * WINDOW_MS) / 1_000),
        },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    const taken = { key: Number(Attributes?.[keyId] ?? 0), project: Number(Attributes?.taken ?? 0) };
    return leased(lease, size, taken, this.limits);
  }
}
