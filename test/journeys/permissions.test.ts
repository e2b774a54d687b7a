import type { Policies } from '../../local/iam/policies';
import { type TestCloud, withCloud } from './cloud';
import { measuredBy } from './measured';
import { type Find, patchedAssembly } from './patched-assembly';
import { Receiver } from './receiver';
import { deliveriesOf, rows } from './rows';
import { subscribe } from './subscribe';

interface Statement {
  Action: string | string[];
  Resource: unknown;
}

interface Results {
  results: { id: string }[];
}

let stack: TestCloud | undefined;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
});

afterEach(async () => {
  await Promise.all([stack?.stop(), receiver.stop()]);
  stack = undefined;
});

/** The stack without a right of a role: its statements no longer name the action. */
const without = (role: string, action: string) => (find: Find) => {
  const policy = find(`${role}DefaultPolicy`).Properties as { PolicyDocument: { Statement: Statement[] } };
  for (const statement of policy.PolicyDocument.Statement)
    statement.Action = [statement.Action].flat().filter((each) => each !== action);
  policy.PolicyDocument.Statement = policy.PolicyDocument.Statement.filter(({ Action }) => Action.length > 0);
};

/** The stack in which EventBridge may not put anything into the route queue. */
const withoutArrow = (find: Find) => {
  const policy = find('RouteQueuePolicy').Properties as { PolicyDocument: { Statement: Statement[] } };
  policy.PolicyDocument.Statement = policy.PolicyDocument.Statement.filter(
    ({ Action }) => ![Action].flat().includes('sqs:SendMessage'),
  );
};

async function start(name: string, change: (find: Find) => void): Promise<TestCloud> {
  stack = await withCloud({ assembly: patchedAssembly(name, change), faults: { duplicateProbability: 0 } });
  await subscribe(stack, receiver.url, ['an.event']);
  return stack;
}

/** What the operator does about it: a deployment that grants what was missing. */
function grant({ cloud }: TestCloud, role: string, action: string, resource: string): void {
  const policies = cloud.context.iam as Policies;
  const Statement = [{ Effect: 'Allow', Action: action, Resource: resource }];
  policies.attachToRole(roleArn(cloud.ref(role)), 'repaired', { Version: '2012-10-17', Statement });
}

const roleArn = (name: string): string => `arn:aws:iam::000000000000:role/${name}`;
const event = { type: 'an.event', source: 'bot', id: 'only' };

async function expectDelivered({ cloud }: TestCloud, id: string): Promise<void> {
  cloud.clock.advance(361_000);
  await cloud.idle();
  expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([id]);
}

it('ingest may not publish: the event is refused by name, and is accepted once it may', async () => {
  const stack = await start('no-publish', without('IngestRole', 'events:PutEvents'));
  expect(await stack.post(event)).toMatchObject({ status: 503, body: { status: 503 } });
  expect(stack.reports.join('\n')).toContain('[ingest] IAM: the role may not events:PutEvents');
  grant(stack, 'IngestRole', 'events:PutEvents', '*');
  const { status, body } = await stack.post<Results>(event);
  expect(status).toBe(202);
  await expectDelivered(stack, body.results[0]?.id ?? '');
});

it('the bus may not send to the route queue: the event is a dead letter, and a replay delivers it', async () => {
  const stack = await start('no-arrow', withoutArrow);
  const { body } = await stack.post<Results>(event);
  await stack.cloud.idle();
  const [letter] = await rows(stack, 'dead');
  expect(letter).toMatchObject({ kind: 'event', reason: 'bus_no_permissions' });

  const Resource = queueArn(stack, 'RouteQueue');
  const Principal = { Service: 'events.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource }];
  stack.cloud.context.iam.attachToResource(Resource, { Version: '2012-10-17', Statement });
  const replay = await stack.admin('POST', `/v1/dead-letters/${letter?.id}/replay`);
  expect(replay.status).toBe(202);
  await stack.cloud.idle();
  await expectDelivered(stack, body.results[0]?.id ?? '');
});

it('route may not write: the event comes back until it may', async () => {
  const stack = await start('no-write', without('RouteFunctionRole', 'dynamodb:PutItem'));
  const { body } = await stack.post<Results>(event);
  await stack.cloud.idle();
  expect(stack.reports.join('\n')).toContain('[route] IAM: the role may not dynamodb:PutItem');
  expect(stack.cloud.output('route').join('\n')).toContain('AccessDeniedException');
  // The batch has not failed as a whole, so Lambda counts no error.
  expect(measuredBy(stack, 'route')).toContain('Failures');
  expect(await rows(stack, 'event')).toEqual([]);
  expect(Object.values(stack.cloud.queueDepths()).reduce((sum, { inFlight }) => sum + inFlight, 0)).toBe(1);
  grant(stack, 'RouteFunctionRole', 'dynamodb:PutItem', '*');
  await expectDelivered(stack, body.results[0]?.id ?? '');
});

it('deliver may not decrypt the key: the endpoint is not asked, no attempt is used up', async () => {
  const stack = await start('no-decrypt', without('DeliverFunctionRole', 'kms:Decrypt'));
  const { body } = await stack.post<Results>(event);
  const id = body.results[0]?.id ?? '';
  await stack.cloud.idle();
  expect(stack.reports.join('\n')).toContain('[deliver] IAM: the role may not kms:Decrypt');
  expect(await deliveriesOf(stack, id)).toMatchObject([{ state: 'leased', attempt: 1, attempts: [] }]);
  expect(measuredBy(stack, 'deliver')).toContain('Failures');
  grant(stack, 'DeliverFunctionRole', 'kms:Decrypt', '*');
  await expectDelivered(stack, id);
  expect(await deliveriesOf(stack, id)).toMatchObject([{ state: 'delivered', attempts: { length: 1 } }]);
});

it('the gateway may not call ingest: 500, and nothing is accepted', async () => {
  const stack = await start('no-call', (find) => {
    const permission = find('ApiPOSTv1eventsApiPermission');
    (permission.Properties as Record<string, unknown>).SourceArn = 'arn:aws:execute-api:another';
  });
  expect(await stack.post(event)).toMatchObject({ status: 500, body: { message: 'Internal Server Error' } });
  await stack.cloud.idle();
  expect(stack.reports.join('\n')).toMatch(/\[api\] .* has no permission to invoke .*Ingest/);
  expect(receiver.requests).toEqual([]);
});

const queueArn = ({ cloud }: TestCloud, queue: string): string =>
  `arn:aws:sqs:us-east-1:000000000000:${cloud.ref(queue).split('/').at(-1)}`;
