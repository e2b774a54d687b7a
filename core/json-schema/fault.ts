import type { FieldError } from '../problem';
import { pointer } from '../event/accept';

/** A place in the data; made into a pointer only where there is a fault to show. */
export interface Place {
  within: Place | undefined;
  key: string | number;
  /** Once it is known: faults below a long name share it. */
  pointer?: string;
}

/** More are counted as none: an event is refused by the first. */
const MAX_FAULTS = 100;

interface Fault {
  place: Place | undefined;
  detail: string;
}

/** The faults of one value, or of one choice of a schema. */
export class Faults {
  private readonly found: Fault[] = [];

  /** What is wrong first. */
  get first(): string | undefined {
    return this.found[0]?.detail;
  }

  add(place: Place | undefined, detail: string): false {
    if (this.found.length < MAX_FAULTS) this.found.push({ place, detail });
    return false;
  }

  addAll(others: Faults): void {
    this.found.push(...others.found.slice(0, MAX_FAULTS - this.found.length));
  }

  /** `within` is the pointer of the value. */
  list(within: string): FieldError[] {
    return this.found.map(({ place, detail }) => ({ pointer: within + pointerTo(place), detail }));
  }
}

function pointerTo(place: Place | undefined): string {
  if (!place) return '';
  return (place.pointer ??= pointerTo(place.within) + pointer([place.key]));
}
