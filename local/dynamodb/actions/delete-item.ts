import type { Action } from '../../context';
import { leadingKeys, tablePermission } from '../access';
import { capacityDetail, consumedCapacity, writeUsage } from '../capacity';
import { invalid } from '../invalid';
import { Parameters } from '../parameters';
import { DELETE_PARAMETERS, deleteRequest } from '../requests/delete';
import { ANSWER_PARAMETERS } from '../requests/write-options';
import { RETURN_VALUES } from '../return-values';
import { perform } from '../write';

export const deleteItem: Action = {
  permissions: (input, local) => [
    tablePermission(
      local,
      'DeleteItem',
      input['TableName'],
      leadingKeys(local, input['TableName'], [input['Key']]),
    ),
  ],
  run(input, local) {
    const parameters = new Parameters(input, [...DELETE_PARAMETERS, ...ANSWER_PARAMETERS]);
    const returns = parameters.choice('ReturnValues', RETURN_VALUES, 'NONE');
    if (returns !== 'NONE' && returns !== 'ALL_OLD') {
      throw invalid('ReturnValues can only be ALL_OLD or NONE');
    }
    const detail = capacityDetail(parameters);
    const decision = perform(local, deleteRequest(parameters, local));
    return {
      ...(returns === 'ALL_OLD' && decision.before && { Attributes: decision.before }),
      ...(detail !== 'NONE' && {
        ConsumedCapacity: consumedCapacity(decision.write.table, [writeUsage(decision)], detail),
      }),
    };
  },
};
