import type { PlaceBook } from '../../adapters/aws/counting';
import type { GroupRows } from '../../adapters/aws/group-rows';
import { newGroup } from '../../core/alert/new-group';
import type { Group } from '../../core/monitor/counters';
import { groupId } from '../../core/monitor/group';
import type { Monitor } from '../../core/monitor/monitor';
import { OVERFLOW } from '../../core/monitor/overflow';
import type { Place } from '../../core/monitor/tally';
import { Cache } from '../cache';

const REMEMBERED = 20_000;
const KNOWN_MS = 10 * 60_000;
/** A place may be freed at any time: a group without one asks again. */
const FULL_MS = 60_000;

/**
 * What a warm function knows of where groups count. Any of it may be out of date: the counts themselves are conditional
 * on it (SEMANTICS 3.9).
 */
export class RememberedPlaces implements PlaceBook {
  private known: Cache<Place>;
  private overflowing: Cache<true>;
  private full: Cache<true>;

  constructor(
    private rows: GroupRows,
    private now: () => number,
  ) {
    this.known = new Cache(REMEMBERED, KNOWN_MS, now);
    this.overflowing = new Cache(REMEMBERED, FULL_MS, now);
    this.full = new Cache(REMEMBERED, FULL_MS, now);
  }

  /** Without knowing better, a group is there and has never begun anew. */
  of(monitor: Monitor, group: Group): Place {
    const id = groupId(group);
    if (this.overflowing.get(nameOf(monitor, id)))
      return this.known.get(nameOf(monitor, OVERFLOW)) ?? { id: OVERFLOW };
    return this.known.get(nameOf(monitor, id)) ?? { id };
  }

  /** Before counting, where a guess would likely be wrong: nobody knows the group, and the places are all taken. */
  async prepare(monitor: Monitor, group: Group): Promise<void> {
    const name = nameOf(monitor, groupId(group));
    if (!this.full.get(nameOf(monitor, '')) || this.known.get(name) || this.overflowing.get(name)) return;
    await this.settle(monitor, group);
  }

  /** It has been counted for: the group is there. */
  confirm(monitor: Monitor, group: Group): void {
    const place = this.of(monitor, group);
    if (place.id !== OVERFLOW) this.known.set(nameOf(monitor, place.id), place);
  }

  async settle(monitor: Monitor, group: Group): Promise<void> {
    const id = groupId(group);
    const name = nameOf(monitor, id);
    if (await this.find(monitor, id, group)) {
      this.overflowing.delete(name);
      return;
    }
    this.overflowing.set(name, true);
    if (await this.find(monitor, OVERFLOW, {})) return;
    throw new Error(`The overflow group of ${monitor.id} is there and is not`);
  }

  /** Reads a group, or makes it; false if all places are taken. */
  private async find(monitor: Monitor, id: string, group: Group): Promise<boolean> {
    const row = await this.rows.get({ monitor: monitor.id, generation: monitor.generation, id }, this.now());
    if (row) {
      const era = row.ignoreBefore === undefined ? {} : { era: row.ignoreBefore };
      this.known.set(nameOf(monitor, id), { id, ...era });
      return true;
    }
    if (id !== OVERFLOW && this.full.get(nameOf(monitor, ''))) return false;
    const opened = await this.rows.open(newGroup(monitor, id, group, this.now()), this.now());
    if (opened === 'full') this.full.set(nameOf(monitor, ''), true);
    if (opened === 'made') this.known.set(nameOf(monitor, id), { id });
    return opened === 'there' ? this.find(monitor, id, group) : opened === 'made';
  }
}

const nameOf = ({ id, generation }: Monitor, group: string): string => `${id}#${generation}#${group}`;
