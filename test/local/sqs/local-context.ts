import { Clock } from '../../../local/clock';
import type { LocalContext } from '../../../local/context';
import { ORDINARY_DAY } from '../../../local/faults';
import { Store } from '../../../local/store';

/** Mulberry32: the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A local cloud in memory where everything is allowed and nothing is handed out twice, unless told otherwise. */
export function localContext(given: Partial<LocalContext> = {}): LocalContext {
  return {
    store: new Store(':memory:'),
    clock: new Clock(),
    random: seeded(1),
    region: 'us-east-1',
    account: '000000000000',
    endpointUrl: 'http://127.0.0.1:1',
    faults: { ...ORDINARY_DAY, duplicateProbability: 0 },
    iam: { allowed: () => Promise.resolve(true), attachToResource: () => undefined },
    report: () => undefined,
    ...given,
  };
}
