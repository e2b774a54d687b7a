import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { bundleFunctions } from '../lib/bundle';
import { checkedStage, stageNamed } from '../lib/stage';
import { TocsinStack } from '../lib/tocsin-stack';

async function main(): Promise<void> {
  const app = new App({ analyticsReporting: false });
  const mailFrom = app.node.tryGetContext('mailFrom') as string | undefined;
  const mailTo = app.node.tryGetContext('mailTo') as string | undefined;
  const mailRecipientsPerDay = app.node.tryGetContext('mailRecipientsPerDay') as string | number | undefined;
  const alarmTopicArn = app.node.tryGetContext('alarmTopic') as string | undefined;
  const runbookUrl = app.node.tryGetContext('runbookUrl') as string | undefined;
  const domainName = app.node.tryGetContext('domainName') as string | undefined;
  const certificateArn = String(app.node.tryGetContext('certificateArn') ?? '');
  const stage = checkedStage({
    ...stageNamed(String(app.node.tryGetContext('stage') ?? 'dev')),
    ...(mailFrom !== undefined && { mailFrom }),
    ...(mailTo !== undefined && { mailTo: mailTo.toLowerCase().split(/\s*,\s*/) }),
    ...(mailRecipientsPerDay !== undefined && { mailRecipientsPerDay: Number(mailRecipientsPerDay) }),
    ...(alarmTopicArn !== undefined && { alarmTopicArn }),
    ...(runbookUrl !== undefined && { runbookUrl }),
    ...(domainName !== undefined && { domain: { name: domainName, certificateArn } }),
  });
  const bundles = await bundleFunctions();
  new TocsinStack(app, stage, (name) => Code.fromAsset(join(bundles, name)));
  if (process.env['CDK_VALIDATION'] !== 'false') {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  }
  app.synth();
}

void main();
