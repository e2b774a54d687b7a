import { createInterface } from 'node:readline';
import { type Method, Refused, type Sender } from '../protocol';

/** The other side of JSON lines, for adapters in TypeScript: answers requests until standard input ends. */
export async function serve(sender: Sender): Promise<void> {
  const under: Promise<void>[] = [];
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') under.push(answer(sender, line));
  }
  await Promise.all(under);
  await sender.close();
}

async function answer(sender: Sender, line: string): Promise<void> {
  const { id, method, params } = JSON.parse(line) as { id: number; method: Method; params: never };
  const said = await sender.call(method, params).then(
    (result) => ({ id, result }),
    (error: unknown) => ({ id, error: errorOf(error) }),
  );
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

const errorOf = (error: unknown): object => ({
  code: error instanceof Refused ? 'refused' : 'failed',
  message: error instanceof Error ? error.message : String(error),
});
