import type { Declared, Made, ResourceType } from '../template/resource';
import type { LocalContext } from '../context';
import { asynchronousType, type AsynchronousInvocations } from './asynchronous';
import type { EventSourceMappings } from './event-source-mappings';
import type { LambdaFunction } from './function';
import type { Functions } from './functions';
import { checkEnvironment } from './worker-environment';

interface LambdaParts {
  functions: Functions;
  mappings: EventSourceMappings;
  asynchronous: AsynchronousInvocations;
  /** Folder of each bundle by its S3 key. */
  bundles: ReadonlyMap<string, string>;
  /** Values that replace those of the template, where a function has the variable. */
  overrides: Record<string, string>;
}

/** The resource types of Lambda. */
export function lambdaResources(parts: LambdaParts): ResourceType[] {
  return [
    functionType(parts),
    permissionType(parts.functions),
    mappingType(parts),
    asynchronousType(parts.asynchronous),
  ];
}

const CPU = 'it runs on this machine, with its processors';

function functionType(parts: LambdaParts): ResourceType {
  return {
    type: 'AWS::Lambda::Function',
    properties: [
      'Code',
      'Code.S3Bucket',
      'Code.S3Key',
      'DeadLetterConfig',
      'DeadLetterConfig.TargetArn',
      'Environment',
      'Environment.Variables',
      'FunctionName',
      'Handler',
      'LoggingConfig',
      'LoggingConfig.LogGroup',
      'MemorySize',
      'Role',
      'Timeout',
    ],
    inert: {
      Architectures: CPU,
      Description: 'words for people',
      Runtime: 'always the Node that runs the local cloud',
      'LoggingConfig.LogFormat': 'output is shown as it is written',
      'LoggingConfig.SystemLogLevel': 'output is shown as it is written',
      'LoggingConfig.ApplicationLogLevel': 'output is shown as it is written',
      Tags: 'nothing decides by tags',
      TracingConfig: 'there is no X-Ray here',
    },
    make: (declared, local) => makeFunction(parts, declared, local),
  };
}

function makeFunction(parts: LambdaParts, declared: Declared, local: LocalContext): Made {
  const { properties } = declared;
  const { FunctionName: name = declared.physicalName } = properties as { FunctionName?: string };
  const arn = `arn:aws:lambda:${local.region}:${local.account}:function:${name}`;
  if (!String(properties.Runtime).startsWith('nodejs'))
    throw new Error(`the runtime ${String(properties.Runtime)} is not Node`);
  const logging = (properties.LoggingConfig ?? {}) as { LogGroup?: string };
  const deadLetter = properties.DeadLetterConfig as { TargetArn: string } | undefined;
  const lambda: LambdaFunction = {
    label: labelOf(declared.logicalId),
    name,
    arn,
    roleArn: String(properties.Role),
    folder: bundleOf(parts.bundles, properties.Code),
    handler: String(properties.Handler),
    timeoutMs: Number(properties.Timeout ?? 3) * 1000,
    memoryMb: Number(properties.MemorySize ?? 128),
    logGroup: logging.LogGroup ?? `/aws/lambda/${name}`,
    environment: environmentOf(properties.Environment, parts.overrides),
    ...(deadLetter && { deadLetterArn: deadLetter.TargetArn }),
  };
  parts.functions.add(lambda, local);
  return { ref: name, attributes: { Arn: arn } };
}

/** `RouteFunctionB5414071` → `route`: what CDK adds to a construct's path is not a name. */
function labelOf(logicalId: string): string {
  return logicalId
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/(?<=.)Function$/, '')
    .toLowerCase();
}

function bundleOf(bundles: ReadonlyMap<string, string>, code: unknown): string {
  const key = (code as { S3Key?: string } | undefined)?.S3Key;
  const folder = bundles.get(key ?? '');
  if (!folder) throw new Error(`the code ${String(key)} is not among the assets`);
  return folder;
}

function environmentOf(declared: unknown, overrides: Record<string, string>): Record<string, string> {
  const variables = ((declared ?? {}) as { Variables?: Record<string, unknown> }).Variables ?? {};
  const environment = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, overrides[name] ?? String(value)]),
  );
  checkEnvironment(environment);
  return environment;
}

function permissionType(functions: Functions): ResourceType {
  return {
    type: 'AWS::Lambda::Permission',
    properties: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'],
    inert: {},
    make: ({ physicalName, properties }, local) => {
      const { arn } = functions.find(String(properties.FunctionName));
      const condition = {
        ...(properties.SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': properties.SourceArn } }),
        ...(properties.SourceAccount !== undefined && {
          StringEquals: { 'aws:SourceAccount': properties.SourceAccount },
        }),
      };
      const statement = {
        Effect: 'Allow',
        Principal: { Service: properties.Principal },
        Action: properties.Action,
        Resource: arn,
        ...(Object.keys(condition).length > 0 && { Condition: condition }),
      };
      local.iam.attachToResource(arn, { Statement: statement });
      return { ref: physicalName, attributes: { Id: physicalName } };
    },
  };
}

function mappingType({ functions, mappings }: LambdaParts): ResourceType {
  return {
    type: 'AWS::Lambda::EventSourceMapping',
    properties: [
      'BatchSize',
      'Enabled',
      'EventSourceArn',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'ScalingConfig',
      'ScalingConfig.MaximumConcurrency',
    ],
    inert: { Tags: 'nothing decides by tags' },
    make: ({ physicalName, properties }) => {
      const scaling = (properties.ScalingConfig ?? {}) as { MaximumConcurrency?: number };
      const types = (properties.FunctionResponseTypes ?? []) as string[];
      mappings.add({
        queueArn: String(properties.EventSourceArn),
        lambda: functions.find(String(properties.FunctionName)),
        batchSize: Number(properties.BatchSize ?? 10),
        windowMs: Number(properties.MaximumBatchingWindowInSeconds ?? 0) * 1000,
        partialFailures: types.includes('ReportBatchItemFailures'),
        enabled: properties.Enabled !== false,
        ...(scaling.MaximumConcurrency !== undefined && {
          maximumConcurrency: Number(scaling.MaximumConcurrency),
        }),
      });
      return { ref: physicalName, attributes: { Id: physicalName } };
    },
  };
}
