import { createHash } from 'node:crypto';
import { type Action, type Input, type LocalContext, ServiceError } from '../../context';
import { leadingKeys, tablePermission } from '../access';
import { capacityDetail, consumedCapacities, writeUsage } from '../capacity';
import { identity } from '../history';
import { holding, inTransaction } from '../in-transaction';
import { invalid } from '../invalid';
import { itemSize } from '../item-size';
import { Parameters } from '../parameters';
import { rememberedTransaction } from '../remembered-transaction';
import { CHECK_PARAMETERS, conditionCheckRequest } from '../requests/condition-check';
import { DELETE_PARAMETERS, deleteRequest } from '../requests/delete';
import { PUT_PARAMETERS, putRequest } from '../requests/put';
import { UPDATE_PARAMETERS, updateRequest } from '../requests/update';
import { type Decision, type Write, commit, decide } from '../write';

const MAX_ITEMS = 100;
const MAX_BYTES = 4 * 1024 * 1024;

interface Kind {
  action: string;
  parameters: readonly string[];
  read(parameters: Parameters, local: LocalContext): Write;
}

const KINDS: Record<string, Kind> = {
  ConditionCheck: { action: 'ConditionCheckItem', parameters: CHECK_PARAMETERS, read: conditionCheckRequest },
  Put: { action: 'PutItem', parameters: PUT_PARAMETERS, read: putRequest },
  Delete: { action: 'DeleteItem', parameters: DELETE_PARAMETERS, read: deleteRequest },
  Update: {
    action: 'UpdateItem',
    parameters: UPDATE_PARAMETERS,
    read: (parameters, local) => updateRequest(parameters, local).write,
  },
};

/** Why one item stopped (or did not stop) the transaction. */
interface Reason {
  Code: string;
  Message?: string;
  Item?: unknown;
}

type Outcome = { write: Write; decision?: Decision } | { reason: Reason };

export const transactWriteItems: Action = {
  permissions: (input, local) =>
    ((input['TransactItems'] ?? []) as Record<string, Input>[]).flatMap((item) =>
      Object.entries(item).flatMap(([kind, request]) => {
        const action = Object.hasOwn(KINDS, kind) ? KINDS[kind]?.action : undefined;
        if (action === undefined) return [];
        const keys = leadingKeys(local, request['TableName'], [request['Key'] ?? request['Item']]);
        return [tablePermission(local, action, request['TableName'], keys)];
      }),
    ),
  run(input, local) {
    const parameters = new Parameters(input, [
      'TransactItems',
      'ClientRequestToken',
      'ReturnConsumedCapacity',
      'ReturnItemCollectionMetrics',
    ]);
    const detail = capacityDetail(parameters);
    const items = parameters.list('TransactItems', 1, MAX_ITEMS);
    const token = readToken(parameters);
    const fingerprint = createHash('sha256').update(JSON.stringify(items)).digest('base64');
    const outcomes = items.map((item, index) => readOne(local, item as Input, index));
    const work = (): object => {
      const decisions = local.store.transaction(() => {
        if (token !== undefined && rememberedTransaction(local, token, fingerprint)) return [];
        return transact(local, outcomes);
      });
      const usages = decisions.map((made) => ({ table: made.write.table, usage: writeUsage(made, 2) }));
      return consumedCapacities(usages, detail, 'WriteCapacityUnits');
    };
    if (local.faults.transactionMs <= 0) return work();
    checkConflicts(local, outcomes);
    return holding(local, writesOf(outcomes), work);
  },
};

function readToken(parameters: Parameters): string | undefined {
  const token = parameters.text('ClientRequestToken');
  if (token === undefined || (token.length >= 1 && token.length <= 36)) return token;
  throw invalid(
    `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36`,
  );
}

/** A key or item that does not fit the table is that item's reason; anything else is the whole request's error. */
function readOne(local: LocalContext, item: Input, index: number): Outcome {
  const kinds = Object.keys(item).filter((name) => item[name] !== undefined && item[name] !== null);
  const [name] = kinds;
  const kind = name !== undefined && Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (!kind || name === undefined || kinds.length > 1) {
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const raw = new Parameters(item, [name]).map(name);
  const place = `transactItems.${index + 1}.member.${name.charAt(0).toLowerCase()}${name.slice(1)}.`;
  const parameters = new Parameters(raw, kind.parameters, place);
  try {
    return { write: kind.read(parameters, local) };
  } catch (error) {
    if (isSchemaProblem(error)) return { reason: { Code: 'ValidationError', Message: error.message } };
    throw error;
  }
}

const SCHEMA_PROBLEMS =
  /^The provided key element|^One or more parameter values (are not valid\. .*key|were invalid: (Type mismatch|Missing the key|Size of hashkey|Aggregated size))/;

const isSchemaProblem = (error: unknown): error is ServiceError =>
  error instanceof ServiceError && SCHEMA_PROBLEMS.test(error.message);

const writesOf = (outcomes: Outcome[]): Write[] =>
  outcomes.flatMap((outcome) => ('write' in outcome ? [outcome.write] : []));

/** Cancels a transaction on items of another one that is not over yet. */
function checkConflicts(local: LocalContext, outcomes: Outcome[]): void {
  const reasons = outcomes.map((outcome): Reason => {
    const conflicts = 'write' in outcome && inTransaction(local, outcome.write);
    return conflicts
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' };
  });
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
}

function transact(local: LocalContext, outcomes: Outcome[]): Decision[] {
  const writes = writesOf(outcomes);
  const keys = writes.map(({ table, key }) => `${table.id} ${identity(key)}`);
  if (new Set(keys).size < keys.length) {
    throw invalid('Transaction request cannot include multiple operations on one item');
  }
  const judged = outcomes.map((outcome) =>
    'write' in outcome ? judge(local, outcome.write) : outcome.reason,
  );
  if (judged.some((result) => 'Code' in result)) throw cancelled(judged);
  const decisions = judged.filter((result) => 'write' in result);
  const bytes = decisions.reduce((sum, { after }) => sum + (after ? itemSize(after) : 0), 0);
  if (bytes > MAX_BYTES) throw invalid('The aggregate size of the items in the transaction exceeded 4 MB');
  commit(local, decisions);
  return decisions;
}

function judge(local: LocalContext, write: Write): Decision | Reason {
  try {
    return decide(local, write);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const code = error.code === 'ValidationException' ? 'ValidationError' : 'ConditionalCheckFailed';
    return { Code: code, Message: error.message, ...error.extra };
  }
}

function cancelled(judged: readonly (Decision | Reason)[]): ServiceError {
  const reasons = judged.map((result): Reason => ('Code' in result ? result : { Code: 'None' }));
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}
