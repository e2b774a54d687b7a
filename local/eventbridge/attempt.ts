import { type LocalContext, ServiceError } from '../context';
import { sendMessage } from '../sqs/send';
import type { Target } from './rules';

/** Hands an event to a function as an asynchronous invocation does; rejects if it was not taken. */
export type Invoke = (functionArn: string, event: string, ruleArn: string) => Promise<void>;

/** Why a delivery failed: `code` as in EventBridge's dead-letter attributes; only some failures are worth retrying. */
export interface Failure {
  code: string;
  message: string;
  retriable: boolean;
}

const noPermission = (target: string): Failure => ({
  code: 'NO_PERMISSIONS',
  message: `Lack of permissions to invoke cross account target ${target}.`,
  retriable: false,
});

/** Whether EventBridge may, acting for the rule, do `action` on the target. */
export async function permitted(
  local: LocalContext,
  rule: string,
  action: string,
  resource: string,
): Promise<Failure | undefined> {
  const principal = { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule } as const;
  return (await local.iam.allowed(principal, { action, resource })) ? undefined : noPermission(resource);
}

/** Puts the event on the target queue; the caller's transaction makes that and its own bookkeeping one. */
export function toQueue(local: LocalContext, target: Target, event: string): Failure | undefined {
  const fault = local.faults.onCall?.({ caller: 'events', service: 'sqs', action: 'SendMessage' });
  if (fault?.kind === 'error') return { code: 'ERROR_FROM_TARGET', message: fault.code, retriable: true };
  try {
    const groupId = groupOf(target, event);
    sendMessage(local, target.arn, { body: event, ...(groupId !== undefined && { groupId }) });
    return undefined;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { code: 'NO_RESOURCE', message: error.message, retriable: false };
  }
}

/** A path that leads to no text gives no group: the message is a group of its own. */
function groupOf({ messageGroupId }: Target, event: string): string | undefined {
  if (!messageGroupId?.startsWith('$.')) return messageGroupId;
  let found: unknown = JSON.parse(event);
  for (const step of messageGroupId.slice(2).split('.'))
    found =
      typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[step] : undefined;
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export async function toFunction(
  invoke: Invoke,
  target: Target,
  event: string,
  rule: string,
): Promise<Failure | undefined> {
  try {
    await invoke(target.arn, event, rule);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: 'ERROR_FROM_TARGET', message, retriable: true };
  }
}
