/** The namespace of everything that is counted here. */
export const NAMESPACE = 'Tocsin';

/**
 * What is counted or measured, and in what unit. The one dimension of each is the function that says it: nothing that
 * grows with projects, agents or endpoints, since every combination of dimensions is a metric that is paid for.
 */
export const METRICS = {
  EventsAccepted: 'Count',
  EventsRefused: 'Count',
  RequestsThrottled: 'Count',
  EventsRouted: 'Count',
  /** From acceptance to routing. */
  RoutingDelay: 'Milliseconds',
  EventsCounted: 'Count',
  Attempts: 'Count',
  AttemptsFailed: 'Count',
  /** How long endpoints take to answer, or not to. */
  AttemptDuration: 'Milliseconds',
  /** From acceptance to the answer that ended the delivery well. */
  DeliveryDelay: 'Milliseconds',
  DeadLetters: 'Count',
  /** What went wrong within a function that went on: the invocation itself is none of Lambda's errors. */
  Failures: 'Count',
  /** By how much the delivery that is most overdue is late. */
  OldestOverdueDelivery: 'Seconds',
  /** How far behind the clock the monitors are; nothing before their first tick. */
  TickLag: 'Seconds',
} as const;

export type MetricName = keyof typeof METRICS;
export type Measured = Partial<Record<MetricName, number>>;

/**
 * The members that make a log line a measurement (CloudWatch embedded metric format): no call to any service, no cost
 * to the one who waits for an answer. None outside a function, where nobody would count them.
 */
export function embedded(measured: Measured, functionName: string | undefined, now: number): object {
  const names = Object.keys(measured) as MetricName[];
  if (names.length === 0 || functionName === undefined) return {};
  return {
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [['FunctionName']],
          Metrics: names.map((Name) => ({ Name, Unit: METRICS[Name] })),
        },
      ],
    },
    FunctionName: functionName,
    ...measured,
  };
}
