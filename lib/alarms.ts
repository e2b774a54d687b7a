import { Duration } from 'aws-cdk-lib';
import { Alarm, type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { HouseAlarm } from './constructs/house-alarm';
import type { HouseFunction } from './constructs/house-function';
import { FUNCTION_NAMES, type FunctionName } from './function-names';
import { measuredBy } from './metrics';
import type { Stage } from './stage';

/** Some dead letters are ordinary, since endpoints go away; these many so fast are not. */
const MANY = 10;
const BURST = Duration.minutes(15);
const OVERDUE = Duration.minutes(15);
/** The sweep looks at a delivery that stays overdue ever more seldom (core/delivery/wake-up.ts), at least this often. */
const BETWEEN_SIGHTINGS = Duration.hours(1);
const FIVE_MINUTES = Duration.minutes(5);

/** Alarms about the whole; those about one function or one queue stand beside it. */
export function createAlarms(
  scope: Construct,
  stage: Stage,
  functions: Record<FunctionName, HouseFunction>,
): void {
  const { deliver, bury, sweep } = functions;
  new HouseAlarm(scope, 'DeadLetters', {
    stage,
    metric: measuredBy(deliver, 'DeadLetters', 'Sum', BURST.toMinutes()),
    atLeast: MANY,
    periods: 1,
    what: `${MANY} or more deliveries were given up within ${BURST.toMinutes()} minutes`,
    hurts: 'receivers that have missed events; they get them when the dead letters are replayed.',
    runbook: 'deliveries-are-given-up',
  });
  new HouseAlarm(scope, 'Buried', {
    stage,
    metric: measuredBy(bury, 'DeadLetters', 'Sum', BURST.toMinutes()),
    atLeast: MANY,
    periods: 1,
    what: `${MANY} or more messages that could not be worked on were buried within ${BURST.toMinutes()} minutes`,
    hurts:
      'receivers and monitors that have missed events; they get them when the dead letters are replayed.',
    runbook: 'deliveries-are-given-up',
  });
  new HouseAlarm(scope, 'Overdue', {
    stage,
    metric: measuredBy(sweep, 'OldestOverdueDelivery', 'Maximum'),
    atLeast: OVERDUE.toSeconds(),
    periods: 1,
    of: BETWEEN_SIGHTINGS.toMinutes() / FIVE_MINUTES.toMinutes(),
    what: `A delivery has been due for ${OVERDUE.toMinutes()} minutes or more, and nobody has attempted it`,
    hurts: 'the receiver that waits for it, and most likely everybody else who waits for a retry.',
    runbook: 'deliveries-are-overdue',
  });
  new HouseAlarm(scope, 'Throttled', {
    stage,
    metric: throttles(functions),
    atLeast: 1,
    periods: 3,
    what: 'Lambda has refused to run functions in each of the last three periods of 5 minutes: the account is at its limit of concurrent executions',
    hurts:
      'agents and operators, whose requests are answered with 500 or 503, and receivers that wait for deliveries.',
    runbook: 'functions-are-throttled',
  });
}

/** Nothing is known of a function that was never invoked; arithmetic takes what is missing for 0 (CloudWatch, metric math). */
function throttles(functions: Record<FunctionName, HouseFunction>): MathExpression {
  const usingMetrics: Record<string, IMetric> = Object.fromEntries(
    FUNCTION_NAMES.map((name) => [name, functions[name].metricThrottles({ period: FIVE_MINUTES })]),
  );
  return new MathExpression({
    expression: FUNCTION_NAMES.join(' + '),
    label: 'Throttled invocations',
    period: FIVE_MINUTES,
    usingMetrics,
  });
}

/** Whatever subscribes to the topic hears of each alarm, when it rings and when it is over. */
export function sendAlarmsTo(scope: Construct, alarmTopicArn: string): void {
  const action = { bind: () => ({ alarmActionArn: alarmTopicArn }) };
  for (const alarm of scope.node.findAll().filter((each) => each instanceof Alarm)) {
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
