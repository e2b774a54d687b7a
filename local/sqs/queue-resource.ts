import type { LocalContext } from '../context';
import type { Declared, Made, ResourceType } from '../template/resource';
import { queueUrl, type QueueSettings, saveQueue, findQueue } from './queue';
import { announceChange } from '../change';

/** AWS::SQS::Queue, standard only: FIFO properties are not in the list and stop the start. */
export const queue: ResourceType = {
  type: 'AWS::SQS::Queue',
  properties: [
    'QueueName',
    'VisibilityTimeout',
    'MessageRetentionPeriod',
    'DelaySeconds',
    'MaximumMessageSize',
    'ReceiveMessageWaitTimeSeconds',
    'RedrivePolicy',
    'RedriveAllowPolicy',
  ],
  inert: {
    SqsManagedSseEnabled: 'encryption at rest with a key that only SQS sees changes no answer',
    Tags: 'nothing local reads tags',
  },
  make(declared: Declared, local: LocalContext): Made {
    const name = text(declared.properties['QueueName']) ?? declared.physicalName;
    if (!/^[\w-]{1,80}$/.test(name))
      throw new Error(`${declared.logicalId}: "${name}" is no name of a standard queue`);
    const settings = settingsOf(declared);
    checkRedrive(declared, local, settings);
    const made = saveQueue(local, name, settings);
    announceChange(local, made.arn);
    const url = queueUrl(local, name);
    return { ref: url, attributes: { Arn: made.arn, QueueName: name, QueueUrl: url } };
  },
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function settingsOf(declared: Declared): QueueSettings {
  const redrive = declared.properties['RedrivePolicy'] as Record<string, unknown> | undefined;
  const redriveAllow = declared.properties['RedriveAllowPolicy'] as QueueSettings['redriveAllow'];
  return {
    visibilityTimeout: number(declared, 'VisibilityTimeout', 30, 0, 43_200),
    messageRetentionPeriod: number(declared, 'MessageRetentionPeriod', 345_600, 60, 1_209_600),
    delaySeconds: number(declared, 'DelaySeconds', 0, 0, 900),
    maximumMessageSize: number(declared, 'MaximumMessageSize', 1_048_576, 1024, 1_048_576),
    receiveMessageWaitTimeSeconds: number(declared, 'ReceiveMessageWaitTimeSeconds', 0, 0, 20),
    ...(redrive && {
      redrive: {
        deadLetterTargetArn: String(redrive['deadLetterTargetArn']),
        maxReceiveCount: Number(redrive['maxReceiveCount'] ?? 10),
      },
    }),
    ...(redriveAllow && { redriveAllow }),
  };
}

function number(declared: Declared, property: string, ordinary: number, low: number, high: number): number {
  const value = Number(declared.properties[property] ?? ordinary);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new Error(`${declared.logicalId}: ${property} must be between ${low} and ${high}`);
}

function checkRedrive(declared: Declared, local: LocalContext, { redrive }: QueueSettings): void {
  if (!redrive) return;
  if (!(redrive.maxReceiveCount >= 1 && redrive.maxReceiveCount <= 1000)) {
    throw new Error(`${declared.logicalId}: maxReceiveCount must be between 1 and 1000`);
  }
  const allow = findQueue(local, redrive.deadLetterTargetArn).settings.redriveAllow;
  if (allow?.redrivePermission === 'denyAll') {
    throw new Error(`${declared.logicalId}: ${redrive.deadLetterTargetArn} lets no queue redrive to it`);
  }
}
