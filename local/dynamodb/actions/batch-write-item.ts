import type { Action, LocalContext } from '../../context';
import { leadingKeys, tablePermission } from '../access';
import { capacityDetail, consumedCapacities, writeUsage } from '../capacity';
import { requireTable } from '../catalogue';
import { identity } from '../history';
import { invalid } from '../invalid';
import { Parameters } from '../parameters';
import { deleteOf } from '../requests/delete';
import { putOf } from '../requests/put';
import { type Write, commit, decide } from '../write';

const MAX_REQUESTS = 25;

interface WriteRequest {
  PutRequest?: { Item?: unknown };
  DeleteRequest?: { Key?: unknown };
}

export const batchWriteItem: Action = {
  permissions: (input, local) =>
    Object.entries((input['RequestItems'] ?? {}) as Record<string, WriteRequest[]>).map(
      ([name, requests]) => {
        const keys = [requests]
          .flat()
          .map((request) => request?.PutRequest?.Item ?? request?.DeleteRequest?.Key);
        return tablePermission(local, 'BatchWriteItem', name, leadingKeys(local, name, keys));
      },
    ),
  run(input, local) {
    const parameters = new Parameters(input, [
      'RequestItems',
      'ReturnConsumedCapacity',
      'ReturnItemCollectionMetrics',
    ]);
    const detail = capacityDetail(parameters);
    const writes = readWrites(parameters, local);
    const decisions = local.store.transaction(() => {
      const decided = writes.map((write) => decide(local, write));
      commit(local, decided);
      return decided;
    });
    const usages = decisions.map((decision) => ({
      table: decision.write.table,
      usage: writeUsage(decision),
    }));
    return { UnprocessedItems: {}, ...consumedCapacities(usages, detail) };
  },
};

function readWrites(parameters: Parameters, local: LocalContext): Write[] {
  const tables = new Parameters(parameters.map('RequestItems'), Object.keys(parameters.map('RequestItems')));
  const names = Object.keys(tables.input);
  const requests = names.flatMap((name) => tables.list(name, 1, MAX_REQUESTS).map((raw) => ({ name, raw })));
  if (requests.length === 0 || requests.length > MAX_REQUESTS) {
    const bound =
      requests.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${MAX_REQUESTS}`;
    throw invalid(
      `1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length ${bound}]`,
    );
  }
  const writes = requests.map(({ name, raw }) => readWrite(local, name, raw as WriteRequest));
  const keys = writes.map(({ table, key }) => `${table.id} ${identity(key)}`);
  if (new Set(keys).size < keys.length) throw invalid('Provided list of item keys contains duplicates');
  return writes;
}

function readWrite(local: LocalContext, name: string, raw: WriteRequest): Write {
  const kinds = new Parameters({ ...raw }, ['PutRequest', 'DeleteRequest']);
  if (kinds.has('PutRequest') === kinds.has('DeleteRequest')) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  if (kinds.has('PutRequest')) {
    const item = new Parameters(kinds.map('PutRequest'), ['Item']).item('Item');
    return putOf(requireTable(local, name), item);
  }
  const key = new Parameters(kinds.map('DeleteRequest'), ['Key']).item('Key');
  return deleteOf(requireTable(local, name), key);
}
