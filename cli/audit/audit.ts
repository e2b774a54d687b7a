import { Client } from '../../sdk/api/client';
import { conservation, type Conservation } from '../../sdk/api/conservation';
import { connection } from '../connection';
import { describeFailure } from '../describe-failure';
import { BadUsage } from '../usage';
import { readOptions, USAGE } from './options';
import { picture } from './picture';
import { type Progress, progressOn } from './progress';

/** Draws the account, and answers the exit code: 0 if nothing is stranded or lost, 1 otherwise. Throws `BadUsage`. */
export async function audit(args: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const options = readOptions(args, Date.now());
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const { since, until } = options;
  const client = new Client(connection(options, environment));
  const progress = await progressOn(process.stderr);
  const whole = await account(client, { since, until }, progress).finally(() => progress.end());
  process.stdout.write(options.json ? `${JSON.stringify(whole, null, 2)}\n` : picture(whole));
  return whole.holds && whole.stranded.length === 0 ? 0 : 1;
}

async function account(
  client: Client,
  window: { since: string; until: string },
  progress: Progress,
): Promise<Conservation> {
  let whole: Conservation | undefined;
  try {
    for await (whole of conservation(client, window)) progress.show(whole);
  } catch (error) {
    throw new BadUsage(describeFailure(error), { cause: error });
  }
  if (!whole) throw new Error('There was no page');
  return whole;
}
