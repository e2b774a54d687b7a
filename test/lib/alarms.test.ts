import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { FUNCTION_NAMES } from '../../lib/function-names';
import { checkedStage, stageNamed } from '../../lib/stage';
import { resources, templateOf } from './synthesized';

const template = templateOf('prod');
const alarms = resources(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const withMetric = (name: string): typeof alarms => alarms.filter((alarm) => alarm['MetricName'] === name);

describe('alarms', () => {
  it('say who is hurt', () => {
    for (const alarm of alarms) expect(alarm['AlarmDescription']).toMatch(/\. Who is hurt: .{20,}/);
  });

  it('lead to a section of the runbook each, and no section is without an alarm', () => {
    const runbook = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
    const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    const linked = alarms.map(
      (alarm) => / What to do: docs\/runbook\.md#([\w-]+)$/.exec(String(alarm['AlarmDescription']))?.[1],
    );
    expect([...new Set(linked)].sort()).toEqual(sections.sort());
  });

  it('ring when deliveries die, wait unattended, or functions are not let run', () => {
    const expressions = JSON.stringify(alarms.map((alarm) => alarm['Metrics']));
    expect(expressions).toContain('FILL(delivered, 0) + FILL(buried, 0)');
    expect(expressions.match(/"MetricName":"Throttles"/g)).toHaveLength(FUNCTION_NAMES.length);
    expect(withMetric('OldestOverdueDelivery')).toEqual([expect.objectContaining({ Threshold: 900 })]);
  });

  it('are sent to the topic of the stage, where it has one', () => {
    const alarmTopicArn = 'arn:aws:sns:eu-west-1:111122223333:on-call';
    const told = resources(templateOf({ ...stageNamed('prod'), alarmTopicArn }), 'AWS::CloudWatch::Alarm');
    for (const [, { Properties }] of told)
      expect(Properties).toMatchObject({ AlarmActions: [alarmTopicArn], OKActions: [alarmTopicArn] });
    expect(() => checkedStage({ ...stageNamed('dev'), alarmTopicArn: 'on-call' })).toThrow(/alarmTopic/);
  });

  it('ring for every function that fails', () => {
    expect(withMetric('Errors')).toHaveLength(FUNCTION_NAMES.length);
  });

  it('ring for every function that fails in part, of which Lambda knows nothing', () => {
    const failing = withMetric('Failures');
    expect(failing).toHaveLength(FUNCTION_NAMES.length - 1);
    for (const alarm of failing)
      expect(alarm).toMatchObject({ Namespace: 'Tocsin', Statistic: 'Sum', Threshold: 1 });
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
