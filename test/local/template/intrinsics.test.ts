import { references, resolve, type Scope } from '../../../local/template/intrinsics';

const scope: Scope = {
  template: {
    Resources: {},
    Parameters: { Size: { Default: 'small' } },
    Mappings: { Zones: { 'us-east-1': { name: 'east' } } },
    Conditions: {
      Small: { 'Fn::Equals': [{ Ref: 'Size' }, 'small'] },
      Large: { 'Fn::Not': [{ Condition: 'Small' }] },
    },
  },
  pseudo: { 'AWS::Region': 'us-east-1' },
  made: new Map([['Queue', { ref: 'http://queue', attributes: { Arn: 'arn:queue' } }]]),
};

test.each([
  ['Ref to a resource', { Ref: 'Queue' }, 'http://queue'],
  ['Ref to a parameter', { Ref: 'Size' }, 'small'],
  ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:queue'],
  ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Queue.Arn' }, 'arn:queue'],
  ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'Size' }]] }, 'a/small'],
  [
    'Fn::Sub',
    { 'Fn::Sub': '${Queue.Arn} in ${AWS::Region}, ${!Literal}' },
    'arn:queue in us-east-1, ${Literal}',
  ],
  ['Fn::Sub with variables', { 'Fn::Sub': ['${x}-${Size}', { x: { Ref: 'Queue' } }] }, 'http://queue-small'],
  ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  ['Fn::If', { 'Fn::If': ['Small', 'yes', 'no'] }, 'yes'],
  ['Fn::If, not', { 'Fn::If': ['Large', 'yes', 'no'] }, 'no'],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Zones', { Ref: 'AWS::Region' }, 'name'] }, 'east'],
  ['AWS::NoValue', { kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
])('%s', (_, value, expected) => {
  expect(resolve(value, scope)).toEqual(expected);
});

test.each([
  [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue is not supported locally'],
  [{ Ref: 'Nothing' }, 'Ref Nothing'],
  [{ 'Fn::GetAtt': ['Queue', 'Depth'] }, 'Queue.Depth'],
  ['{{resolve:ssm:x}}', 'dynamic reference'],
])('refuses %j', (value, message) => {
  expect(() => resolve(value, scope)).toThrow(message);
});

test('finds references in any depth', () => {
  const value = {
    a: [{ Ref: 'A' }],
    b: { 'Fn::Sub': ['${B.Arn}${!C}', { x: { 'Fn::GetAtt': ['D', 'Arn'] } }] },
  };
  expect(references(value).sort()).toEqual(['A', 'B', 'D']);
});
