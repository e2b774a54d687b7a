import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prettifyError } from 'zod';
import { type Scenario, scenario } from './scenario';

const FOLDER = join(__dirname, '..', 'scenarios');

/** All scenarios by id, or those of another folder. Throws what is wrong with which file. */
export function readScenarios(folder = FOLDER): Scenario[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => readScenario(file, readFileSync(join(folder, file), 'utf8')));
}

function readScenario(file: string, text: string): Scenario {
  const read = scenario.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${file}: ${prettifyError(read.error)}`);
  if (`${read.data.id}.json` !== file) throw new Error(`${file}: its id is ${read.data.id}`);
  return read.data;
}
