import { Match } from 'aws-cdk-lib/assertions';
import { FUNCTION_NAMES } from '../../lib/function-names';
import { resources, templateOf } from './synthesized';

const template = templateOf('prod');
const alarms = resources(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const withMetric = (name: string): typeof alarms => alarms.filter((alarm) => alarm['MetricName'] === name);

describe('alarms', () => {
  it('say who is hurt', () => {
    for (const alarm of alarms) expect(alarm['AlarmDescription']).toMatch(/\. Who is hurt: .{20,}/);
  });

  it('ring for every function that fails', () => {
    expect(withMetric('Errors')).toHaveLength(FUNCTION_NAMES.length);
  });

  it('ring for every queue that falls behind', () => {
    expect(withMetric('ApproximateAgeOfOldestMessage')).toHaveLength(4);
  });

  it('count hidden messages of the dead queue: one that cannot be buried is seldom visible', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: Match.arrayWith([Match.objectLike({ Expression: 'visible + hidden' })]),
      Threshold: 1,
    });
  });

  it('ring when the sweep does not run, for which there is no data', () => {
    expect(withMetric('Invocations')).toEqual([
      expect.objectContaining({ ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' }),
    ]);
  });

  it('3.7 ring when no tick reaches the monitor queue, for which there is no data either', () => {
    expect(withMetric('NumberOfMessagesSent')).toEqual([
      expect.objectContaining({ ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' }),
    ]);
  });

  it('take missing data for peace otherwise', () => {
    const loud = alarms.filter((alarm) => alarm['TreatMissingData'] !== 'notBreaching');
    expect(loud).toHaveLength(2);
  });
});
