import type { Destination } from '../destination/destination';
import type { Subscription } from '../subscription/subscription';

/** What came of one notice of an alert. Time epoch ms. */
export interface LedgerEntry {
  at: number;
  /** Its delivery. */
  delivery: string;
  type: string;
  outcome: 'sent' | 'withheld' | 'failed';
  reason?: string;
  /** It was told together with others, or once more. */
  notice?: string;
}

/** What one subscription has been told of one alert (SEMANTICS 6.3). */
export interface Ledger {
  alert: string;
  subscription: string;
  /** `underWay` from before the first attempt until it is known how it ended. Once accepted it stays so. */
  firing: 'underWay' | 'accepted' | 'failed' | 'withheld';
  /** As it was used, once it was: what resolves goes to the same place, whatever the subscription has become. */
  destination?: Destination;
  /** Sealed. */
  credential?: string;
  entries: LedgerEntry[];
  /** Why the firing notice waits, and when that is looked at again, epoch ms; until it is attempted. */
  waiting?: { reason: string; until: number };
  /** The event that told that it fires. */
  event?: string;
  /** How often it has been told again (SEMANTICS 6.4). */
  repeats?: number;
  /** While it is to be told again: when, epoch ms. */
  dueAt?: number;
}

/** How an alert went on is sent to where its beginning was, which may be another place by now. */
export const goesElsewhere = (
  ledger: Pick<Ledger, 'destination' | 'credential'> | undefined,
  { destination, credential }: Pick<Subscription, 'destination' | 'credential'>,
): boolean =>
  ledger?.destination !== undefined &&
  (ledger.credential !== credential || JSON.stringify(ledger.destination) !== JSON.stringify(destination));
