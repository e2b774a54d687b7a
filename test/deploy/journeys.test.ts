import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNEYS, LOCAL_ONLY, NOT_ASKED } from './journeys';

const all = readdirSync(join(__dirname, '..', 'journeys'))
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.replace('.test.ts', ''));

it('every journey is asked of a deployed stack, or has a reason why not', () => {
  const listed = [...Object.keys(JOURNEYS), ...Object.keys(LOCAL_ONLY)];
  expect(listed.sort()).toEqual(all.sort());
});

it('stories that are not asked belong to journeys that are', () => {
  expect(Object.keys(NOT_ASKED).filter((name) => !(name in JOURNEYS))).toEqual([]);
});
