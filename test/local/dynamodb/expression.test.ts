import fc from 'fast-check';
import type { Condition, Operand, Path } from '../../../local/dynamodb/expression/ast';
import { parseCondition } from '../../../local/dynamodb/expression/parse-condition';
import { parseProjection } from '../../../local/dynamodb/expression/parse-projection';
import { Parser } from '../../../local/dynamodb/expression/parser';
import { Placeholders } from '../../../local/dynamodb/expression/placeholders';

const VALUES = { ':a': { S: 'one' }, ':b': { S: 'two' }, ':t': { S: 'SS' } };
const NAMES = { '#odd': 'odd name' };

const parser = (text: string): Parser => new Parser(text, new Placeholders(NAMES, VALUES));

const name = fc.constantFrom('alpha', 'beta9', 'g_amma', 'odd name');
const path: fc.Arbitrary<Path> = fc
  .tuple(name, fc.array(fc.oneof(name, fc.nat({ max: 9 })), { maxLength: 3 }))
  .map(([head, rest]) => [head, ...rest]);
const pathOperand: fc.Arbitrary<Operand> = path.map((p) => ({ kind: 'path', path: p }));
const value: fc.Arbitrary<Operand> = fc
  .constantFrom(VALUES[':a'], VALUES[':b'])
  .map((v) => ({ kind: 'value', value: v }));

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    operator: fc.constantFrom(
      '=' as const,
      '<>' as const,
      '<' as const,
      '<=' as const,
      '>' as const,
      '>=' as const,
    ),
    left: pathOperand,
    right: value,
  }),
  pathOperand.map((of): Condition => ({
    kind: 'between',
    of,
    low: { kind: 'value', value: VALUES[':a'] },
    high: { kind: 'value', value: VALUES[':b'] },
  })),
  fc.record({
    kind: fc.constant('in' as const),
    of: pathOperand,
    candidates: fc.array(value, { minLength: 1, maxLength: 3 }),
  }),
  pathOperand.map((of): Condition => ({ kind: 'call', name: 'attribute_exists', args: [of] })),
  fc.tuple(pathOperand, value).map((args): Condition => ({ kind: 'call', name: 'contains', args })),
);

const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('tree'),
      right: tie('tree'),
    }),
    tie('tree').map((of): Condition => ({ kind: 'not', of })),
  ),
}));

const PRECEDENCE = { or: 1, and: 2, not: 3 };

const writePath = (p: Path): string =>
  p.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return `${text}${text === '' ? '' : '.'}${part === 'odd name' ? '#odd' : part}`;
  }, '');

function writeOperand(operand: Operand): string {
  if (operand.kind === 'path') return writePath(operand.path);
  if (operand.kind === 'size') return `size(${writeOperand(operand.of)})`;
  return operand.value === VALUES[':a'] ? ':a' : ':b';
}

/** With as few parentheses as precedence allows. */
function write(condition: Condition, binding = 0): string {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const own = PRECEDENCE[condition.kind];
      const text = `${write(condition.left, own)} ${condition.kind.toUpperCase()} ${write(condition.right, own + 1)}`;
      return own < binding ? `(${text})` : text;
    }
    case 'not': {
      const text = `NOT ${write(condition.of, PRECEDENCE.not)}`;
      return PRECEDENCE.not < binding ? `(${text})` : text;
    }
    case 'compare':
      return `${writeOperand(condition.left)} ${condition.operator} ${writeOperand(condition.right)}`;
    case 'between':
      return [
        writeOperand(condition.of),
        'BETWEEN',
        writeOperand(condition.low),
        'AND',
        writeOperand(condition.high),
      ].join(' ');
    case 'in':
      return `${writeOperand(condition.of)} IN (${condition.candidates.map(writeOperand).join(', ')})`;
    case 'call':
      return `${condition.name}(${condition.args.map(writeOperand).join(', ')})`;
  }
}

test('a condition that is written out reads back as itself', () => {
  fc.assert(
    fc.property(tree, (condition) => {
      expect(parseCondition(parser(write(condition)))).toEqual(condition);
    }),
    { numRuns: 300 },
  );
});

test('a projection that is written out reads back as itself', () => {
  fc.assert(
    fc.property(path, (p) => {
      expect(parseProjection(parser(writePath(p)))).toEqual([p]);
    }),
  );
});

test.each([
  ['alpha =', 'Syntax error; token: "<EOF>", near: "="'],
  ['alpha beta', 'Syntax error; token: "beta", near: "alpha beta"'],
  ['alpha = :a !', 'Syntax error; token: "!", near: ":a !"'],
  ['(alpha = :a', 'Syntax error; token: "<EOF>", near: ":a"'],
  ['alpha', 'Syntax error; token: "<EOF>", near: "alpha"'],
  ['_alpha = :a', 'Syntax error; token: "_", near: "_alpha"'],
  ['alpha IN ()', 'Syntax error; token: ")", near: "()"'],
  ['((alpha = :a))', 'The expression has redundant parentheses;'],
  [
    'alpha = contains(beta9, :a)',
    'The function is not allowed to be used this way in an expression; function: contains',
  ],
  ['size(alpha)', 'The function is not allowed to be used this way in an expression; function: size'],
])('%s is refused', (text, message) => {
  expect(() => parseCondition(parser(text))).toThrow(message);
});

test.each(['(size(alpha)) > :a', '(alpha) = :a', 'NOT (alpha = :a)', '(alpha = :a) AND (beta9 = :b)'])(
  '%s is accepted',
  (text) => {
    expect(parseCondition(parser(text))).toBeDefined();
  },
);
