import type { Principal } from '../../../local/context';
import { Policies } from '../../../local/iam/policies';

const ROLE = 'arn:aws:iam::000000000000:role/worker';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:q';
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555';
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/events';
const RULE = 'arn:aws:events:us-east-1:000000000000:rule/bus/rule';
const role: Principal = { kind: 'role', arn: ROLE };
const rule: Principal = { kind: 'service', service: 'events.amazonaws.com', sourceArn: RULE };

const document = (...Statement: object[]): object => ({ Version: '2012-10-17', Statement });
const allow = (Action: string, Resource: string, more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

let policies: Policies;
beforeEach(() => (policies = new Policies('000000000000')));

const may = (
  principal: Principal,
  action: string,
  resource: string,
  context: Record<string, string | string[]> = {},
) => policies.allowed(principal, { action, resource, context });

test('a role may do what its policies say, and nothing else', async () => {
  policies.attachToRole(ROLE, 'send', document(allow('sqs:SendMessage', QUEUE)));
  expect(await may(role, 'sqs:SendMessage', QUEUE)).toBe(true);
  expect(await may(role, 'sqs:ReceiveMessage', QUEUE)).toBe(false);
  expect(await may(role, 'sqs:SendMessage', `${QUEUE}2`)).toBe(false);
});

test('a decision is not remembered past a new policy', async () => {
  expect(await may(role, 'sqs:SendMessage', QUEUE)).toBe(false);
  policies.attachToRole(ROLE, 'send', document(allow('sqs:SendMessage', QUEUE)));
  expect(await may(role, 'sqs:SendMessage', QUEUE)).toBe(true);
});

test('a deny of the resource wins over an allow of the role; TLS counts as given', async () => {
  policies.attachToRole(ROLE, 'all', document(allow('sqs:*', QUEUE)));
  const insecure = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sqs:*', Resource: QUEUE };
  policies.attachToResource(
    QUEUE,
    document({ ...insecure, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
  expect(await may(role, 'sqs:SendMessage', QUEUE)).toBe(true);
  policies.attachToResource(QUEUE, document(insecure));
  expect(await may(role, 'sqs:SendMessage', QUEUE)).toBe(false);
});

test('a service needs the policy of the resource, for its own source', async () => {
  const condition = { Condition: { ArnEquals: { 'aws:SourceArn': RULE } } };
  const statement = allow('sqs:SendMessage', QUEUE, {
    Principal: { Service: 'events.amazonaws.com' },
    ...condition,
  });
  expect(await may(rule, 'sqs:SendMessage', QUEUE)).toBe(false);
  policies.attachToResource(QUEUE, { Statement: statement });
  expect(await may(rule, 'sqs:SendMessage', QUEUE)).toBe(true);
  expect(await may({ ...rule, sourceArn: `${RULE}2` }, 'sqs:SendMessage', QUEUE)).toBe(false);
  expect(await may({ ...rule, service: 'sns.amazonaws.com' }, 'sqs:SendMessage', QUEUE)).toBe(false);
});

test('a key leaves it to the roles only if its policy names the account', async () => {
  policies.attachToRole(ROLE, 'decrypt', document(allow('kms:Decrypt', KEY)));
  policies.attachToResource(
    KEY,
    document(allow('kms:*', '*', { Principal: { AWS: 'arn:aws:iam::000000000000:root' } })),
  );
  expect(await may(role, 'kms:Decrypt', KEY)).toBe(true);
  expect(await may(role, 'kms:Encrypt', KEY)).toBe(false);
});

test('conditions over the call are decided by its context', async () => {
  const leading = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['a#*'] } };
  policies.attachToRole(ROLE, 'own', document(allow('dynamodb:GetItem', TABLE, { Condition: leading })));
  expect(await may(role, 'dynamodb:GetItem', TABLE, { 'dynamodb:LeadingKeys': ['a#1'] })).toBe(true);
  expect(await may(role, 'dynamodb:GetItem', TABLE, { 'dynamodb:LeadingKeys': ['b#1'] })).toBe(false);
});

test('a condition that cannot be decided is refused', () => {
  const condition = { Condition: { StringEquals: { 'kms:EncryptionContext:project': 'p' } } };
  expect(() => policies.attachToRole(ROLE, 'x', document(allow('kms:Decrypt', KEY, condition)))).toThrow(
    'kms:EncryptionContext is not supported locally',
  );
});
