import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, type CloudOptions, startCloud } from '../../../local/cloud';

type Resource = { Type: string; Properties?: object; DependsOn?: string | string[] };
type Resources = Record<string, Resource>;

interface Statement {
  Action: string | string[];
  Resource: unknown;
}

export const arnOf = (logicalId: string): object => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** A function whose bundle is `source` (an ES module that exports `handler`), with a role of its own. */
export function lambda(id: string, may: Statement[] = [], properties: object = {}): Resources {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const statements = may.map((statement) => ({ Effect: 'Allow', ...statement }));
  return {
    [`${id}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
        ...(statements.length > 0 && {
          Policies: [{ PolicyName: 'may', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
        }),
      },
    },
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: 'assets', S3Key: `${id}.zip` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: arnOf(`${id}Role`),
        ...properties,
      },
    },
  };
}

export const queue = (id: string, properties: object = {}): Resources => ({
  [id]: { Type: 'AWS::SQS::Queue', Properties: properties },
});

/** What the role of a function needs to be fed from the queue. */
export const consuming = (queueId: string): Statement => ({
  Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  Resource: arnOf(queueId),
});

export const mapping = (queueId: string, functionId: string, properties: object = {}): Resources => ({
  [`${queueId}To${functionId}`]: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: arnOf(queueId),
      FunctionName: { Ref: functionId },
      BatchSize: 10,
      ...properties,
    },
  },
});

interface SmallStack {
  resources: Resources;
  /** Source of the bundle of each function, by logical id. */
  code: Record<string, string>;
}

export interface SmallCloud {
  cloud: Cloud;
  reports: string[];
}

/** Starts a hand-made stack in memory, on a day without duplicates and lag. */
export async function startSmall(
  { resources, code }: SmallStack,
  options: Partial<CloudOptions> = {},
): Promise<SmallCloud> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-small-'));
  for (const [id, source] of Object.entries(code)) {
    mkdirSync(join(folder, id));
    writeFileSync(join(folder, id, 'index.mjs'), source);
  }
  const files = Object.fromEntries(Object.keys(code).map((id) => [id, { source: { path: id } }]));
  writeFileSync(join(folder, 'template.json'), JSON.stringify({ Resources: resources }));
  writeFileSync(join(folder, 'assets.json'), JSON.stringify({ files }));
  const reports: string[] = [];
  const cloud = await startCloud({
    assembly: {
      templatePath: join(folder, 'template.json'),
      assetsPath: join(folder, 'assets.json'),
      stackName: 'small',
    },
    stateDir: ':memory:',
    faults: { duplicateProbability: 0, readLagMs: 0, reorder: false },
    report: (line) => reports.push(line),
    ...options,
  });
  return { cloud, reports };
}

/** The SDK's protocol in a handler, without the SDK: `await call('AmazonSQS.SendMessage', {...})`. */
export const SDK_CALL = `
const call = async (target, input) => {
  const key = process.env.AWS_ACCESS_KEY_ID;
  const response = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: { 'x-amz-target': target, authorization: 'AWS4-HMAC-SHA256 Credential=' + key + '/20260101/us-east-1/x/aws4_request' },
    body: JSON.stringify(input),
  });
  const answer = await response.json();
  if (response.status !== 200) throw Object.assign(new Error(answer.message), { name: answer.__type });
  return answer;
};
`;
