import { spawnSync } from 'node:child_process';

export interface Case {
  pattern: string;
  events: readonly string[];
}

/** `matched` has a character for each event: `1`, `0`, `E` for refused, `?` where the ruler contradicts itself. */
export type Answer = { valid: true; matched: string } | { valid: false; reason: string };

/**
 * What event-ruler says to each case, in order. It builds `machines` machines of every pattern, which tells answers
 * that it is sure of from those that hang on the order of its hash tables.
 */
export function askRuler(cases: readonly Case[], machines: number, classPath: string): Answer[] {
  const input = cases.map(({ pattern, events }) => JSON.stringify({ pattern, events, machines })).join('\n');
  const { status, stdout, stderr } = spawnSync('java', ['-cp', classPath, 'Oracle'], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`The oracle ended with ${status}: ${stderr}`);
  const lines = stdout.split('\n').slice(0, cases.length);
  if (lines.length !== cases.length) throw new Error(`${cases.length} questions, ${lines.length} answers`);
  return lines.map((line) => {
    const [verdict, detail = ''] = line.split('\t');
    return verdict === 'valid' ? { valid: true, matched: detail } : { valid: false, reason: detail };
  });
}
