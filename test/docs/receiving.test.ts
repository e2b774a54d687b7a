import { compileFunction } from 'node:vm';
import { spawnSync } from 'node:child_process';
import { checkGuide } from '../oracle/keywordsai/guide';
import { type HostileRequest, hostileRequests } from './hostile-requests';
import { isTimed, requestOf, sections } from './receiving';

type Verify = (headers: HostileRequest['headers'], body: Buffer, known: unknown) => boolean;

const DATA = ['{"a":1}', '{"é\u{1F514}":9007199254740993,"b":[1.0,0.00001]}', 'null'];

describe.each(sections())('docs/receiving.md: $name', (section) => {
  const verify = (
    compileFunction(`${section.js}\nreturn verify;`, ['require']) as (load: typeof require) => Verify
  )(require);

  it.each(DATA)('verifies %s, and neither forged nor unknown', (data) => {
    const { headers, body } = requestOf(section, data, Date.now());
    expect(verify(headers, Buffer.from(body), section.known)).toBe(true);
    expect(verify(headers, Buffer.from(`${body} `), section.known)).toBe(false);
    const others = typeof section.known === 'string' ? `whsec_${'A'.repeat(43)}=` : { keys: [] };
    expect(verify(headers, Buffer.from(body), others)).toBe(false);
  });

  it('refuses what is more than five minutes old, if the time is signed', () => {
    const { headers, body } = requestOf(section, '{}', Date.now() - 302_000);
    expect(verify(headers, Buffer.from(body), section.known)).toBe(!isTimed(section));
  });

  it('answers false to each hostile request', () => {
    const requests = hostileRequests(section, Date.now());
    expect(requests.length).toBeGreaterThanOrEqual(20);
    const answers = requests.map(({ what, headers, body }) => [
      what,
      outcome(() => verify(headers, body, section.known)),
    ]);
    expect(answers.filter(([, answer]) => answer !== false)).toEqual([]);
  });
});

function outcome(verify: () => boolean): unknown {
  try {
    return verify();
  } catch (error) {
    return String(error);
  }
}

const hasPython = spawnSync('python3', ['-c', 'import cryptography']).status === 0;

// Without python3 and its package cryptography it is skipped here; `.ci/run` installs both and runs the same check.
(hasPython ? it : it.skip)(
  'docs/receiving.md: the Python snippets verify, and answer false to hostile requests',
  () => {
    const { asked, failures } = checkGuide();
    expect(failures).toEqual([]);
    expect(asked).toBeGreaterThanOrEqual(20 * sections().length);
  },
);
