import { scheduleInterval } from '../../../local/eventbridge/schedule';
import { eventTables } from '../../../local/eventbridge/tables';
import { depth } from '../../../local/sqs/depth';
import { FUNCTION, WiredBus } from './wired-bus';

const MINUTE = 60_000;

let bus: WiredBus;

beforeEach(() => {
  bus = new WiredBus();
});

afterEach(() => bus.stop());

const declare = (expression = 'rate(1 minute)'): string =>
  bus.declareRule({ ScheduleExpression: expression, Targets: [{ Arn: FUNCTION, Id: 'sweep' }] });

const nextTick = (): number =>
  eventTables(bus.local.store).one<{ due_at: number }>('SELECT due_at FROM events_schedules')?.due_at ?? 0;

test('a schedule fires after each interval', async () => {
  const arn = declare();
  bus.start();
  for (const count of [1, 2, 3]) {
    bus.local.clock.advance(MINUTE);
    await bus.until(() => bus.invoked.length === count);
  }
  const event = JSON.parse(bus.invoked[0]?.slice(FUNCTION.length) ?? '') as object;
  expect(event).toMatchObject({
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    resources: [arn],
    detail: {},
  });
});

test('it does not fire before its first interval is over', async () => {
  declare();
  bus.start();
  bus.local.clock.advance(MINUTE - 5_000);
  await bus.stop();
  expect(bus.invoked).toEqual([]);
});

test('ticks missed while nothing ran are one tick', async () => {
  declare();
  bus.local.clock.advance(100 * MINUTE);
  declare();
  bus.start();
  await bus.until(() => bus.invoked.length === 1);
  bus.local.clock.advance(MINUTE);
  await bus.until(() => bus.invoked.length === 2);
});

test('a skipped clock fires once, a clock set back fires within the interval', async () => {
  declare();
  bus.start();
  bus.local.clock.advance(60 * MINUTE);
  await bus.until(() => bus.invoked.length === 1);
  bus.local.clock.advance(-60 * MINUTE);
  await bus.until(() => nextTick() <= bus.local.clock.now() + MINUTE);
  bus.local.clock.advance(MINUTE);
  await bus.until(() => bus.invoked.length === 2);
});

test('a rule that the template no longer has does not fire', async () => {
  declare();
  const next = new WiredBus({ store: bus.local.store });
  next.start();
  next.local.clock.advance(MINUTE);
  await next.stop();
  expect(next.invoked).toEqual(bus.invoked);
});

test('the rule needs the permission to invoke the function', async () => {
  bus.refuse = (_principal, permission) => permission.action === 'lambda:InvokeFunction';
  const Targets = [{ Arn: FUNCTION, Id: 'sweep', DeadLetterConfig: { Arn: bus.dead } }];
  bus.declareRule({ ScheduleExpression: 'rate(1 minute)', Targets });
  bus.start();
  bus.local.clock.advance(MINUTE);
  await bus.until(() => depth(bus.local, bus.dead).visible === 1);
  expect(bus.invoked).toEqual([]);
});

test.each([
  ['rate(1 minute)', MINUTE],
  ['rate(5 minutes)', 5 * MINUTE],
  ['rate(1 hour)', 60 * MINUTE],
  ['rate(2 days)', 48 * 60 * MINUTE],
])('%s', (expression, ms) => {
  expect(scheduleInterval(expression)).toBe(ms);
});

test.each(['rate(1 minutes)', 'rate(2 minute)', 'rate(0 minutes)', 'cron(0 8 * * ? *)', 'rate(5 seconds)'])(
  '%s stops the start',
  (expression) => {
    expect(() => declare(expression)).toThrow(`Rule: the schedule ${expression} does not exist locally`);
  },
);
