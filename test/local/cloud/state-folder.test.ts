import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalFile, StateFolder, StateInUse } from '../../../local/state-folder';

const FILE: LocalFile = {
  apiUrl: 'http://127.0.0.1:4747',
  consoleUrl: null,
  mailboxUrl: 'http://127.0.0.1:4566/mailbox',
  project: 'prj_1',
  rootKey: 'tcn_root_x',
  adminKey: 'tcn_a',
  ingestKey: 'tcn_i',
  pathKey: 'tcn_in_p',
  otlpEndpoint: 'http://127.0.0.1:4747/in/tcn_in_p/my-agent',
  pid: 1,
};

const temporary = (): string => mkdtempSync(join(tmpdir(), 'tocsin-folder-'));

test('one folder belongs to one copy, another folder to another', () => {
  const path = temporary();
  const first = new StateFolder(path);
  const second = new StateFolder(path);
  const other = new StateFolder(temporary());
  first.open();
  other.open();
  expect(() => second.open()).toThrow(StateInUse);
  first.close();
  second.open();
  second.close();
  other.close();
});

test('the file with the keys is for its owner alone, and worth something only beside its database', () => {
  const folder = new StateFolder(temporary());
  folder.write(FILE);
  expect(statSync(join(folder.path, 'local.json')).mode & 0o777).toBe(0o600);
  expect(folder.read()).toBeUndefined();
  writeFileSync(join(folder.path, 'state.db'), '');
  expect(folder.read()).toEqual(FILE);
});

test('forgetting removes the state and nothing else', () => {
  const folder = new StateFolder(temporary());
  folder.write(FILE);
  for (const name of ['state.db', 'notes.txt']) writeFileSync(join(folder.path, name), '');
  folder.forget();
  expect(existsSync(join(folder.path, 'state.db'))).toBe(false);
  expect(existsSync(join(folder.path, 'local.json'))).toBe(false);
  expect(existsSync(join(folder.path, 'notes.txt'))).toBe(true);
});
