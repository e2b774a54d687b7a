import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The function has ended in the midst of its work. */
export class Crash extends Error {}

/**
 * A client of a function that ends when its call number `dieAt` (from 1) has been made, be it before the call's effect
 * or after: from then on nothing that it does has any.
 */
export function mortal(
  tables: DynamoDBDocumentClient,
  dieAt: number,
  when: 'before' | 'after',
): DynamoDBDocumentClient {
  let calls = 0;
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]): Promise<unknown> => {
    const call = ++calls;
    if (call > dieAt || (call === dieAt && when === 'before')) throw new Crash(`at call ${dieAt}`);
    const answer = await tables.send(command);
    if (calls >= dieAt) throw new Crash(`after call ${dieAt}`);
    return answer;
  };
  return new Proxy(tables, {
    get: (target, name) => (name === 'send' ? send : (Reflect.get(target, name) as unknown)),
  });
}
