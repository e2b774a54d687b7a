import fc from 'fast-check';
import { pythonJson } from '../../../core/delivery/python-json';
import { webhookRequest } from '../../../core/delivery/webhook-request';
import { jsonText } from '../../core/json-text';
import { PYTHON_CASES } from '../../core/delivery/python-cases';
import { checkGuide } from './guide';
import { startReceiver, type PythonReceiver } from './start-receiver';

/**
 * Sends generated events, and those of the unit tests' table, to a receiver in Python as Keywords AI documents it.
 * Each must be written as Python writes it, verify, and no longer verify once it is forged. `SEED` chooses others.
 * The Python snippets of docs/receiving.md are run too.
 */
const GENERATED = 5_000;
const AT_ONCE = 4;
const SECRET = "It's a Secret to Everybody, é";

async function main(seed: number): Promise<void> {
  const receiver = await startReceiver(SECRET);
  const table = PYTHON_CASES.map(([text]) => text);
  const generated = fc.sample(jsonText(), { numRuns: GENERATED, seed });
  const waiting = [...table, '9'.repeat(4_000), ...generated].entries();
  const failures: string[] = [];
  const work = async (): Promise<void> => {
    for (const [index, data] of waiting) {
      const failure = await failureOf(receiver, data, index);
      if (failure) failures.push(`${failure}: ${data}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const [text, written] of PYTHON_CASES) {
    if ((await receiver.post('/dumps', text, {})).text !== written)
      failures.push(`The unit tests expect what Python does not write: ${text}`);
  }
  receiver.stop();
  const guide = checkGuide();
  failures.push(...guide.failures);
  for (const failure of failures) console.log(failure);
  const asked = GENERATED + 2 * PYTHON_CASES.length + 1 + guide.asked;
  console.log(`Python ${receiver.version}, seed ${seed}`);
  console.log(`${asked - failures.length} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

async function failureOf(receiver: PythonReceiver, data: string, index: number): Promise<string | undefined> {
  const body = `{"id":"evt_${index}","type":"a","source":"b","time":"2026-01-01T00:00:00Z","data":${data}}`;
  const destination = { kind: 'webhook' as const, url: 'http://127.0.0.1/' };
  const request = webhookRequest(
    { signature: { scheme: 'keywordsai' }, destination },
    { ...{ id: 'evt', type: 'a', body, at: 0, version: '0' }, secrets: [{ kind: 'text', text: SECRET }] },
  );
  const written = await receiver.post('/dumps', data, {});
  if (written.text !== pythonJson(data)) return `Python writes ${written.text}, we ${pythonJson(data)}`;
  const { status } = await receiver.post('/', request.body, request.headers);
  if (status !== 204) return `The receiver answers ${status}`;
  const forged = request.body.replace('evt_', 'evt-');
  return (await receiver.post('/', forged, request.headers)).status === 401
    ? undefined
    : 'Forged, it verifies';
}

void main(Number(process.env.SEED ?? 1));
