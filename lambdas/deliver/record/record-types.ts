import type { Endpoint } from '../../../adapters/aws/endpoints';
import type { Verdict } from '../../../core/delivery/breaker';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import type { StoredBody } from '../../../core/delivery/stored-body';

/** The attempt that was made: of which delivery, with which body, to which endpoint. */
export interface AttemptMade {
  row: DeliveryRow;
  endpoint: Endpoint;
  body: StoredBody;
  /** It was to find out whether the endpoint is back. */
  probe: boolean;
  /** A person has asked for it. */
  manual: boolean;
}

/** What the attempt says about the endpoint, and the fields of the log line. */
export type Recorded = {
  verdict: Verdict;
  outcome: string;
  status?: number | undefined;
  error?: string | undefined;
} & Record<string, unknown>;
