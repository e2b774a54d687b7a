import { report } from '../../demo/report';
import { longestLine } from '../terminal/longest-line';

const TYPES = ['agent.run.completed', 'agent.run.failed', 'evaluation.scored', 'llm.request.completed'];

it('The table of deliveries fits into 80 columns and shows every count of every type', () => {
  const sent = TYPES.flatMap((type) =>
    Array.from({ length: 1_000 }, (_, index) => ({ type, postedAt: 0, id: `${type}/${index}` })),
  );
  const arrivals = new Map(sent.map(({ id }) => [id, 61_234]));
  const waiting = new Map(TYPES.map((type) => [type, 250]));
  const table = report(sent, { arrivals, repeats: 0, badSignatures: 0 }, { waiting, dead: new Map() });
  expect(longestLine(table)).toBeLessThanOrEqual(80);
  const lines = table.split('\n').map((line) => line.split(/ +/));
  expect(lines[0]?.join(' ')).toBe('type sent accepted delivered waiting dead p50 ms p99 ms');
  expect(lines.slice(2)).toEqual([
    ...TYPES.map((type) => [type, '1000', '1000', '1000', '250', '0', '61234', '61234']),
    ['all', '4000', '4000', '4000', '1000', '0', '61234', '61234'],
  ]);
});

it('An event type of which nothing has arrived has no latency', () => {
  const nothing = { arrivals: new Map(), repeats: 0, badSignatures: 0 };
  const table = report([{ type: 'a', postedAt: 0 }], nothing, { waiting: new Map(), dead: new Map() });
  expect(table).toMatch(/^a +1 +0 +0 +0 +0 +– +–$/m);
});
