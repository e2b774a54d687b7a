import type { Prices } from '../../adapters/aws/prices';
import type { Watches } from '../../adapters/aws/watches';
import type { Monitor } from '../../core/monitor/monitor';
import { compileMonitor, type CompiledMonitor } from '../../core/monitor/observe';
import { ownPrices, type OwnPrices } from '../../core/price/own-prices';
import { Cache } from '../cache';
import { logError } from '../log';

/** Projects whose own prices a warm function keeps. */
const MAX_PROJECTS = 500;
/** Of monitors that a warm function keeps compiled, and of those that its lists by type keep. */
const MAX_COMPILED_BYTES = 60_000_000;
const MAX_LISTED_BYTES = 60_000_000;
/** A key and a list without monitors. */
const BYTES_PER_LIST = 1_000;

const bytesOf = (monitors: CompiledMonitor[]): number =>
  monitors.reduce((sum, { bytes }) => sum + bytes, BYTES_PER_LIST);

/** The monitors that watch a type; read again only when the project's configuration has changed. */
export class Watchers {
  private compiled: Cache<CompiledMonitor>;
  private byType: Cache<CompiledMonitor[]>;
  private ownPrices: Cache<OwnPrices>;

  constructor(
    private watches: Watches,
    private rows: Pick<Prices, 'get'>,
    private now: () => number,
  ) {
    this.compiled = new Cache(MAX_COMPILED_BYTES, Infinity, now, ({ bytes }) => bytes);
    this.byType = new Cache(MAX_LISTED_BYTES, Infinity, now, bytesOf);
    this.ownPrices = new Cache(MAX_PROJECTS, Infinity, now);
  }

  /** Read it before `of`, once for a batch. */
  version(project: string): Promise<number> {
    return this.watches.version(project);
  }

  async of(project: string, type: string, version: number): Promise<CompiledMonitor[]> {
    const key = `${project}#${version}#${type}`;
    const known = this.byType.get(key);
    if (known) return known;
    const monitors = await this.watches.of(project, type, this.now());
    return this.byType.set(
      key,
      monitors.flatMap((monitor) => this.compile(monitor) ?? []),
    );
  }

  /** What the project pays for models, as of this version. */
  async prices(project: string, version: number): Promise<OwnPrices> {
    const key = `${project}#${version}`;
    const known = this.ownPrices.get(key);
    if (known) return known;
    const row = await this.rows.get(project, this.now());
    return this.ownPrices.set(key, ownPrices(row?.prices ?? []));
  }

  /** One that cannot be compiled was stored by another version of this code: it must not stop all others. */
  private compile(monitor: Monitor): CompiledMonitor | undefined {
    const key = `${monitor.id}#${monitor.revision}`;
    const known = this.compiled.get(key);
    if (known) return known;
    try {
      return this.compiled.set(key, compileMonitor(monitor));
    } catch (error) {
      logError('monitor.compile', error, { monitor: monitor.id, revision: monitor.revision });
      return undefined;
    }
  }
}
