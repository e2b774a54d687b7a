import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { Store } from './store';

const known = new WeakMap<Store, Map<string, Prepared>>();

/** The statements of one service on one database, each compiled once. */
export class Prepared {
  private statements = new Map<string, StatementSync>();

  private constructor(private store: Store) {}

  /** The statements over `schema` (`CREATE TABLE IF NOT EXISTS ...`), which is applied at the first use of a store. */
  static on(store: Store, schema: string): Prepared {
    const schemas = known.get(store) ?? new Map<string, Prepared>();
    known.set(store, schemas);
    const existing = schemas.get(schema);
    if (existing) return existing;
    store.db.exec(schema);
    const made = new Prepared(store);
    schemas.set(schema, made);
    return made;
  }

  /** All rows; `Row` is what the statement selects. */
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.statement(sql).all(...values) as unknown as Row[];
  }

  one<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.statement(sql).get(...values) as unknown as Row | undefined;
  }

  /** Answers how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.statement(sql).run(...values).changes);
  }

  private statement(sql: string): StatementSync {
    const existing = this.statements.get(sql);
    if (existing) return existing;
    const made = this.store.db.prepare(sql);
    this.statements.set(sql, made);
    return made;
  }
}
