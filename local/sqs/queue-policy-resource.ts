import type { LocalContext } from '../context';
import type { Declared, Made, ResourceType } from '../template/resource';
import { arnOfUrl } from './queue';

/** AWS::SQS::QueuePolicy: who else may use the queues, e.g. EventBridge. */
export const queuePolicy: ResourceType = {
  type: 'AWS::SQS::QueuePolicy',
  properties: ['Queues', 'PolicyDocument'],
  inert: {},
  make(declared: Declared, local: LocalContext): Made {
    const queues = declared.properties['Queues'];
    if (!Array.isArray(queues)) throw new Error(`${declared.logicalId}: Queues must be a list of queue URLs`);
    for (const url of queues as string[]) {
      local.iam.attachToResource(
        arnOfUrl(local, { QueueUrl: url }),
        declared.properties['PolicyDocument'] as object,
      );
    }
    return { ref: declared.physicalName, attributes: { Id: declared.physicalName } };
  },
};
