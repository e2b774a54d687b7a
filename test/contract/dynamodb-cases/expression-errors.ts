import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Cases } from '../contract';
import { type Subject, isInvalid } from './subject';
import { MAIN } from './tables';

const table = { TableName: MAIN };

interface Placeholders {
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

const placeholders = ({ names, values }: Placeholders): object => ({
  ...(names && { ExpressionAttributeNames: names }),
  ...(values && { ExpressionAttributeValues: values }),
});

const condition =
  (ConditionExpression: string, given: Placeholders, message: string) =>
  ({ doc, unique }: Subject): Promise<void> =>
    isInvalid(
      doc.send(
        new PutCommand({
          ...table,
          Item: { pk: unique(), sk: 'a' },
          ConditionExpression,
          ...placeholders(given),
        }),
      ),
      message,
    );

const update =
  (UpdateExpression: string, given: Placeholders, message: string) =>
  ({ doc, unique }: Subject): Promise<void> =>
    isInvalid(
      doc.send(
        new UpdateCommand({
          ...table,
          Key: { pk: unique(), sk: 'a' },
          UpdateExpression,
          ...placeholders(given),
        }),
      ),
      message,
    );

const v = { values: { ':v': 1 } };

export const expressionErrors: Cases<Subject> = {
  'error: reserved word in a condition': condition(
    'attribute_exists(Status)',
    {},
    'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: Status',
  ),
  'error: reserved word in an update': update(
    'SET ttl = :v',
    v,
    'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: ttl',
  ),
  'error: reserved word inside a path': update(
    'SET m.name = :v',
    v,
    'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: name',
  ),
  'error: undefined value placeholder': condition(
    'a = :absent AND b = :v',
    v,
    'Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :absent',
  ),
  'error: undefined name placeholder': update(
    'SET #absent = :v',
    v,
    'Invalid UpdateExpression: An expression attribute name used in the document path is not defined; attribute name: #absent',
  ),
  'error: unused value placeholder': condition(
    'attribute_exists(a)',
    v,
    'Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}',
  ),
  'error: unused name placeholder': condition(
    'attribute_exists(a)',
    { names: { '#b': 'b' } },
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}',
  ),
  'error: names without an expression': ({ doc, unique }) =>
    isInvalid(
      doc.send(
        new PutCommand({
          ...table,
          Item: { pk: unique(), sk: 'a' },
          ExpressionAttributeNames: { '#a': 'a' },
        }),
      ),
      'ExpressionAttributeNames can only be specified when using expressions',
    ),
  'error: empty expression': condition(
    '',
    {},
    'Invalid ConditionExpression: The expression can not be empty;',
  ),
  'error: syntax': condition('a = = :v', v, 'Invalid ConditionExpression: Syntax error; '),
  'error: AWS names the token of a syntax error': condition(
    'a = = :v',
    v,
    'Syntax error; token: "=", near: "= = :v"',
  ),
  'error: AWS names the end of an expression': update(
    'SET a =',
    {},
    'Syntax error; token: "<EOF>", near: "="',
  ),
  'error: unknown function': condition(
    'exists(a)',
    {},
    'Invalid ConditionExpression: Invalid function name; function: exists',
  ),
  'error: number of operands': condition(
    'begins_with(a)',
    {},
    'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
  ),
  'error: a function that needs a path': condition(
    'attribute_exists(:v)',
    v,
    'Operator or function requires a document path; operator or function: attribute_exists',
  ),
  'error: begins_with a number': condition(
    'begins_with(a, :v)',
    v,
    'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
  ),
  'error: unknown type name': condition(
    'attribute_type(a, :v)',
    { values: { ':v': 'text' } },
    'Invalid attribute type name found; type: text',
  ),
  'error: an attribute compared with itself': condition(
    'a = a',
    {},
    'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
  ),
  'error: redundant parentheses': condition(
    '((attribute_exists(a)))',
    {},
    'Invalid ConditionExpression: The expression has redundant parentheses;',
  ),
  'error: size is no condition': condition(
    'size(a)',
    {},
    'The function is not allowed to be used this way in an expression; function: size',
  ),
  'error: BETWEEN upside down': condition(
    'a BETWEEN :b AND :v',
    { values: { ':b': 2, ':v': 1 } },
    'The BETWEEN operator requires upper bound to be greater than or equal to lower bound',
  ),
  'error: BETWEEN of two types': condition(
    'a BETWEEN :b AND :v',
    { values: { ':b': 'a', ':v': 1 } },
    'The BETWEEN operator requires same data type for lower and upper bounds',
  ),
  'error: a clause twice': update(
    'SET a = :v SET b = :v',
    v,
    'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
  ),
  'error: overlapping paths': update(
    'SET a = :v, a.b = :v',
    v,
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
  ),
  'error: conflicting paths': update(
    'SET a.b = :v, a[0] = :v',
    v,
    'Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]',
  ),
  'error: ADD of a text': update(
    'ADD a :v',
    { values: { ':v': 'x' } },
    'Incorrect operand type for operator or function; operator: ADD, operand type: STRING',
  ),
  'error: DELETE of a number': update(
    'DELETE a :v',
    v,
    'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER',
  ),
  'error: adding a text': update(
    'SET a = a + :v',
    { values: { ':v': 'x' } },
    'Incorrect operand type for operator or function; operator or function: +, operand type: S',
  ),
  'error: appending a text': update(
    'SET a = list_append(a, :v)',
    { values: { ':v': 'x' } },
    'Incorrect operand type for operator or function; operator or function: list_append, operand type: S',
  ),
};
