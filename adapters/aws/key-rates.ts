import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { current, type Lease, leased, leaseSize, WINDOW_MS } from '../../core/key-rate';
import { keyRateKey } from './keys';

/** Keys that one running function remembers; one that is forgotten asks the table again. */
const MOST_KEYS = 1_000;

/** How much of its rate each key has used, counted together by all functions that answer it. */
export class KeyRates {
  private leases = new Map<string, Lease>();

  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private perSecond: number,
  ) {}

  /** Whether one more request of this key is within its rate. Throws if the table cannot be asked. */
  async take(keyId: string, now: number): Promise<boolean> {
    const lease = current(this.leases.get(keyId), now);
    if (lease.exhausted) return false;
    const usable = lease.left > 0 ? lease : await this.lease(keyId, lease);
    const allowed = usable.left > 0;
    const rest = allowed ? { ...usable, left: usable.left - 1, spent: usable.spent + 1 } : usable;
    if (this.leases.size >= MOST_KEYS) this.leases.clear();
    this.leases.set(keyId, rest);
    return allowed;
  }

  private async lease(keyId: string, lease: Lease): Promise<Lease> {
    const size = leaseSize(lease);
    const { Attributes } = await this.tables.send(
      new UpdateCommand({
        TableName: this.table,
        Key: keyRateKey(keyId, lease.window),
        UpdateExpression: 'ADD taken :size SET expiresAt = :expiresAt',
        ExpressionAttributeValues: {
          ':size': size,
          ':expiresAt': Math.ceil((lease.window + 6 * WINDOW_MS) / 1_000),
        },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return leased(lease, size, Number(Attributes?.taken ?? 0), this.perSecond);
  }
}
