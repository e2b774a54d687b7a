import type { DeliveryRow } from '../../../core/delivery/delivery';
import type { StoredBody } from '../../../core/delivery/stored-body';
import type { Subscription } from '../../../core/subscription/subscription';
import type { DeliverTools } from '../tools';

export type AttemptTools = Pick<
  DeliverTools,
  'dataKeys' | 'poster' | 'mailer' | 'publicUrl' | 'now' | 'version' | 'allowances' | 'mailRecipientsPerDay'
>;

/** What is to be sent, and where. */
export interface AttemptOrder {
  row: DeliveryRow;
  subscription: Subscription;
  body: StoredBody;
  /** A person has asked for it. */
  manual: boolean;
}

const DEFAULT_TIMEOUT_SECONDS = 15;

export const timeoutMs = ({ timeoutSeconds = DEFAULT_TIMEOUT_SECONDS }: Subscription): number =>
  timeoutSeconds * 1_000;
