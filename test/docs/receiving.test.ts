import { compileFunction } from 'node:vm';
import { isTimed, requestOf, sections } from './receiving';

type Verify = (headers: Record<string, string>, body: Buffer, known: unknown) => boolean;

const DATA = ['{"a":1}', '{"é\u{1F514}":9007199254740993,"b":[1.0,0.00001]}', 'null'];

// The Python snippets: test/oracle/keywordsai.
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
});
