import type { Condition } from '../expression/ast';
import type { Parameters } from '../parameters';

/** Parameters that every conditional write has. */
export const WRITE_PARAMETERS = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValuesOnConditionCheckFailure',
] as const;

/** Parameters that only stand-alone writes have. */
export const ANSWER_PARAMETERS = [
  'ReturnValues',
  'ReturnConsumedCapacity',
  'ReturnItemCollectionMetrics',
] as const;

export function writeOptions(
  parameters: Parameters,
  condition: Condition | undefined,
): { condition: Condition | undefined; returnOnFailure: boolean } {
  const onFailure = parameters.choice('ReturnValuesOnConditionCheckFailure', ['ALL_OLD', 'NONE'], 'NONE');
  return { condition, returnOnFailure: onFailure === 'ALL_OLD' };
}
