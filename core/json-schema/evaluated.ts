import type { Steps } from '../steps';
import { stepsOf } from './key-of';

const STEPS_TO_ADD = 2;

/** Which members and items of one value have been looked at, for `unevaluatedProperties` and `unevaluatedItems`. */
export class Evaluated {
  allMembers = false;
  allItems = false;
  /** The first so many. */
  firstItems = 0;
  private readonly names = new Set<string>();
  private readonly items = new Set<number>();

  addMember(name: string, steps: Steps): void {
    steps.spend(STEPS_TO_ADD + stepsOf(name));
    this.names.add(markOf(name));
  }

  hasMember(name: string): boolean {
    return this.allMembers || this.names.has(markOf(name));
  }

  addItem(index: number): void {
    this.items.add(index);
  }

  hasItem(index: number): boolean {
    return this.allItems || index < this.firstItems || this.items.has(index);
  }

  addAll(other: Evaluated, steps: Steps): void {
    steps.spend(STEPS_TO_ADD * (other.names.size + other.items.size));
    this.allMembers ||= other.allMembers;
    this.allItems ||= other.allItems;
    this.firstItems = Math.max(this.firstItems, other.firstItems);
    for (const name of other.names) this.names.add(name);
    for (const index of other.items) this.items.add(index);
  }
}

/** V8 finds a text that reads as a number by its value, which a client could choose to be slow in a Set. */
const markOf = (name: string): string => `.${name}`;
