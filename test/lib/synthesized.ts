import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type Stage, stageNamed } from '../../lib/stage';
import { TocsinStack } from '../../lib/tocsin-stack';

process.env['CDK_VALIDATION'] = 'false';

const temporary = mkdtempSync(join(tmpdir(), 'tocsin-stack-'));
afterAll(() => rmSync(temporary, { recursive: true }));

/** Every setting that a stage may have and no stage has from the start. */
export const FULL = {
  mailFrom: 'alerts@example.com',
  domain: {
    name: 'events.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/1',
  },
  alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms',
  runbookUrl: 'https://wiki.example.com/runbook',
} as const satisfies Partial<Stage>;

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
}

/** The stack of a stage, with a stub in place of every bundle. */
export function stackOf(stage: Stage | string): TocsinStack {
  const settings = typeof stage === 'string' ? stageNamed(stage) : stage;
  return new TocsinStack(app(), settings, () => Code.fromAsset(stubBundle()));
}

export const templateOf = (stage: Stage | string): Template => Template.fromStack(stackOf(stage));

/** The resources of one type, by logical id. */
export function resources(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.findResources(type)) as [string, Resource][];
}

/** `{Ref}` and `{Fn::GetAtt}` as the logical id that they name. */
export function referred(value: unknown): string | undefined {
  const { Ref: ref, 'Fn::GetAtt': getAtt } = (value ?? {}) as {
    Ref?: string;
    'Fn::GetAtt'?: [string, string];
  };
  return ref ?? getAtt?.[0];
}

function app(): App {
  const { context } = JSON.parse(readFileSync(join(__dirname, '../../cdk.json'), 'utf8')) as {
    context: Record<string, unknown>;
  };
  return new App({
    context,
    analyticsReporting: false,
    outdir: mkdtempSync(join(tmpdir(), 'tocsin-stack-')),
  });
}

function stubBundle(): string {
  const directory = join(temporary, 'stub');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'index.mjs'), 'export const handler = async () => ({});\n');
  return directory;
}
