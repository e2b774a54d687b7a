import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

interface HouseAlarmProps {
  metric: IMetric;
  /** Rings at or above this value. */
  atLeast: number;
  /** How many periods of the metric in a row. */
  periods: number;
  /** What has happened, e.g. `Messages wait for more than 15 minutes`. */
  what: string;
  /** Who notices while nobody acts, and how. It is the first thing that the person on call reads. */
  hurts: string;
}

/** An alarm whose description tells a person on call what happened and who is hurt. No data is no alarm. */
export class HouseAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: HouseAlarmProps) {
    super(scope, id, {
      metric: props.metric,
      threshold: props.atLeast,
      evaluationPeriods: props.periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${props.what}. Who is hurt: ${props.hurts}`,
    });
  }
}
