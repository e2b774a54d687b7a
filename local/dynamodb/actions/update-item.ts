import type { Action } from '../../context';
import { leadingKeys, tablePermission } from '../access';
import type { Item } from '../attribute-value';
import { capacityDetail, consumedCapacity, writeUsage } from '../capacity';
import type { Path } from '../expression/ast';
import { project } from '../expression/project';
import { Parameters } from '../parameters';
import { UPDATE_PARAMETERS, updateRequest } from '../requests/update';
import { ANSWER_PARAMETERS } from '../requests/write-options';
import { RETURN_VALUES } from '../return-values';
import { type Decision, perform } from '../write';

export const updateItem: Action = {
  permissions: (input, local) => [
    tablePermission(
      local,
      'UpdateItem',
      input['TableName'],
      leadingKeys(local, input['TableName'], [input['Key']]),
    ),
  ],
  run(input, local) {
    const parameters = new Parameters(input, [...UPDATE_PARAMETERS, ...ANSWER_PARAMETERS]);
    const returns = parameters.choice('ReturnValues', RETURN_VALUES, 'NONE');
    const detail = capacityDetail(parameters);
    const { write, paths } = updateRequest(parameters, local);
    const decision = perform(local, write);
    const attributes = answered(returns, decision, paths);
    return {
      ...(attributes && { Attributes: attributes }),
      ...(detail !== 'NONE' && {
        ConsumedCapacity: consumedCapacity(write.table, [writeUsage(decision)], detail),
      }),
    };
  },
};

function answered(
  returns: (typeof RETURN_VALUES)[number],
  { before, after }: Decision,
  paths: Path[],
): Item | undefined {
  if (returns === 'NONE') return undefined;
  const item = returns.endsWith('OLD') ? before : after;
  if (!item || returns.startsWith('ALL')) return item;
  const touched = project(item, paths);
  return Object.keys(touched).length > 0 ? touched : undefined;
}
