import type { ResourceType } from './template/resource';

/** Resources that exist only for those who watch or pay: they change no behaviour. */
export const inertResources: ResourceType[] = [
  inert('AWS::CloudWatch::Alarm', 'there are no metrics here, so no alarm rings', [
    'ActionsEnabled',
    'AlarmActions',
    'AlarmDescription',
    'AlarmName',
    'ComparisonOperator',
    'DatapointsToAlarm',
    'Dimensions',
    'EvaluateLowSampleCountPercentile',
    'EvaluationPeriods',
    'ExtendedStatistic',
    'InsufficientDataActions',
    'MetricName',
    'Metrics',
    'Namespace',
    'OKActions',
    'Period',
    'Statistic',
    'Tags',
    'Threshold',
    'ThresholdMetricId',
    'TreatMissingData',
    'Unit',
  ]),
  inert('AWS::CloudWatch::CompositeAlarm', 'there are no alarms here', [
    'ActionsEnabled',
    'AlarmActions',
    'AlarmDescription',
    'AlarmName',
    'AlarmRule',
    'OKActions',
    'Tags',
  ]),
  inert('AWS::CloudWatch::Dashboard', 'there are no metrics here', ['DashboardBody', 'DashboardName']),
  inert('AWS::Logs::LogGroup', 'what functions write goes to the terminal', [
    'LogGroupClass',
    'LogGroupName',
    'RetentionInDays',
    'Tags',
  ]),
  inert('AWS::Logs::ResourcePolicy', 'no access log is written', ['PolicyDocument', 'PolicyName']),
  inert('AWS::CDK::Metadata', 'it tells AWS which constructs are in use', ['Analytics']),
];

function inert(type: string, why: string, properties: string[]): ResourceType {
  return {
    type,
    properties: [],
    inert: Object.fromEntries(properties.map((name) => [name, why])),
    make: ({ physicalName, properties: given }, local) => {
      const { LogGroupName, AlarmName } = given as { LogGroupName?: string; AlarmName?: string };
      const name = LogGroupName ?? AlarmName ?? physicalName;
      const arn =
        type === 'AWS::Logs::LogGroup'
          ? `arn:aws:logs:${local.region}:${local.account}:log-group:${name}:*`
          : `arn:aws:cloudwatch:${local.region}:${local.account}:alarm:${name}`;
      return { ref: name, attributes: { Arn: arn } };
    },
  };
}
