import type { Address } from './address';
import { type Directive, readDirective } from './directive';
import { exchange } from './exchange';
import type { Surroundings } from './surroundings';

const BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;

/**
 * What Tocsin has last asked this agent to be, by the answers to its events and to its questions. An answer counts
 * unless it is older than the one that is known: its request began earlier, and its version is no higher.
 */
export class Directives {
  latest: Directive | undefined;
  /** When Tocsin was last heard of, epoch ms. */
  heardAt: number | undefined;
  private sequence = 0;
  private latestSequence = -1;
  private tagged: { etag: string; directive: Directive } | undefined;
  private asking: Promise<boolean> | undefined;
  private failures = 0;
  private notBefore = 0;
  private listeners = new Set<() => void>();

  constructor(
    private surroundings: Surroundings,
    private address: Address,
  ) {}

  /** The last question was not answered: the next question should not be waited for. */
  get isFailing(): boolean {
    return this.failures > 0;
  }

  /** Older than so many ms, or not known at all. A clock that was set back makes everything old. */
  isOlderThan(maxAgeMs: number): boolean {
    const age = this.heardAt === undefined ? Infinity : this.surroundings.now() - this.heardAt;
    return age < 0 || age > maxAgeMs;
  }

  /** The number of a request that begins now, for `offer`. */
  begin(): number {
    return this.sequence++;
  }

  /** Takes what an answer says, if it is a directive of this agent. */
  offer(value: unknown, sequence: number): boolean {
    const directive = readDirective(value, this.address.agent);
    if (!directive) return false;
    [this.failures, this.heardAt] = [0, this.surroundings.now()];
    const isNewer = sequence > this.latestSequence || directive.version > (this.latest?.version ?? -1);
    if (!isNewer) return true;
    [this.latest, this.latestSequence] = [directive, sequence];
    for (const listener of this.listeners) listener();
    return true;
  }

  /** Calls after each answer that counts, until it is ended. */
  onOffer(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Asks, unless it is being asked or has just failed; resolves to whether Tocsin has answered. Never rejects. */
  ask(timeoutMs: number): Promise<boolean> {
    if (!this.asking && this.surroundings.now() < this.notBefore && this.failures > 0)
      return Promise.resolve(false);
    this.asking ??= this.askOnce(timeoutMs)
      .catch(() => this.failed())
      .finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async askOnce(timeoutMs: number): Promise<boolean> {
    const { base, key, agent } = this.address;
    const sequence = this.begin();
    const known = this.tagged;
    const answer = await exchange(this.surroundings, {
      url: `${base}/v1/agents/directive?agent=${encodeURIComponent(agent)}`,
      method: 'GET',
      headers: { authorization: `Bearer ${key}`, ...(known && { 'if-none-match': known.etag }) },
      timeoutMs,
    });
    const value =
      answer?.status === 304 ? known?.directive : answer?.status === 200 ? answer.json : undefined;
    if (!this.offer(value, sequence)) return this.failed();
    const etag = answer?.headers.get('etag');
    const directive = readDirective(value, agent);
    this.tagged = etag && directive ? { etag, directive } : undefined;
    return true;
  }

  private failed(): false {
    const backoff = Math.min(BACKOFF_MS * 2 ** this.failures, MAX_BACKOFF_MS);
    this.failures++;
    this.notBefore = this.surroundings.now() + backoff * (0.5 + this.surroundings.random() / 2);
    return false;
  }
}
