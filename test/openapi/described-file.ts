import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OpenApi } from './described';

const FILE = join(__dirname, '..', '..', '.build', 'test-openapi.json');

/** Keeps the document for the test files of a run: each of them would take half a second to make it. */
export function keepDescribed(openApi: OpenApi): void {
  mkdirSync(dirname(FILE), { recursive: true });
  const whole = `${FILE}.${process.pid}`;
  writeFileSync(whole, JSON.stringify(openApi));
  renameSync(whole, FILE);
}

export const readDescribed = (): OpenApi => JSON.parse(readFileSync(FILE, 'utf8')) as OpenApi;
