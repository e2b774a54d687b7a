import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Endpoint, readEndpoint } from '../../adapters/aws/endpoints';
import { Cache } from '../cache';

/** A change of a subscription, a rotation without overlap too, takes effect within this time. */
const CACHE_MS = 5_000;
const MAX_CACHED = 2_000;

/** Endpoints as `deliver` needs them: read rarely, and read anew when one was changed here. */
export class EndpointReader {
  private cache: Cache<Endpoint>;

  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private now: () => number,
  ) {
    this.cache = new Cache(MAX_CACHED, CACHE_MS, now);
  }

  /**
   * Undefined if there is none, or if it belongs to another project. What is remembered is read anew where it is not
   * `current`.
   */
  async get(
    project: string,
    id: string,
    current: (remembered: Endpoint) => boolean = () => true,
  ): Promise<Endpoint | undefined> {
    const remembered = this.cache.get(id);
    const known = remembered && current(remembered) ? remembered : await this.read(id);
    return known?.subscription.project === project ? known : undefined;
  }

  /** As the tables have it at this moment. */
  async getAnew(project: string, id: string): Promise<Endpoint | undefined> {
    this.forget(id);
    return this.get(project, id);
  }

  forget(id: string): void {
    this.cache.delete(id);
  }

  /** What has just been learned here counts here at once. */
  remember(endpoint: Endpoint): void {
    this.cache.set(endpoint.subscription.id, endpoint);
  }

  private async read(id: string): Promise<Endpoint | undefined> {
    const endpoint = await readEndpoint(this.tables, this.table, id, this.now());
    return endpoint && this.cache.set(id, endpoint);
  }
}
