import type { ToldCosts } from '../../adapters/aws/told-costs';
import type { UncountedRows } from '../../adapters/aws/uncounted';
import type { Observation } from '../../core/monitor/counters';
import { groupId } from '../../core/monitor/group';
import type { Monitor } from '../../core/monitor/monitor';
import type { Meaning } from '../../core/monitor/tally';
import { dayOf, unknownCostEntry } from '../../core/monitor/unknown-cost-entry';
import {
  MAX_UNKNOWN,
  OTHER_GROUPS,
  OTHER_MODELS,
  OTHERS,
  unknownModelId,
} from '../../core/monitor/unknown-models';
import type { UnknownCost } from '../../core/price/cost';
import { Cache } from '../cache';
import type { Observed } from './observed';

/** Monitors whose lists are remembered, and models that have been told of. */
const MAX_MONITORS = 1_000;
const MAX_TOLD = 20_000;
/** A row may expire at any time, and make room. */
const KNOWN_MS = 60_000;
const DAY_MS = 86_400_000;

interface Listed {
  models: Set<string>;
  groups: Set<string>;
}

type UnknownObservation = Extract<Observation, { why: 'unknownCost' }>;

/** Tells of costs that nobody knows, and bounds the rows that count them: agents choose the names of models. */
export class UnknownCosts {
  private listed: Cache<Listed>;
  private told: Cache<true>;

  constructor(
    private load: (monitor: Monitor) => Promise<UncountedRows>,
    private tellOnce: Pick<ToldCosts, 'tell'>,
    private now: () => number,
  ) {
    this.listed = new Cache(MAX_MONITORS, KNOWN_MS, now);
    this.told = new Cache(MAX_TOLD, DAY_MS, now);
  }

  /**
   * The events as they are to be counted. What is unknown is reported before it is counted, as afterwards nobody would
   * come back for it; an event with which that fails is added to `failed`, and not counted.
   */
  async settle<T extends Observed>(events: readonly T[], failed: Map<string, unknown>): Promise<T[]> {
    const settled: T[] = [];
    for (const one of events) {
      try {
        const meanings: Meaning[] = [];
        for (const meaning of one.meanings) meanings.push(await this.meaning(meaning, one.event.source));
        settled.push({ ...one, meanings });
      } catch (error) {
        failed.set(one.event.id, error);
      }
    }
    return settled;
  }

  private async meaning(meaning: Meaning, agent: string): Promise<Meaning> {
    const { monitor, observation } = meaning;
    if (observation.kind !== 'uncounted' || observation.why !== 'unknownCost') return meaning;
    await this.tell(monitor, observation.unknown, agent);
    return { monitor, observation: await this.bounded(monitor, observation) };
  }

  private async tell(monitor: Monitor, unknown: UnknownCost, agent: string | undefined): Promise<void> {
    const now = this.now();
    const [day, model] = [dayOf(now), unknownModelId(unknown)];
    const nameOf = (id: string): string => `${monitor.project}#${day}#${id}`;
    if (this.told.get(nameOf(model)) || (this.told.get(nameOf(OTHERS)) && model !== OTHERS)) return;
    const done = await this.tellOnce.tell(unknownCostEntry(monitor, unknown, agent, now), day, model);
    if (done === 'full') return this.tell(monitor, OTHER_MODELS, undefined);
    this.told.set(nameOf(model), true);
  }

  private async bounded(monitor: Monitor, observation: UnknownObservation): Promise<UnknownObservation> {
    const { unknown, group } = observation;
    const [model, ofGroup] = [unknownModelId(unknown), groupId(group)];
    const listed = await this.listedFor(monitor, model, ofGroup);
    const hasModel = admit(listed.models, model);
    const hasGroup = admit(listed.groups, ofGroup);
    return {
      ...observation,
      unknown: hasModel ? unknown : OTHER_MODELS,
      group: hasGroup ? group : OTHER_GROUPS,
    };
  }

  /** Read anew for a name that is not among them, unless there is no room for it anyway. */
  private async listedFor(monitor: Monitor, model: string, group: string): Promise<Listed> {
    const key = `${monitor.id}#${monitor.generation}`;
    const known = this.listed.get(key);
    const isSettled = (names: Set<string>, name: string): boolean =>
      names.has(name) || names.size >= MAX_UNKNOWN;
    if (known && isSettled(known.models, model) && isSettled(known.groups, group)) return known;
    const { models, groups } = await this.load(monitor);
    return this.listed.set(key, {
      models: new Set(models.map(({ id }) => id)),
      groups: new Set(groups.map(({ id }) => id)),
    });
  }
}

/** Whether a name is one of the listed; it becomes one while there is room. */
function admit(names: Set<string>, name: string): boolean {
  if (!names.has(name) && names.size >= MAX_UNKNOWN) return false;
  names.add(name);
  return true;
}
