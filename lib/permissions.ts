import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Functions } from './functions';
import { FUNCTION_NAMES } from './function-names';
import { GRANTS, type Grants } from './grants';
import type { Stage } from './stage';
import type { Tables } from './tables';

export interface Resources {
  tables: Tables;
  bus: EventBus;
  functions: Functions;
  encryptionKey: Key;
  rootSecret: Secret;
  mailIdentity?: IEmailIdentity;
}

/** Writes what `GRANTS` says into the role of every function: exact actions on exact resources. */
export function grantAll(stage: Stage, resources: Resources): void {
  for (const name of FUNCTION_NAMES) {
    for (const [target, actions] of Object.entries(GRANTS[name])) {
      if (target === 'mailIdentity' && !resources.mailIdentity) continue;
      const { service, arn } = granted(target as keyof Grants, resources);
      Grant.addToPrincipal({
        grantee: resources.functions.byName[name],
        actions: actions.map((action) => `${service}:${action}`),
        resourceArns: [arn],
        ...(target === 'mailIdentity' && {
          conditions: { StringEquals: { 'ses:FromAddress': stage.mailFrom } },
        }),
      });
    }
  }
}

/** A service as IAM names it, and the ARN of something in it. */
interface Granted {
  service: string;
  arn: string;
}

function granted(target: keyof Grants, resources: Resources): Granted {
  const { [target]: other } = besideTables(resources) as Partial<Record<keyof Grants, Granted>>;
  return other ?? { service: 'dynamodb', arn: tableOrIndexArn(target, resources.tables) };
}

function besideTables({ bus, functions, encryptionKey, rootSecret, mailIdentity }: Resources) {
  return {
    ...(mailIdentity && { mailIdentity: { service: 'ses', arn: mailIdentity.emailIdentityArn } }),
    bus: { service: 'events', arn: bus.eventBusArn },
    deliverQueue: { service: 'sqs', arn: functions.deliverQueue.queueArn },
    slowDeliverQueue: { service: 'sqs', arn: functions.slowDeliverQueue.queueArn },
    monitorQueue: { service: 'sqs', arn: functions.monitorQueue.queueArn },
    encryptionKey: { service: 'kms', arn: encryptionKey.keyArn },
    rootSecret: { service: 'secretsmanager', arn: rootSecret.secretArn },
  } satisfies Partial<Record<keyof Grants, Granted>>;
}

function tableOrIndexArn(target: string, tables: Tables): string {
  const [table, index] = target.split('/') as [keyof Tables, string?];
  const { tableArn } = tables[table];
  return index === undefined ? tableArn : `${tableArn}/index/${index}`;
}
