import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Settings {
  port: number;
  stateDir: string;
  /** Comma-separated host names that webhooks may reach although they are not public. */
  allowedHosts: string;
  fresh: boolean;
  verbose: boolean;
  help: boolean;
}

export const USAGE = `Usage: npm start -- [--fresh] [--verbose]

Runs Tocsin's stack on this machine.

  --fresh    forget the state of earlier runs
  --verbose  show what the functions write even when they succeed
  --help     show this text

Environment:
  PORT                  port of the API, 4747 unless set; 0 takes a free one
  TOCSIN_STATE          folder for the state, .tocsin unless set
  TOCSIN_ALLOWED_HOSTS  hosts that webhooks may reach although they are not
                        public, "localhost,127.0.0.1" unless set; empty refuses
                        them as AWS would
`;

/** A flag or variable that cannot be understood; the message says which. */
export class BadSettings extends Error {}

export function readSettings(args: string[], env: NodeJS.ProcessEnv): Settings {
  const flags = readFlags(args);
  return {
    port: readPort(env.PORT),
    stateDir: resolve(env.TOCSIN_STATE || '.tocsin'),
    allowedHosts: env.TOCSIN_ALLOWED_HOSTS ?? 'localhost,127.0.0.1',
    fresh: flags.fresh ?? false,
    verbose: flags.verbose ?? false,
    help: flags.help ?? false,
  };
}

function readFlags(args: string[]): { fresh?: boolean; verbose?: boolean; help?: boolean } {
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({ args, options: { fresh: flag, verbose: flag, help: flag }, strict: true }).values;
  } catch (error) {
    throw new BadSettings((error as Error).message);
  }
}

function readPort(text = '4747'): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new BadSettings(`PORT must be a number from 0 to 65535, not "${text}"`);
}
