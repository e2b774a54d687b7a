import { problemsOf } from '../../../local/template/check';
import { inOrder } from '../../../local/template/order';
import type { ResourceType } from '../../../local/template/resource';

const type: ResourceType = {
  type: 'AWS::SQS::Queue',
  properties: ['Delay', 'Targets', 'Targets.Arn'],
  inert: { Tags: 'nothing reads them', 'Targets.Note': 'words' },
  make: () => ({ ref: '', attributes: {} }),
};
const types = new Map([[type.type, type]]);

test('names every unknown type and property, not the first alone', () => {
  const problems = problemsOf(
    {
      Known: {
        Type: 'AWS::SQS::Queue',
        Properties: { Delay: 1, Tags: [{ Key: 'a' }], Fifo: true, Kms: 'x' },
      },
      Other: { Type: 'AWS::SNS::Topic' },
    },
    types,
  );
  expect(problems).toEqual([
    'Known: the property Fifo of AWS::SQS::Queue is not supported locally',
    'Known: the property Kms of AWS::SQS::Queue is not supported locally',
    'Other: the resource type AWS::SNS::Topic is not supported locally',
  ]);
});

test('looks into a property whose parts the type lists', () => {
  const Targets = [
    { Arn: 'a', Note: 'b' },
    { Arn: { Ref: 'X' }, InputPath: '$' },
  ];
  expect(problemsOf({ Q: { Type: 'AWS::SQS::Queue', Properties: { Targets } } }, types)).toEqual([
    'Q: the property Targets.InputPath of AWS::SQS::Queue is not supported locally',
  ]);
});

test('orders by references and DependsOn', () => {
  const order = inOrder({
    A: { Type: 'x', Properties: { b: { Ref: 'B' } } },
    B: { Type: 'x', DependsOn: 'C' },
    C: { Type: 'x' },
  });
  expect(order).toEqual(['C', 'B', 'A']);
});

test('names a circle', () => {
  const circle = { A: { Type: 'x', DependsOn: 'B' }, B: { Type: 'x', Properties: { a: { Ref: 'A' } } } };
  expect(() => inOrder(circle)).toThrow('A → B → A');
});
