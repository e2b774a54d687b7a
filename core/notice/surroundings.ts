import type { StoredHold } from '../agent/agent';
import type { Alert } from '../alert/alert';
import type { Breaker } from '../delivery/breaker';
import type { Pause } from '../delivery/pause';
import type { Ledger } from './ledger';
import type { Telling } from './quiet';
import type { CompiledSilence } from './silence';

/** What a delivery would find on its way. Times epoch ms. */
export interface Surroundings {
  now: number;
  silences: readonly CompiledSilence[];
  /** Of the alert of the notice, if it is one. */
  telling?: Telling | undefined;
  alert?: Alert | undefined;
  ledger?: Ledger | undefined;
  holds: readonly StoredHold[];
  acceptedAt: number;
  breaker?: Breaker | undefined;
  /** That its endpoint has asked for by `Retry-After`. */
  pause?: Pause | undefined;
  /** When the next place in the line of its rate limit is free. */
  nextPlaceAt?: number | undefined;
  /** When the notice is sent that waits for what it goes together with. */
  openUntil?: number | undefined;
  /** Messages within the hour of `now`. */
  sentThisHour: number;
}
