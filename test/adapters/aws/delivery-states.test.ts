import fc from 'fast-check';
import { MAY } from '../../../core/delivery/transitions';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { misplaced } from '../../delivery-members';
import { startLocalAws, type LocalAws } from '../local-aws';
import { deliveryVerbs, putBreaker, type Verb } from './delivery-verbs';

let aws: LocalAws;
let projects = 0;
beforeAll(async () => {
  aws = await startLocalAws();
  await putBreaker(aws);
});
afterAll(() => aws.stop());

interface Played {
  /** The last transition, if there was one. */
  made: string;
  /** What decides on what may follow; empty without a row. */
  kind: string;
}

/** Does all this to one delivery, and looks at its row and at that of its notice after each step. */
async function played(verbs: readonly Verb[]): Promise<Played> {
  const delivery = deliveryVerbs(aws, `prj_${++projects}`);
  let [row, made]: [DeliveryRow | undefined, string] = [undefined, ''];
  for (const verb of verbs) {
    const before = row && !delivery.isExpired(row) ? row.state : 'none';
    const known = JSON.stringify(row);
    await delivery.do(verb);
    row = await delivery.row();
    made = row && JSON.stringify(row) !== known ? `${before} ${row.state}` : '';
    const wrong = [row, await delivery.notice()].flatMap((one) => (one ? misplaced(one) : []));
    expect({ verbs, wrong }).toEqual({ verbs, wrong: [] });
  }
  if (!row || delivery.isExpired(row)) return { made, kind: '' };
  const { state, fallback, notice } = row;
  const told = state === 'dead' && notice !== undefined;
  const again = (state === 'queued' || state === 'waiting') && fallback !== undefined;
  const kind = `${state} ${told} ${again} ${delivery.isLeased(row)}`;
  return { made, kind };
}

const allVerbs = (): Verb[] => deliveryVerbs(aws, 'prj').names;

it('2.9 No row of a delivery ever has a member of another state, or lacks one of its own', async () => {
  const sequences = fc.array(fc.constantFrom(...allVerbs()), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(sequences, async (verbs) => void (await played(verbs))),
    { numRuns: 40 },
  );
}, 60_000);

it('2.9 The transitions that the table allows are those that its writers make', async () => {
  const made = new Set<string>();
  const reached = new Set(['']);
  const paths: Verb[][] = [[]];
  for (const path of paths)
    for (const verb of allVerbs()) {
      const after = await played([...path, verb]);
      made.add(after.made);
      if (!reached.has(after.kind)) paths.push([...path, verb]);
      reached.add(after.kind);
    }
  const allowed = Object.entries(MAY).flatMap(([from, all]) => all.map((to) => `${from} ${to}`));
  expect(allowed.filter((one) => !made.has(one))).toEqual([]);
  // A state that does not change is amended, as by a wake-up that is moved.
  const isAmended = (one: string): boolean => new Set(one.split(' ')).size === 1;
  expect([...made].filter((one) => !allowed.includes(one) && !isAmended(one))).toEqual([]);
}, 60_000);
