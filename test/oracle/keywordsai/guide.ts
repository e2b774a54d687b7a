import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { type HostileRequest, hostileRequests } from '../../docs/hostile-requests';
import { isTimed, requestOf, sections, type Section } from '../../docs/receiving';

interface Case {
  what: string;
  expected: boolean;
  python: string;
  headers: HostileRequest['headers'];
  /** Base64. */
  body: string;
  known: unknown;
}

type Sent = Pick<HostileRequest, 'headers'> & { body: string | Buffer };

/** Runs the Python snippets of docs/receiving.md on requests that they must take or refuse. */
export function checkGuide(): { asked: number; failures: string[] } {
  const cases = sections().flatMap(casesOf);
  const { status, stdout } = spawnSync('python3', [path.join(__dirname, 'guide.py')], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`guide.py ended with ${status}`);
  const outcomes = JSON.parse(stdout) as unknown[];
  const failures = cases.flatMap(({ what, expected }, index) =>
    outcomes[index] === expected ? [] : [`docs/receiving.md, ${what}: ${String(outcomes[index])}`],
  );
  return { asked: cases.length, failures };
}

function casesOf(section: Section): Case[] {
  const { name, python, known } = section;
  const now = requestOf(section, '{"é\u{1F514}":9007199254740993,"b":[1.0,0.00001]}', Date.now());
  const old = requestOf(section, '{}', Date.now() - 302_000);
  const forged = { ...now, body: now.body.replace('evt_1', 'evt_2') };
  const hostile = hostileRequests(section, Date.now());
  const caseOf = (what: string, expected: boolean, { headers, body }: Sent): Case => ({
    what: `${name}, ${what}`,
    ...{ expected, python, headers, body: Buffer.from(body).toString('base64'), known },
  });
  return [
    caseOf('signed', true, now),
    caseOf('forged', false, forged),
    caseOf('five minutes old', !isTimed(section), old),
    ...hostile.map((request) => caseOf(request.what, false, request)),
  ];
}
