import { parseArgs } from 'node:util';
import { BadUsage } from '../usage';

export const USAGE = `Usage: tocsin audit [options]

Counts every event that was accepted in a window, and every delivery that came
of it, from the tables. Names what is stranded or lost, and what to do about it.

  --since <time>  accepted since then: RFC 3339, or how long ago, such as 90m,
                  24h or 7d; everything unless given
  --until <time>  accepted before then; now unless given
  --json          one JSON document instead of tables
  --url <url>     of the API; TOCSIN_URL in the environment
  --key <key>     one that may read; TOCSIN_KEY in the environment
  --help          this text

Without a URL, the local cloud that npm start has started (TOCSIN_STATE in the
environment: its state folder).

Exit codes: 0 all is accounted for, 1 something is stranded or lost, 2 it could
not be found out.
`;

interface Options {
  help: boolean;
  json: boolean;
  url?: string | undefined;
  key?: string | undefined;
  /** RFC 3339. */
  since: string;
  until: string;
}

/** Throws `BadUsage`. */
export function readOptions(args: string[], now: number): Options {
  const { since, until, json, help, url, key } = parsed(args);
  const from = since === undefined ? 0 : timeOf('--since', since, now);
  const to = until === undefined ? now : timeOf('--until', until, now);
  if (from >= to) throw new BadUsage('--since must be before --until.');
  const window = { since: new Date(from).toISOString(), until: new Date(to).toISOString() };
  return { help: help ?? false, json: json ?? false, url, key, ...window };
}

function parsed(args: string[]) {
  const text = { type: 'string' as const };
  const flag = { type: 'boolean' as const };
  const options = { since: text, until: text, url: text, key: text, json: flag, help: flag };
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new BadUsage(`${(error as Error).message}\n\n${USAGE}`);
  }
}

const UNITS_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

function timeOf(name: string, text: string, now: number): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const time = count === undefined ? Date.parse(text) : now - Number(count) * (UNITS_MS[unit] ?? 0);
  if (Number.isNaN(time) || (count === undefined && !RFC_3339.test(text)))
    throw new BadUsage(`${name} ${text} is no time: write 2026-01-31T12:00:00Z, or 24h for a day ago.`);
  return time;
}
