import type { Action } from '../../context';
import { readPermission } from '../access';
import type { Condition, Operand } from '../expression/ast';
import { invalid } from '../invalid';
import { keyConditions } from '../key-conditions';
import { readPage } from '../page';
import { Parameters } from '../parameters';
import { READ_PARAMETERS, pageAnswer, readRequest } from '../read-request';
import { partition } from '../stored-key';
import { keyAttributes } from '../table';

export const query: Action = {
  permissions: (input, local) => [readPermission(local, 'Query', input)],
  run(input, local) {
    const parameters = new Parameters(input, [
      ...READ_PARAMETERS,
      'KeyConditionExpression',
      'ScanIndexForward',
    ]);
    if (!parameters.has('KeyConditionExpression')) {
      throw invalid(
        'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
      );
    }
    const request = readRequest(parameters, local);
    const { table, index, limit, consistent, expressions, start } = request;
    const { hash, low, high } = keyConditions(expressions.keyCondition as Condition, request.keys);
    checkFilter(
      expressions.filter,
      keyAttributes(request.keys).map(({ name }) => name),
    );
    const forward = !parameters.has('ScanIndexForward') || parameters.flag('ScanIndexForward');
    const wanted = partition(hash);
    if (start && !start.at.hash.equals(wanted)) {
      throw invalid('The provided starting key is outside query boundaries based on provided conditions');
    }
    const page = readPage(local, {
      range: { table, index, partition: wanted, low, high, after: start, forward },
      consistent,
      limit,
      filter: expressions.filter,
      projection: expressions.projection,
    });
    return pageAnswer(parameters, request, page);
  },
};

function checkFilter(filter: Condition | undefined, keys: string[]): void {
  const key = filter && conditionNames(filter).find((name) => keys.includes(name));
  if (key === undefined) return;
  throw invalid(
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${key}`,
  );
}

function conditionNames(condition: Condition): string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...conditionNames(condition.left), ...conditionNames(condition.right)];
    case 'not':
      return conditionNames(condition.of);
    case 'compare':
      return [condition.left, condition.right].flatMap(operandNames);
    case 'between':
      return [condition.of, condition.low, condition.high].flatMap(operandNames);
    case 'in':
      return [condition.of, ...condition.candidates].flatMap(operandNames);
    case 'call':
      return condition.args.flatMap(operandNames);
  }
}

function operandNames(operand: Operand): string[] {
  if (operand.kind === 'path') return [operand.path[0]];
  return operand.kind === 'size' ? operandNames(operand.of) : [];
}
