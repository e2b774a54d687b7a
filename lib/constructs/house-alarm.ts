import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Stage } from '../stage';

interface HouseAlarmProps {
  stage: Stage;
  metric: IMetric;
  /** Rings at or above this value. */
  atLeast: number;
  /** How many periods of the metric in a row, or out of the last `of`. */
  periods: number;
  of?: number;
  /** What has happened, e.g. `Messages wait for more than 15 minutes`. */
  what: string;
  /** Who notices while nobody acts, and how. It is the first thing that the person on call reads. */
  hurts: string;
  /** The section of docs/runbook.md that says what to do. */
  runbook: Runbook;
}

/** Sections of docs/runbook.md, as their headings are linked to. */
export type Runbook =
  | 'a-function-fails'
  | 'functions-are-throttled'
  | 'a-queue-falls-behind'
  | 'the-dead-queue-is-not-empty'
  | 'deliveries-are-given-up'
  | 'deliveries-are-overdue'
  | 'the-api-answers-5xx'
  | 'the-sweep-does-not-run'
  | 'no-tick-arrives';

/** What the person on call reads first. */
export const alarmText = ({
  stage: { runbookUrl = 'docs/runbook.md' },
  what,
  hurts,
  runbook,
}: Pick<HouseAlarmProps, 'stage' | 'what' | 'hurts' | 'runbook'>): string =>
  `${what}. Who is hurt: ${hurts} What to do: ${runbookUrl}#${runbook}`;

/** An alarm whose description tells a person on call what happened and who is hurt. No data is no alarm. */
export class HouseAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: HouseAlarmProps) {
    super(scope, id, {
      metric: props.metric,
      threshold: props.atLeast,
      evaluationPeriods: props.of ?? props.periods,
      ...(props.of !== undefined && { datapointsToAlarm: props.periods }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: alarmText(props),
    });
  }
}
