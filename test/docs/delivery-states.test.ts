import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAY, MEMBERS, STATES } from '../../core/delivery/transitions';
import { tables } from './deploy';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'data.md'), 'utf8');

const coded = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const how = (members: Record<string, string>, wanted: string): string =>
  coded(Object.keys(members).filter((name) => members[name] === wanted));

const rows = [
  ['(no row)', '', '', coded(MAY.none)],
  ...STATES.map((state) => [
    `\`${state}\``,
    how(MEMBERS[state], 'set'),
    how(MEMBERS[state], 'kept'),
    coded(MAY[state]),
  ]),
];

it('docs/data.md says of every state of a delivery what its row holds and what it may become', () => {
  const shown = tables(page).find(([first]) => first?.[0] === '(no row)');
  expect(shown).toEqual(rows);
});
