import { Client } from '../../sdk/api/client';
import { connection } from '../connection';
import { describeFailure } from '../describe-failure';
import { BadUsage } from '../usage';
import { read } from './options';

export interface Command<Body> {
  usage: string;
  /** Options with a text, besides those that all have. */
  texts: readonly string[];
  /** How many names it takes. */
  names: 0 | 1;
  ask(client: Client, name: string, given: Record<string, string | undefined>): Promise<Body>;
  /** In at most 80 columns. */
  picture(answer: Body, name: string): string;
}

/** A command that asks the API once and prints what it has answered; the exit code. Throws `BadUsage`. */
export const command =
  <Body>({ ask, picture, ...kind }: Command<Body>) =>
  async (args: string[], environment: NodeJS.ProcessEnv): Promise<number> => {
    const { name, json, help, given } = read(args, kind);
    if (help) {
      process.stdout.write(kind.usage);
      return 0;
    }
    const client = new Client(connection(given, environment));
    const answer = await ask(client, name, given).catch((error: unknown) => {
      throw new BadUsage(describeFailure(error), { cause: error });
    });
    process.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : picture(answer, name));
    return 0;
  };
