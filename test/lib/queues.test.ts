import { Match } from 'aws-cdk-lib/assertions';
import { BUS_SOURCE } from '../../core/event/event';
import { TICK_TYPE } from '../../core/monitor/tick';
import { STAGES } from '../../lib/stage';
import { referred, type Resource, resources, templateOf } from './synthesized';

const template = templateOf('prod');
const queues = resources(template, 'AWS::SQS::Queue');
const [deadQueue] = queues.find(([, { Properties }]) => !Properties['RedrivePolicy'])!;
const functions = new Map(resources(template, 'AWS::Lambda::Function'));

const redriveTarget = ({ Properties }: Resource): string | undefined =>
  referred(
    (Properties['RedrivePolicy'] as { deadLetterTargetArn: unknown } | undefined)?.deadLetterTargetArn,
  );

describe('queues', () => {
  it('are five, with one dead queue behind every other', () => {
    const others = queues.filter(([id]) => id !== deadQueue);
    expect(others).toHaveLength(4);
    for (const [, queue] of others) {
      expect(redriveTarget(queue)).toBe(deadQueue);
      expect(queue.Properties['RedrivePolicy']).toMatchObject({ maxReceiveCount: 60 });
    }
  });

  it('keep messages for 4 days, the dead queue for 14', () => {
    const retention = Object.fromEntries(
      queues.map(([id, { Properties }]) => [id, Properties['MessageRetentionPeriod']]),
    );
    const { [deadQueue]: dead, ...others } = retention;
    expect(dead).toBe(14 * 86_400);
    expect(Object.values(others)).toEqual(Array(4).fill(4 * 86_400));
  });

  it.each(STAGES.map(({ name }) => name))(
    'are encrypted and refuse what does not come by TLS in %s',
    (name) => {
      const staged = templateOf(name);
      const all = resources(staged, 'AWS::SQS::Queue');
      expect(all).toHaveLength(5);
      for (const [id, { Properties }] of all) {
        expect(Properties).toMatchObject({ SqsManagedSseEnabled: true });
        staged.hasResourceProperties('AWS::SQS::QueuePolicy', {
          Queues: [{ Ref: id }],
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
            ]),
          },
        });
      }
    },
  );

  it('hide a message for at least six times as long as its function may take', () => {
    const mappings = resources(template, 'AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(queues.length);
    for (const [, { Properties }] of mappings) {
      const queue = queues.find(([id]) => id === referred(Properties['EventSourceArn']))![1];
      const timeout = functions.get(referred(Properties['FunctionName'])!)!.Properties['Timeout'];
      expect(queue.Properties['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * Number(timeout));
    }
  });
});

describe('rules', () => {
  const rules = resources(template, 'AWS::Events::Rule').map(([, rule]) => rule);
  const targets = rules.flatMap(({ Properties }) => Properties['Targets'] as Record<string, unknown>[]);

  it('have a dead queue and a retry policy on every target', () => {
    expect(targets).toHaveLength(3);
    for (const target of targets) {
      expect(referred((target['DeadLetterConfig'] as { Arn: unknown }).Arn)).toBe(deadQueue);
      expect(target['RetryPolicy']).toBeDefined();
    }
  });

  it('send what Tocsin published, and nothing else, to the route queue and the monitor queue', () => {
    const patterns = rules.flatMap(({ Properties }) => Properties['EventPattern'] ?? []);
    expect(patterns).toContainEqual({ source: [BUS_SOURCE] });
    expect(patterns).toContainEqual({
      source: [BUS_SOURCE],
      'detail-type': [{ 'anything-but': [TICK_TYPE] }],
    });
  });

  it('run the sweep every minute', () => {
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
  });
});

describe('the sweep', () => {
  it('sends failed runs to the dead queue and does not repeat them', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [deadQueue, 'Arn'] } },
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });
});
