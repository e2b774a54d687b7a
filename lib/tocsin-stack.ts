import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createAlarms, sendAlarmsTo } from './alarms';
import { createApi } from './api';
import { createBus, sendToQueue, TICK } from './bus';
import { createDashboard } from './dashboard';
import { createDeadQueue } from './dead-queue';
import { createEncryptionKey, createRootSecret } from './encryption';
import { type CodeOf, createFunctions, SETTINGS } from './functions';
import { createMailIdentity } from './mail';
import { grantAll } from './permissions';
import { alarmWithoutTicks, sweepEveryMinute } from './schedule';
import type { Stage } from './stage';
import { createTables } from './tables';
import { setVariables } from './variables';

/** All of Tocsin in one account and region; stages stand side by side, since CloudFormation names everything. */
export class TocsinStack extends Stack {
  constructor(scope: Construct, stage: Stage, codeOf: CodeOf) {
    super(scope, `Tocsin-${stage.name}`, {
      description: `Tocsin (${stage.name}): webhooks, alerts and directives for AI agents`,
      terminationProtection: stage.terminationProtection,
    });

    const tables = createTables(this, stage);
    const encryptionKey = createEncryptionKey(this, stage);
    const rootSecret = createRootSecret(this, stage);
    const bus = createBus(this);
    const deadQueue = createDeadQueue(this, stage, SETTINGS.bury.timeoutSeconds);
    const functions = createFunctions(this, stage, codeOf, deadQueue);
    const api = createApi(this, stage, functions.byName);
    sendToQueue(bus, 'EventsToRoute', functions.routeQueue, deadQueue, [TICK]);
    sendToQueue(bus, 'EventsToMonitor', functions.monitorQueue, deadQueue);
    alarmWithoutTicks(functions.monitorQueue, stage);
    sweepEveryMinute(this, stage, functions.byName.sweep, deadQueue);

    createAlarms(this, stage, functions.byName);
    createDashboard(this, { functions, deadQueue, api });
    if (stage.alarmTopicArn !== undefined) sendAlarmsTo(this, stage.alarmTopicArn);

    const mailIdentity = createMailIdentity(this, stage);
    const resources = {
      tables,
      bus,
      ...(mailIdentity && { mailIdentity }),
      functions,
      encryptionKey,
      rootSecret,
    };
    grantAll(stage, resources);
    const url = stage.domain ? `https://${stage.domain.name}/` : api.url;
    setVariables(stage, resources, url);

    new CfnOutput(this, 'ApiUrl', { value: url, description: 'Base address of the API' });
    new CfnOutput(this, 'RootKeyCommand', {
      value: rootKeyCommand(this.region, rootSecret.secretArn),
      description: 'Shell command that prints the root key',
    });
  }
}

function rootKeyCommand(region: string, secretArn: string): string {
  const read = `aws secretsmanager get-secret-value --region ${region} --secret-id ${secretArn} --query SecretString --output text`;
  return `printf 'tcn_root_%s\\n' "$(${read})"`;
}
