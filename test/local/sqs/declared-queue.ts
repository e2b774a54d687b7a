import type { LocalContext } from '../../../local/context';
import { queue } from '../../../local/sqs/queue-resource';

/** Declares a queue as the template would and answers its ARN. */
export function declaredQueue(
  local: LocalContext,
  name: string,
  properties: Record<string, unknown> = {},
): string {
  const { attributes } = queue.make({ logicalId: name, physicalName: name, properties }, local);
  return attributes['Arn'] ?? '';
}

/** Receives what is visible now, without waiting. */
export const NOW = { max: 10, waitMs: 0 } as const;
