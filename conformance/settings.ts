import { parseArgs } from 'node:util';
import type { Scenario } from './format/scenario';

export const USAGE = `Plays webhook scenarios to a sender and says which of them it gets right.

  npm run conformance -- [options]

  --adapter COMMAND       a program that attaches the sender (conformance/README.md); Tocsin's if not given
  --scenario ID           only this one; may be given more than once
  --group NAME            only those of a group, e.g. "retries"; may be given more than once
  --list                  only name the scenarios
  --markdown              with --list: as the tables of conformance/README.md
  --json FILE             write a report for programs
  --junit FILE            write a report for continuous integration
  --fail-on LEVEL         must, should or may: the least level whose failure is one of the run (should)
  --known-failures FILE   a JSON array of ids: exactly these must fail
  --host HOST             by which name or IPv4 address the sender reaches this machine (127.0.0.1)
  --bind ADDRESS          where endpoints listen (127.0.0.1)
  --max-wait SECONDS      longest wait for a sender whose clock cannot be moved (60)
  --quiet-time SECONDS    how long nothing must happen before such a sender counts as settled (1.5)
  --help

The exit code is 0 if nothing failed that must not, 1 if something did, 2 if the sender could not be attached.
`;

export interface Settings {
  adapter: string;
  scenarios: string[];
  groups: string[];
  list: boolean;
  markdown: boolean;
  json: string | undefined;
  junit: string | undefined;
  failOn: Scenario['level'];
  knownFailures: string | undefined;
  host: string;
  bind: string;
  maxWaitSeconds: number;
  quietMs: number;
  help: boolean;
}

export class BadSettings extends Error {}

const OPTIONS = {
  adapter: { type: 'string', default: 'node --import tsx conformance/adapters/tocsin.ts' },
  scenario: { type: 'string', multiple: true, default: [] as string[] },
  group: { type: 'string', multiple: true, default: [] as string[] },
  list: { type: 'boolean', default: false },
  markdown: { type: 'boolean', default: false },
  json: { type: 'string' },
  junit: { type: 'string' },
  'fail-on': { type: 'string', default: 'should' },
  'known-failures': { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  bind: { type: 'string', default: '127.0.0.1' },
  'max-wait': { type: 'string', default: '60' },
  'quiet-time': { type: 'string', default: '1.5' },
  help: { type: 'boolean', default: false },
} as const;

/** Throws BadSettings. */
export function readSettings(args: string[]): Settings {
  const values = parsed(args);
  return {
    adapter: values.adapter,
    scenarios: values.scenario,
    groups: values.group,
    list: values.list,
    markdown: values.markdown,
    json: values.json,
    junit: values.junit,
    failOn: levelNamed(values['fail-on']),
    knownFailures: values['known-failures'],
    host: values.host,
    bind: values.bind,
    maxWaitSeconds: seconds('--max-wait', values['max-wait']),
    quietMs: seconds('--quiet-time', values['quiet-time']) * 1_000,
    help: values.help,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new BadSettings((error as Error).message);
  }
}

function levelNamed(text: string): Scenario['level'] {
  if (text === 'must' || text === 'should' || text === 'may') return text;
  throw new BadSettings(`--fail-on must be must, should or may, not ${text}`);
}

function seconds(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new BadSettings(`${name} must be seconds, not ${text}`);
  return value;
}
