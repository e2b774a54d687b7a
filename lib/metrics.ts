import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricName, NAMESPACE } from '../lambdas/metrics';

/** What a function writes into its log lines to be counted (CloudWatch embedded metric format). */
export const measuredBy = (
  fn: { functionName: string },
  metricName: MetricName,
  statistic: string,
  minutes = 5,
): Metric =>
  new Metric({
    namespace: NAMESPACE,
    metricName,
    dimensionsMap: { FunctionName: fn.functionName },
    statistic,
    period: Duration.minutes(minutes),
  });
