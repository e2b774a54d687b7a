import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { bundleFunctions } from '../lib/bundle';
import { stageNamed } from '../lib/stage';
import { TocsinStack } from '../lib/tocsin-stack';

async function main(): Promise<void> {
  const app = new App({ analyticsReporting: false });
  const stage = stageNamed(String(app.node.tryGetContext('stage') ?? 'dev'));
  const bundles = await bundleFunctions();
  new TocsinStack(app, stage, (name) => Code.fromAsset(join(bundles, name)));
  if (process.env['CDK_VALIDATION'] !== 'false') {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  }
  app.synth();
}

void main();
