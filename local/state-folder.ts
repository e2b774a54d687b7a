import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What is in `local.json`: how to reach the running copy. It is there for other programs, and keeps the keys. */
export interface LocalFile {
  apiUrl: string;
  /** Of the web page; null while there is none. */
  consoleUrl: string | null;
  /** Where e-mail can be read that was sent here. */
  mailboxUrl: string;
  project: string;
  rootKey: string;
  adminKey: string;
  ingestKey: string;
  pathKey: string;
  /** What an agent's `OTEL_EXPORTER_OTLP_ENDPOINT` and `TOCSIN_URL` are set to, for an agent of the name `my-agent`. */
  otlpEndpoint: string;
  pid: number;
}

/** Another copy works on the same state. */
export class StateInUse extends Error {
  constructor(
    readonly folder: string,
    readonly other: LocalFile | undefined,
  ) {
    const who = other ? ` (process ${other.pid}, ${other.apiUrl})` : '';
    super(`Another copy of Tocsin uses the state in ${folder}${who}`);
    this.name = 'StateInUse';
  }
}

/** The folder with everything that outlives a stop; held by one process at a time. */
export class StateFolder {
  private lock: DatabaseSync | undefined;

  constructor(readonly path: string) {}

  /**
   * Throws StateInUse. The lock is one that the operating system holds on an open database file: it ends with this
   * process, however that ends, so that there is no stale lock to judge.
   */
  open(): void {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    const lock = new DatabaseSync(join(this.path, 'lock'), { timeout: 0 });
    try {
      lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');
    } catch {
      lock.close();
      throw new StateInUse(this.path, this.read());
    }
    this.lock = lock;
  }

  close(): void {
    this.lock?.close();
    this.lock = undefined;
  }

  /** Removes what this program keeps here, and nothing else. */
  forget(): void {
    for (const name of ['state.db', 'state.db-wal', 'state.db-shm', 'local.json'])
      rmSync(join(this.path, name), { force: true });
  }

  /** What the last start wrote, if its database is still there. */
  read(): LocalFile | undefined {
    const file = join(this.path, 'local.json');
    if (!existsSync(file) || !existsSync(join(this.path, 'state.db'))) return undefined;
    return JSON.parse(readFileSync(file, 'utf8')) as LocalFile;
  }

  /** Readers see the old file or the new one, never half of one. */
  write(content: LocalFile): void {
    const file = join(this.path, 'local.json');
    const half = `${file}.${process.pid}`;
    writeFileSync(half, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    renameSync(half, file);
  }
}
