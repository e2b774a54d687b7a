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
  const alarmTopicArn = app.node.tryGetContext('alarmTopic') as string | undefined;
  const stage = checkedStage({
    ...stageNamed(String(app.node.tryGetContext('stage') ?? 'dev')),
    ...(mailFrom !== undefined && { mailFrom }),
    ...(alarmTopicArn !== undefined && { alarmTopicArn }),
  });
  const bundles = await bundleFunctions();
  new TocsinStack(app, stage, (name) => Code.fromAsset(join(bundles, name)));
  if (process.env['CDK_VALIDATION'] !== 'false') {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  }
  app.synth();
}

void main();
