import type { LocalContext, Permission } from '../context';
import { attributeOf, type AttributeValue, type Item } from './attribute-value';
import { findTable, tableArn } from './catalogue';
import { readExpressions } from './expression/expressions';
import { keyConditions } from './key-conditions';

/** What IAM is asked about a call on a table; `leadingKeys` are the partition key values it names. */
export function tablePermission(
  local: LocalContext,
  action: string,
  tableName: unknown,
  leadingKeys: readonly string[] = [],
): Permission {
  return permission(local, action, tableName, '', leadingKeys);
}

function permission(
  local: LocalContext,
  action: string,
  tableName: unknown,
  suffix: string,
  leadingKeys: readonly string[],
): Permission {
  const given = typeof tableName === 'string' ? tableName : '*';
  const arn = given.startsWith('arn:') ? given : tableArn(local, given);
  const context = leadingKeys.length > 0 ? { 'dynamodb:LeadingKeys': [...new Set(leadingKeys)] } : undefined;
  return { action: `dynamodb:${action}`, resource: arn + suffix, ...(context && { context }) };
}

/** As `tablePermission`, for an index where the request names one. */
export function readPermission(
  local: LocalContext,
  action: string,
  input: Record<string, unknown>,
): Permission {
  const index = input['IndexName'];
  const suffix = typeof index === 'string' ? `/index/${index}` : '';
  return permission(local, action, input['TableName'], suffix, queriedPartition(local, input));
}

/** The partition key values in unchecked keys or items of a table, as policies compare them. */
export function leadingKeys(local: LocalContext, tableName: unknown, keys: readonly unknown[]): string[] {
  const table = typeof tableName === 'string' ? findTable(local, tableName) : undefined;
  if (!table) return [];
  return keys.flatMap((key) => {
    const isMap = typeof key === 'object' && key !== null && !Array.isArray(key);
    const value = isMap ? attributeOf(key as Item, table.keys.hash.name) : undefined;
    return scalarText(value);
  });
}

function scalarText(value: AttributeValue | undefined): string[] {
  const text: unknown = typeof value === 'object' && value !== null ? Object.values(value)[0] : undefined;
  return typeof text === 'string' ? [text] : [];
}

/** A query that is invalid names no partition here; the action itself will say what is wrong. */
function queriedPartition(local: LocalContext, input: Record<string, unknown>): string[] {
  const table = typeof input['TableName'] === 'string' ? findTable(local, input['TableName']) : undefined;
  const keys = table?.indexes.find(({ name }) => name === input['IndexName'])?.keys ?? table?.keys;
  if (!keys || input['KeyConditionExpression'] === undefined) return [];
  try {
    const { keyCondition } = readExpressions(input);
    return keyCondition ? scalarText(keyConditions(keyCondition, keys).hash) : [];
  } catch {
    return [];
  }
}
