import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Command = Parameters<DynamoDBDocumentClient['send']>[0];

/** The function has ended in the midst of its work. */
class Crash extends Error {}

/** Between two of them nothing has changed that another run could find. */
export const isWrite = (command: Command): boolean =>
  /Write|Update|Put|Delete/.test(command.constructor.name);

export interface Death {
  /** From 1. */
  at: number;
  /** Whether the call still has its effect. */
  when: 'before' | 'after';
  /** Which calls are counted; all of them without. */
  of?: (command: Command) => boolean;
}

/** A client of a function that ends at one of its calls: from then on nothing that it does has any effect. */
export function mortal(
  tables: DynamoDBDocumentClient,
  { at, when, of = () => true }: Death,
): DynamoDBDocumentClient & { isDead: () => boolean } {
  let calls = 0;
  let dead = false;
  const send = async (command: Command): Promise<unknown> => {
    if (dead) throw new Crash('long ago');
    const last = of(command) && ++calls === at;
    dead ||= last && when === 'before';
    if (dead) throw new Crash(`before call ${at}`);
    const answer = tables.send(command);
    dead ||= last;
    await answer;
    if (last || dead) throw new Crash(`after call ${at}`);
    return answer;
  };
  const own = { send, isDead: () => dead };
  return new Proxy(tables, {
    get: (target, name) =>
      (Object.hasOwn(own, name) ? Reflect.get(own, name) : Reflect.get(target, name)) as unknown,
  }) as DynamoDBDocumentClient & { isDead: () => boolean };
}
