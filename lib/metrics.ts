import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricName, NAMESPACE } from '../lambdas/metrics';
import type { HouseFunction } from './constructs/house-function';

/** What a function writes into its log lines to be counted (CloudWatch embedded metric format). */
export const measuredBy = (
  fn: HouseFunction,
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
