import { type Deployed, physicalName } from './deployed';
import type { Emulator } from './emulator';

/**
 * Where MiniStack 1.5.33 differs from AWS in what this stack asks for. Each is asserted to differ still, where it is worked
 * around, here, or by the stories in journeys.ts: once it does not, the run fails and the entry has to go.
 */
export const DIVERGENCES = {
  computingAlarms:
    'CloudFormation refuses alarms that compute (Metrics). They are left out of the copy of the template that is deployed.',
  expiry:
    'CloudFormation leaves out TimeToLiveSpecification of a global table, and answers CREATE_COMPLETE. It is set afterwards.',
  recovery:
    'CloudFormation leaves out PointInTimeRecoverySpecification of a global table, and answers CREATE_COMPLETE. It is set afterwards.',
  queuePolicies:
    'Nobody asks the policies of queues: a call without TLS is answered, which they deny. test/iam decides by the same policies.',
  throttling:
    'The stage of an API takes more requests than its throttling lets through, even of one a second.',
  compressed:
    'An API of API Gateway hands over what it takes for text as text; MiniStack does so by the content type alone, and breaks what is compressed. AWS documents nothing for a content encoding, so that both ways are prepared for: what was broken is answered with how to send it.',
} as const;

/** Of which a stage that takes one a second could answer no more than two or three. */
const REQUESTS = 20;

/** Throws, naming it, if something does not differ any more. */
export async function mustDiffer(deployed: Deployed, emulator: Emulator): Promise<void> {
  const QueueUrl = physicalName(deployed, 'DeliverQueue');
  const answered = await emulator
    .call('AmazonSQS.GetQueueAttributes', { QueueUrl, AttributeNames: ['Policy'] })
    .catch(() => ({}));
  if (!JSON.stringify(answered).includes('aws:SecureTransport')) throw new NoDivergence('queuePolicies');
  await emulator.limitStage(physicalName(deployed, 'Api'), '$default', 1);
  const asked = Array.from({ length: REQUESTS }, () => fetch(`${deployed.apiUrl}/v1/health`));
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  if (statuses.some((status) => status === 429)) throw new NoDivergence('throttling');
}

export class NoDivergence extends Error {
  constructor(name: keyof typeof DIVERGENCES) {
    super(`It is not so any more that: ${DIVERGENCES[name]}`);
  }
}
