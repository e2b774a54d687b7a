import { eventTables } from '../../../local/eventbridge/tables';
import { depth } from '../../../local/sqs/depth';
import { FUNCTION, WiredBus } from './wired-bus';

const pending = (bus: WiredBus): number =>
  eventTables(bus.local.store).one<{ n: number }>('SELECT count(*) AS n FROM events_deliveries')?.n ?? 0;

const attributesOf = (message: { messageAttributes: Record<string, { StringValue?: string }> }) =>
  Object.fromEntries(
    Object.entries(message.messageAttributes).map(([name, value]) => [name, value.StringValue]),
  );

let bus: WiredBus;

beforeEach(() => {
  bus = new WiredBus();
});

afterEach(() => bus.stop());

test('an event accepted before a crash is delivered by the next start', async () => {
  bus.toQueue();
  await bus.put();
  expect(pending(bus)).toBe(1);
  bus.start();
  expect(JSON.parse((await bus.next()).body)).toMatchObject({ source: 'tocsin', detail: { n: 1 } });
  expect(pending(bus)).toBe(0);
});

test('the detail is passed on as text', async () => {
  bus.toQueue();
  bus.start();
  await bus.put('{"n": 1.50, "big":12345678901234567890}');
  expect((await bus.next()).body).toContain('"detail":{"n": 1.50, "big":12345678901234567890}}');
});

test.each([
  ['a path into the event', '$.detail.project', '{"project":"prj_1"}', 'prj_1'],
  ['a path that leads to no text', '$.detail.project', '{"project":7}', undefined],
  ['a path that leads nowhere', '$.detail.a.b', '{"a":null}', undefined],
  ['a text', 'all', '{}', 'all'],
])('The message group of a queue target is %s', async (_, MessageGroupId, detail, group) => {
  bus.toQueue({ SqsParameters: { MessageGroupId } });
  bus.start();
  await bus.put(detail);
  expect((await bus.next()).attributes['MessageGroupId']).toBe(group);
});

test('without permission the event goes to the dead-letter queue at once', async () => {
  const RULE_ARN = bus.toQueue();
  bus.refuse = (_principal, permission) => permission.resource === bus.queue;
  bus.start();
  await bus.put();
  const message = await bus.next(bus.dead);
  expect(JSON.parse(message.body)).toMatchObject({ detail: { n: 1 } });
  expect(attributesOf(message)).toMatchObject({
    RULE_ARN,
    TARGET_ARN: bus.queue,
    ERROR_CODE: 'NO_PERMISSIONS',
    RETRY_ATTEMPTS: '0',
  });
});

test('access control is asked for EventBridge acting for the rule', async () => {
  const asked: object[] = [];
  const sourceArn = bus.toQueue();
  bus.refuse = (principal, permission) => asked.push({ principal, permission }) === 0;
  bus.start();
  await bus.put();
  await bus.next();
  expect(asked).toEqual([
    {
      principal: { kind: 'service', service: 'events.amazonaws.com', sourceArn },
      permission: { action: 'sqs:SendMessage', resource: bus.queue },
    },
  ]);
});

test('the dead-letter queue needs the permission as well: otherwise the event is dropped, and said so', async () => {
  bus.toQueue();
  bus.refuse = () => true;
  bus.start();
  await bus.put();
  await bus.until(() => pending(bus) === 0);
  expect(depth(bus.local, bus.dead).visible).toBe(0);
  expect(bus.reported).toEqual([expect.stringContaining('NO_PERMISSIONS')]);
});

test('a queue that does not exist is not tried again', async () => {
  bus.toQueue({ Arn: `${bus.queue}-not` });
  bus.start();
  await bus.put();
  expect(attributesOf(await bus.next(bus.dead))).toMatchObject({
    ERROR_CODE: 'NO_RESOURCE',
    RETRY_ATTEMPTS: '0',
  });
});

test('a failing target is tried again until it takes the event', async () => {
  let left = 3;
  bus.local.faults.onCall = () =>
    left-- > 0 ? { kind: 'error', code: 'InternalError', status: 500 } : undefined;
  bus.toQueue();
  bus.start();
  await bus.put();
  for (let n = 0; n < 3; n++) {
    await bus.until(() => left === 2 - n);
    bus.local.clock.advance(10_000);
  }
  expect(JSON.parse((await bus.next()).body)).toMatchObject({ detail: { n: 1 } });
});

test('after the last retry the event goes to the dead-letter queue', async () => {
  let calls = 0;
  bus.local.faults.onCall = () => (calls++, { kind: 'error', code: 'InternalError', status: 500 });
  bus.toQueue({ RetryPolicy: { MaximumRetryAttempts: 2 } });
  bus.start();
  await bus.put();
  for (const count of [1, 2]) {
    await bus.until(() => calls === count);
    bus.local.clock.advance(10_000);
  }
  expect(attributesOf(await bus.next(bus.dead))).toMatchObject({
    ERROR_CODE: 'ERROR_FROM_TARGET',
    RETRY_ATTEMPTS: '2',
    EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
  });
});

test('an event that is too old is not tried again', async () => {
  let calls = 0;
  bus.local.faults.onCall = () => (calls++, { kind: 'error', code: 'InternalError', status: 500 });
  bus.toQueue({ RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
  bus.start();
  await bus.put();
  await bus.until(() => calls === 1);
  bus.local.clock.advance(61_000);
  expect(attributesOf(await bus.next(bus.dead))).toMatchObject({
    RETRY_ATTEMPTS: '1',
    EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
  });
});

test('a function gets the event, and again if it did not take it', async () => {
  bus.declareRule({ EventPattern: { source: ['tocsin'] }, Targets: [{ Arn: FUNCTION, Id: 'f' }] });
  bus.failures.push(new Error('throttled'));
  bus.start();
  await bus.put();
  await bus.until(() => bus.invoked.length === 1);
  bus.local.clock.advance(10_000);
  await bus.until(() => bus.invoked.length === 2);
  expect(bus.invoked[0]).toBe(bus.invoked[1]);
  await bus.until(() => pending(bus) === 0);
});

test('entries fail as often as the faults say', async () => {
  bus.toQueue();
  bus.local.faults.entryFailureProbability = 1;
  expect(await bus.put()).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });
  expect(pending(bus)).toBe(0);
});

test('a hundred and more events are delivered, each once', async () => {
  bus.toQueue();
  for (let n = 0; n < 250; n++) await bus.put(`{"n":${n}}`);
  bus.start();
  await bus.until(() => pending(bus) === 0);
  expect(depth(bus.local, bus.queue).visible).toBe(250);
});
