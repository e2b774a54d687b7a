import { columnsOf, fold } from '../terminal/fold';
import { audit } from './audit/audit';
import { pause, resume, why } from './commands/agents';
import { silence } from './commands/silence';
import { spend } from './commands/spend';
import { BadUsage } from './usage';

const USAGE = `Usage: tocsin <command> [options]

Commands:
  why      whether an agent is paused, by whom, why and after which errors
  pause    ask an agent to pause
  resume   lift what pauses an agent
  silence  tell people nothing of an agent's alerts, or of one, for a while
  spend    what was spent, in dollars
  audit    account for every accepted event, and name what is stranded or lost

tocsin <command> --help tells more about a command.
`;

type Command = (args: string[], environment: NodeJS.ProcessEnv) => Promise<number>;

const COMMANDS: Record<string, Command> = { why, pause, resume, silence, spend, audit };

/** Runs a command and answers the exit code: 2 if it was called wrongly, otherwise its own. */
export async function main(args: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? process.stderr : process.stdout).write(USAGE);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (!command) throw new BadUsage(`There is no command ${name}: ${Object.keys(COMMANDS).join(', ')}`);
    return await command(rest, environment);
  } catch (error) {
    if (!(error instanceof BadUsage)) throw error;
    process.stderr.write(`${fold(error.message, columnsOf(process.stderr))}\n`);
    return 2;
  }
}
