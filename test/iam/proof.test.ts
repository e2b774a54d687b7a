import { readFileSync } from 'node:fs';
import { stageNamed } from '../../lib/stage';
import { FULL, templateOf } from '../lib/synthesized';
import { type Calls, RECORD } from './calls';
import { BROAD, type Exception, UNUSED } from './exceptions';
import { type Right, TemplatePolicies } from './template-policies';

const record = JSON.parse(readFileSync(RECORD, 'utf8')) as Calls;
const recorded = Object.entries(record).flatMap(([who, calls]) =>
  calls.map((call): Right => ({ who, call })),
);
const { mailFrom } = FULL;
const text = ({ who, call }: Right): string => `${who}: ${call}`;
const excused = (what: string, exceptions: readonly Exception[]): boolean =>
  exceptions.some((each) => each.what.test(what));
const needless = (found: readonly string[], exceptions: readonly Exception[]): readonly Exception[] =>
  exceptions.filter((each) => !found.some((what) => each.what.test(what)));

describe.each(['dev', 'prod'])('in stage %s', (name) => {
  const template = templateOf({ ...stageNamed(name), ...FULL });
  const policies = new TemplatePolicies(template);
  const rights = policies.rights();

  it.each(Object.keys(record))('%s may do all that it was seen to do', async (who) => {
    const denied: string[] = [];
    for (const right of recorded.filter((each) => each.who === who)) {
      if (!(await policies.allows(right, { 'ses:FromAddress': mailFrom }))) denied.push(text(right));
    }
    expect(denied).toEqual([]);
  });

  it('nobody may do what nobody was seen to do, but for a written reason', () => {
    const seen = new Set(recorded.map(text));
    const unused = rights.map(text).filter((right) => !seen.has(right));
    expect(unused.filter((right) => !excused(right, UNUSED))).toEqual([]);
    expect(needless(unused, UNUSED)).toEqual([]);
  });

  it('what is wider than one action on one resource has a written reason', () => {
    const broad = policies.statements
      .map(({ id, statement }) => `${id}: ${JSON.stringify(statement)}`)
      .filter((statement) => statement.includes('*'));
    expect(broad.filter((statement) => !excused(statement, BROAD))).toEqual([]);
    expect(needless(broad, BROAD)).toEqual([]);
  });

  it('mail comes from the address of the stage alone', async () => {
    const right = { who: 'DeliverFunctionRole', call: 'ses:SendEmail MailIdentity' };
    await expect(policies.allows(right, { 'ses:FromAddress': mailFrom })).resolves.toBe(true);
    await expect(policies.allows(right, { 'ses:FromAddress': 'ceo@example.com' })).resolves.toBe(false);
  });

  it.each([
    [
      'ApiGateway for a route may not call what the bus calls',
      'apigateway.amazonaws.com for Api/routes',
      'lambda:InvokeFunction Sweep',
    ],
    [
      'the rule of one queue may not fill another',
      'events.amazonaws.com for BusEventsToRoute',
      'sqs:SendMessage MonitorQueue',
    ],
    ['ingest may not read what it has accepted', 'IngestRole', 'dynamodb:GetItem Events'],
    ['deliver may not make data keys', 'DeliverFunctionRole', 'kms:GenerateDataKey EncryptionKey'],
    ['admin may not read the root secret', 'AdminRole', 'secretsmanager:GetSecretValue RootSecret'],
  ])('%s', async (_, who, call) => {
    await expect(policies.allows({ who, call })).resolves.toBe(false);
  });
});

it.each([
  'IngestRole: logs:PutLogEvents AdminLog',
  'MonitorFunctionRole: sqs:GetQueueUrl RouteQueue',
  'BuryRole: sqs:ChangeMessageVisibility DeliverQueue',
  'IngestRole: sqs:ReceiveMessage DeadQueue',
])('nothing excuses what belongs to another: %s', (right) => {
  expect(excused(right, UNUSED)).toBe(false);
});
