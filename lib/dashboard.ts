import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  PeriodOverride,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { HouseQueue } from './constructs/house-queue';
import { messagesIn } from './dead-queue';
import { FUNCTION_NAMES } from './function-names';
import { type Functions, SETTINGS } from './functions';
import { measuredBy } from './metrics';

interface Shown {
  functions: Functions;
  deadQueue: HouseQueue;
  api: HttpStage;
}

const FIVE_MINUTES = Duration.minutes(5);

/** One page in the order of an event's way: what comes in, how far it is, what goes out, what is left behind. */
export function createDashboard(scope: Construct, shown: Shown): Dashboard {
  const dashboard = new Dashboard(scope, 'Dashboard', {
    defaultInterval: Duration.hours(12),
    periodOverride: PeriodOverride.AUTO,
  });
  const alarms = Stack.of(scope)
    .node.findAll()
    .filter((each) => each instanceof Alarm);
  dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 4 }));
  dashboard.addWidgets(...arrivals(shown));
  dashboard.addWidgets(...deliveries(shown));
  dashboard.addWidgets(...machinery(shown));
  dashboard.addWidgets(...failures(shown));
  return dashboard;
}

const graph = (title: string, left: IMetric[], unit: string): IWidget =>
  new GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { label: unit, showUnits: false, min: 0 } });

function arrivals({ functions: { byName }, api }: Shown): IWidget[] {
  const { ingest, admin, route, monitor } = byName;
  const throttled = [ingest, admin].map((fn) =>
    measuredBy(fn, 'RequestsThrottled', 'Sum').with({ label: `beyond the rate of a key (${fn.node.id})` }),
  );
  return [
    graph(
      'Events',
      [
        measuredBy(ingest, 'EventsAccepted', 'Sum').with({ label: 'accepted' }),
        measuredBy(ingest, 'EventsRefused', 'Sum').with({ label: 'refused' }),
        measuredBy(route, 'EventsRouted', 'Sum').with({ label: 'routed' }),
        measuredBy(monitor, 'EventsCounted', 'Sum').with({ label: 'counted by monitors' }),
      ],
      'events',
    ),
    graph(
      'Requests',
      [
        api.metricCount({ label: 'all', statistic: 'Sum', period: FIVE_MINUTES }),
        api.metricClientError({ label: '4xx', statistic: 'Sum', period: FIVE_MINUTES }),
        api.metricServerError({ label: '5xx', statistic: 'Sum', period: FIVE_MINUTES }),
        ...throttled,
      ],
      'requests',
    ),
    graph(
      'Time to answer an agent',
      ['p50', 'p99'].map((statistic) =>
        api.metricLatency({ label: statistic, statistic, period: FIVE_MINUTES }),
      ),
      'ms',
    ),
  ];
}

function deliveries({ functions: { byName } }: Shown): IWidget[] {
  const { route, deliver, bury, sweep } = byName;
  return [
    graph(
      'Attempts',
      [
        measuredBy(deliver, 'Attempts', 'Sum').with({ label: 'made' }),
        measuredBy(deliver, 'AttemptsFailed', 'Sum').with({ label: 'failed' }),
        measuredBy(deliver, 'DeadLetters', 'Sum').with({ label: 'given up' }),
        measuredBy(bury, 'DeadLetters', 'Sum').with({ label: 'buried' }),
      ],
      'attempts',
    ),
    graph(
      'Time from acceptance',
      [
        measuredBy(route, 'RoutingDelay', 'p99').with({ label: 'to routing, p99' }),
        measuredBy(deliver, 'DeliveryDelay', 'p50').with({ label: 'to delivery, p50' }),
        measuredBy(deliver, 'DeliveryDelay', 'p99').with({ label: 'to delivery, p99' }),
        measuredBy(deliver, 'AttemptDuration', 'p99').with({ label: 'of it the endpoint, p99' }),
      ],
      'ms',
    ),
    graph(
      'Behind time',
      [
        measuredBy(sweep, 'OldestOverdueDelivery', 'Maximum').with({ label: 'oldest overdue delivery' }),
        measuredBy(sweep, 'TickLag', 'Maximum').with({ label: 'monitors' }),
      ],
      's',
    ),
  ];
}

function machinery({ functions, deadQueue }: Shown): IWidget[] {
  const { byName, routeQueue, deliverQueue, slowDeliverQueue, monitorQueue } = functions;
  const queues = { routeQueue, deliverQueue, slowDeliverQueue, monitorQueue, deadQueue };
  const { visible, hidden } = messagesIn(deadQueue);
  return [
    graph(
      'Oldest message',
      Object.entries(queues).map(([label, queue]) =>
        queue.metricApproximateAgeOfOldestMessage({ label, statistic: 'Maximum', period: FIVE_MINUTES }),
      ),
      's',
    ),
    graph(
      'In the dead queue',
      [visible.with({ label: 'visible' }), hidden.with({ label: 'hidden, being buried' })],
      'messages',
    ),
    graph(
      'Running at once',
      FUNCTION_NAMES.map((name) =>
        byName[name].metric('ConcurrentExecutions', {
          label: name,
          statistic: 'Maximum',
          period: FIVE_MINUTES,
        }),
      ),
      'invocations',
    ),
  ];
}

function failures({ functions: { byName } }: Shown): IWidget[] {
  const failing = FUNCTION_NAMES.filter((name) => SETTINGS[name].failsInPart);
  return [
    graph(
      'Errors of functions',
      FUNCTION_NAMES.map((name) => byName[name].metricErrors({ label: name, period: FIVE_MINUTES })),
      'invocations',
    ),
    graph(
      'Failures within functions',
      failing.map((name) => measuredBy(byName[name], 'Failures', 'Sum').with({ label: name })),
      'failures',
    ),
    graph(
      'Throttled',
      FUNCTION_NAMES.map((name) => byName[name].metricThrottles({ label: name, period: FIVE_MINUTES })),
      'invocations',
    ),
  ];
}
