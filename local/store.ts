import { DatabaseSync } from 'node:sqlite';

/** The one SQLite database behind everything local: a commit survives `kill -9`, an uncommitted write is gone whole. */
export class Store {
  readonly db: DatabaseSync;
  private depth = 0;

  /** `file` is a path, or `:memory:`. */
  constructor(file: string) {
    this.db = new DatabaseSync(file);
    this.db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  }

  /** Runs `work` in one transaction; nested calls join the outer one. `work` is synchronous. */
  transaction<T>(work: () => T): T {
    if (this.depth > 0) return work();
    this.db.exec('BEGIN IMMEDIATE');
    this.depth++;
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    } finally {
      this.depth--;
    }
  }

  close(): void {
    this.db.close();
  }
}
