import type { Action } from '../../context';
import { tableNames } from '../catalogue';
import { Parameters } from '../parameters';

const MAX_NAMES = 100;

export const listTables: Action = {
  permissions: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  run(input, local) {
    const parameters = new Parameters(input, ['ExclusiveStartTableName', 'Limit']);
    const limit = parameters.integer('Limit', 1, MAX_NAMES) ?? MAX_NAMES;
    const start = parameters.text('ExclusiveStartTableName') ?? '';
    const names = tableNames(local).filter((name) => name > start);
    const page = names.slice(0, limit);
    return { TableNames: page, ...(names.length > limit && { LastEvaluatedTableName: page.at(-1) }) };
  },
};
