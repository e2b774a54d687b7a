import { readScenarios } from '../../conformance/format/read-scenarios';
import type { ScenarioResult } from '../../conformance/runner/outcome';
import { runSuite } from '../../conformance/runner/run-suite';
import { ALSO_CAUGHT, CAUGHT_BY } from './flaws';
import { type Flaw, FLAWS } from './sender/flaws';
import { ModelSender } from './sender/model-sender';

const scenarios = readScenarios();
const AT_ONCE = 16;

const proofs: [scenario: string, flaw: Flaw][] = [
  ...Object.entries(CAUGHT_BY),
  ...ALSO_CAUGHT.map(([flaw, id]): [string, Flaw] => [id, flaw]),
];

/** By scenario and flaw. Most of them wait for nothing but each other's sockets, so several run at once. */
async function played(): Promise<Map<string, ScenarioResult['outcome']>> {
  const left = [...proofs];
  const found = new Map<string, ScenarioResult['outcome']>();
  const play = async ([id, flaw]: [string, Flaw]): Promise<void> => {
    const those = scenarios.filter((each) => each.id === id);
    const { results } = await runSuite({ scenarios: those, attach: () => new ModelSender(flaw) });
    if (results[0]) found.set(`${id} ${flaw}`, results[0].outcome);
  };
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) await play(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // On a busy machine a greedy sender may not get far enough to be noticed: once more, by itself.
  for (const proof of proofs) {
    if (found.get(`${proof[0]} ${proof[1]}`)?.result === 'passed') await play(proof);
  }
  return found;
}

describe('each scenario can fail', () => {
  let outcomes: Map<string, ScenarioResult['outcome']>;

  beforeAll(async () => {
    outcomes = await played();
  }, 150_000);

  it.each(proofs)('%s, by a sender that is flawed: %s', (id, flaw) => {
    expect(outcomes.get(`${id} ${flaw}`)).toMatchObject({ result: 'failed' });
    expect(outcomes.get(`${id} ${flaw}`)).not.toMatchObject({
      fault: expect.stringMatching(/broke/) as string,
    });
  });
});

it('the table names every scenario and every flaw', () => {
  expect(Object.keys(CAUGHT_BY).sort()).toEqual(scenarios.map(({ id }) => id).sort());
  expect([...new Set(proofs.map(([, flaw]) => flaw))].sort()).toEqual([...FLAWS].sort());
});

it('a sender without flaws passes every scenario', async () => {
  const { results } = await runSuite({ scenarios, attach: () => new ModelSender() });
  expect(results.filter(({ outcome }) => outcome.result !== 'passed')).toEqual([]);
  expect(results).toHaveLength(scenarios.length);
}, 60_000);
