import { createHash } from 'node:crypto';
import type { UnknownCost } from '../price/cost';
import type { Group } from './counters';

/** How many models, and how many groups, of unknown cost are listed apart; all others are counted together. */
export const MAX_UNKNOWN = 100;

/** Stands for all models beyond the first ones: agents choose the names, and could choose without end. */
export const OTHER_MODELS: UnknownCost = { model: 'others', reason: 'price' };
export const OTHER_GROUPS: Group = {};
export const OTHERS = 'others';

/** Names the rows of a model: what agents call it may be too long for a key. */
export const unknownModelId = ({ provider, model }: UnknownCost): string =>
  model === OTHER_MODELS.model && provider === undefined
    ? OTHERS
    : createHash('sha256')
        .update(JSON.stringify([provider ?? null, model]))
        .digest('base64url')
        .slice(0, 22);

export interface UnknownModel extends UnknownCost {
  events: number;
}

/** Models of unknown cost, with how many events each has had. */
export class UnknownModels {
  private found = new Map<string, UnknownModel>();

  add(unknown: UnknownCost): void {
    const id = unknownModelId(unknown);
    const kept = this.found.has(id) || this.found.size < MAX_UNKNOWN ? unknown : OTHER_MODELS;
    const key = kept === unknown ? id : OTHERS;
    this.found.set(key, { ...kept, events: (this.found.get(key)?.events ?? 0) + 1 });
  }

  /** Most events first. */
  get list(): UnknownModel[] {
    return [...this.found.values()].sort((a, b) => b.events - a.events);
  }
}
