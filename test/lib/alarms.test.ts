import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { dueAfterFailure, dueAfterSweep, LOOK_AHEAD_MS } from '../../core/delivery/wake-up';
import { FUNCTION_NAMES } from '../../lib/function-names';
import { checkedStage, stageNamed } from '../../lib/stage';
import { referred, resources, templateOf } from './synthesized';

const template = templateOf('prod');
const alarms = resources(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const withMetric = (name: string): typeof alarms => alarms.filter((alarm) => alarm['MetricName'] === name);

const referredBy = ({ Dimensions }: Record<string, unknown>): string | undefined =>
  referred((Dimensions as { Value: unknown }[])[0]?.Value);

const MINUTE_MS = 60_000;

/**
 * The maximum of each period of five minutes that the sweep measures, in seconds, of a delivery due at 0 whose messages
 * are all lost, for twelve hours. Its last attempt has failed `waitMs` before.
 */
function measuredOfLost(waitMs: number): number[] {
  const nextAt = 0;
  let { dueAt } = dueAfterFailure(nextAt, -waitMs);
  const maxima: number[] = [];
  for (let now = 0; now < 720 * MINUTE_MS; now += MINUTE_MS) {
    const period = Math.floor(now / (5 * MINUTE_MS));
    const isSeen = dueAt <= now + LOOK_AHEAD_MS;
    maxima[period] = Math.max(maxima[period] ?? 0, isSeen ? (now - nextAt) / 1_000 : 0);
    if (isSeen) dueAt = dueAfterSweep({ nextAt, dueAt }, now);
  }
  return maxima;
}

/** Whether an alarm rings after each of these periods. */
function rings(alarm: Record<string, unknown>, periods: readonly number[]): boolean[] {
  const of = Number(alarm['EvaluationPeriods']);
  const needed = Number(alarm['DatapointsToAlarm'] ?? of);
  const breaches = periods.map((value) => value >= Number(alarm['Threshold']));
  return breaches.map((_, last) => {
    const looked = breaches.slice(Math.max(0, last - of + 1), last + 1);
    return looked.filter(Boolean).length >= needed;
  });
}

/** The one section that no alarm of the stack leads to: whoever is told that an agent is paused reads it. */
const ABOUT_AGENTS = 'an-agent-is-paused';

describe('alarms', () => {
  it('say who is hurt', () => {
    for (const alarm of alarms) expect(alarm['AlarmDescription']).toMatch(/\. Who is hurt: .{20,}/);
  });

  it('lead to a section of the runbook each, and no section is without an alarm, but for that of agents', () => {
    const runbook = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
    const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    const linked = alarms.map(
      (alarm) => / What to do: docs\/runbook\.md#([\w-]+)$/.exec(String(alarm['AlarmDescription']))?.[1],
    );
    expect([...new Set(linked), ABOUT_AGENTS].sort()).toEqual(sections.sort());
  });

  it('ring when deliveries die, wait unattended, or functions are not let run', () => {
    const expressions = JSON.stringify(alarms.map((alarm) => alarm['Metrics']));
    expect(expressions).toContain(`"Expression":"${FUNCTION_NAMES.join(' + ')}"`);
    expect(expressions.match(/"MetricName":"Throttles"/g)).toHaveLength(FUNCTION_NAMES.length);
    expect(withMetric('OldestOverdueDelivery')).toEqual([expect.objectContaining({ Threshold: 900 })]);
  });

  it('ring at once for a burst of dead letters, whoever counts them', () => {
    const given = withMetric('DeadLetters').map((alarm) => ({ ...alarm, Dimensions: referredBy(alarm) }));
    const burst = { Period: 900, EvaluationPeriods: 1, Threshold: 10, Statistic: 'Sum' };
    expect(given).toEqual([
      expect.objectContaining({ ...burst, Dimensions: expect.stringMatching(/^DeliverFunction/) as string }),
      expect.objectContaining({ ...burst, Dimensions: expect.stringMatching(/^Bury/) as string }),
    ]);
  });

  it.each([
    ['a delayed message', MINUTE_MS],
    ['the sweep', 600 * MINUTE_MS],
  ])(
    'ring within an hour for a delivery that %s was to wake and is always lost, without a break',
    (_, wait) => {
      const [overdue] = withMetric('OldestOverdueDelivery');
      const states = rings(overdue ?? {}, measuredOfLost(wait));
      const first = states.indexOf(true);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(first).toBeLessThan(12);
      expect(new Set(states.slice(first))).toEqual(new Set([true]));
    },
  );

  it('lead to the runbook where the stage says it is, of which an e-mail can make a link', () => {
    const runbookUrl = 'https://git.example.com/tocsin/docs/runbook.md';
    const led = resources(templateOf({ ...stageNamed('prod'), runbookUrl }), 'AWS::CloudWatch::Alarm');
    expect(led).toHaveLength(alarms.length);
    for (const [, { Properties }] of led)
      expect(Properties['AlarmDescription']).toMatch(
        /What to do: https:\/\/git\.example\.com\/tocsin\/docs\/runbook\.md#[\w-]+$/,
      );
  });

  it.each(['docs/runbook.md', 'http://example.com/', 'https://example.com/#a', 'https://a b'])(
    'take no address of a runbook that is no link: %s',
    (runbookUrl) => {
      expect(() => checkedStage({ ...stageNamed('dev'), runbookUrl })).toThrow(/runbookUrl/);
    },
  );

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
