import { parseArgs, type ParseArgsConfig } from 'node:util';
import { BadUsage } from '../usage';

export const COMMON = `  --json          the answer of the API
  --url <url>     of the API; TOCSIN_URL in the environment
  --key <key>     TOCSIN_KEY in the environment
  --help          this text

Without a URL, the local cloud that npm start has started.
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** Options of a command: `texts` besides those that all have. Throws `BadUsage`. */
export function read(
  args: string[],
  { usage, texts, names }: { usage: string; texts: readonly string[]; names: 0 | 1 },
): { name: string; json: boolean; help: boolean; given: Record<string, string | undefined> } {
  const options: ParseArgsConfig['options'] = {
    ...Object.fromEntries([...texts, 'url', 'key'].map((name) => [name, text])),
    ...{ json: flag, help: flag },
  };
  let parsed;
  try {
    parsed = parseArgs({ args, options, strict: true, allowPositionals: names > 0 });
  } catch (error) {
    throw new BadUsage(`${(error as Error).message}\n\n${usage}`);
  }
  const { json = false, help = false, ...given } = parsed.values;
  const { positionals } = parsed;
  if (help !== true && positionals.length !== names)
    throw new BadUsage(`${names === 1 ? 'Name one agent.' : 'It takes options only.'}\n\n${usage}`);
  return {
    ...{ name: positionals[0] ?? '', json: json === true, help: help === true },
    given: given as Record<string, string | undefined>,
  };
}
