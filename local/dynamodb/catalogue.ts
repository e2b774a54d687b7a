import { type LocalContext, ServiceError } from '../context';
import type { Table } from './table';
import { type State, stateOf } from './state';

/** The table of that name (or ARN), or undefined. */
export function findTable(local: LocalContext, nameOrArn: string): Table | undefined {
  const name = nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.indexOf('/') + 1) : nameOrArn;
  const state = stateOf(local.store);
  return state.tables.get(name) ?? load(state, name);
}

/** As `findTable`; throws AWS's ResourceNotFoundException. */
export function requireTable(local: LocalContext, nameOrArn: string): Table {
  const table = findTable(local, nameOrArn);
  if (table) return table;
  throw new ServiceError('ResourceNotFoundException', 'Requested resource not found');
}

function load(state: State, name: string): Table | undefined {
  const row = state.statement('SELECT definition FROM dynamodb_tables WHERE name = ?').get(name);
  if (!row) return undefined;
  const table = JSON.parse(String(row['definition'])) as Table;
  state.tables.set(name, table);
  return table;
}

export function saveTable(local: LocalContext, table: Table): void {
  const state = stateOf(local.store);
  state
    .statement(
      'INSERT INTO dynamodb_tables (id, name, definition) VALUES (?, ?, ?) ' +
        'ON CONFLICT (id) DO UPDATE SET definition = excluded.definition',
    )
    .run(table.id, table.name, JSON.stringify(table));
  state.tables.set(table.name, table);
}

export function tableNames(local: LocalContext): string[] {
  const rows = stateOf(local.store).statement('SELECT name FROM dynamodb_tables ORDER BY name').all();
  return rows.map((row) => String(row['name']));
}

export const tableArn = (local: LocalContext, name: string): string =>
  `arn:aws:dynamodb:${local.region}:${local.account}:table/${name}`;
