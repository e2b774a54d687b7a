import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Functions } from './functions';
import { FUNCTION_NAMES } from './function-names';
import { GRANTS, type Grants } from './grants';
import type { Tables } from './tables';

export interface Resources {
  tables: Tables;
  bus: EventBus;
  functions: Functions;
  encryptionKey: Key;
  rootSecret: Secret;
}

/** Writes what `GRANTS` says into the role of every function: exact actions on exact resources. */
export function grantAll(resources: Resources): void {
  for (const name of FUNCTION_NAMES) {
    for (const [target, actions] of Object.entries(GRANTS[name])) {
      const { service, arn } = granted(target as keyof Grants, resources);
      Grant.addToPrincipal({
        grantee: resources.functions.byName[name],
        actions: actions.map((action) => `${service}:${action}`),
        resourceArns: [arn],
      });
    }
  }
}

/** How IAM names the service and the resource of one entry of a function's grants. */
function granted(target: keyof Grants, resources: Resources): { service: string; arn: string } {
  const { tables, bus, functions, encryptionKey, rootSecret } = resources;
  switch (target) {
    case 'bus':
      return { service: 'events', arn: bus.eventBusArn };
    case 'deliverQueue':
      return { service: 'sqs', arn: functions.deliverQueue.queueArn };
    case 'encryptionKey':
      return { service: 'kms', arn: encryptionKey.keyArn };
    case 'rootSecret':
      return { service: 'secretsmanager', arn: rootSecret.secretArn };
    default: {
      const [table, index] = target.split('/') as [keyof Tables, string?];
      const arn = tables[table].tableArn;
      return { service: 'dynamodb', arn: index === undefined ? arn : `${arn}/index/${index}` };
    }
  }
}
