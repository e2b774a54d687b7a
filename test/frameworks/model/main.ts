import { parseArgs } from 'node:util';
import { FakeModel } from './fake-model';

/**
 * `tsx test/frameworks/model/main.ts --port 0` prints the address in one line and runs until it is ended.
 * `POST /script` takes the answers to come as a JSON array (test/frameworks/model/script.ts), `GET /requests` lists
 * what was asked since.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const model = await FakeModel.start(Number(values.port));
  console.log(model.url);
}

void main();
