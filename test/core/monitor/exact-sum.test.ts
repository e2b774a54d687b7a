import fc from 'fast-check';
import { addExactly, decimalText, fromSteps, sumExactly, toSteps } from '../../../core/monitor/exact-sum';
import { tally, type Meaning } from '../../../core/monitor/tally';
import { monitor } from './monitor';

const total = (values: readonly number[]): bigint => values.reduce((sum, value) => sum + toSteps(value), 0n);
const values = fc.array(fc.double({ min: -1e15, max: 1e15, noNaN: true }), { maxLength: 50 });

it('2,000 costs of 0.45 micro-dollars are 900', () => {
  expect(sumExactly(Array.from({ length: 2_000 }, () => 0.45))).toBe(900);
  expect(Array.from({ length: 2_000 }, () => 0.45).reduce(addExactly, 0)).toBe(900);
});

it.each([
  [0, '0.000000000'],
  [-0.5, '-0.500000000'],
  [1e15, '1000000000000000.000000000'],
  [1.000000001, '1.000000001'],
])('%d is written as %s', (value, text) => {
  expect(decimalText(toSteps(value))).toBe(text);
  expect(fromSteps(toSteps(value))).toBe(value);
});

it('A sum does not depend on the order of its values', () => {
  fc.assert(
    fc.property(values, fc.nat(), (all, turn) => {
      const at = all.length === 0 ? 0 : turn % all.length;
      expect(total([...all.slice(at), ...all.slice(0, at)].toReversed())).toBe(total(all));
    }),
  );
});

it('A sum does not depend on how its events are batched', () => {
  const meaning = (sum: number): Meaning => ({
    monitor: monitor({ kind: 'sum', value: 'cost' }),
    observation: { kind: 'bucket', group: {}, bucket: { start: 0, count: 1, sum, bad: 0 } },
  });
  const stepsOf = (some: readonly number[]): bigint => {
    const events = some.map((sum, index) => ({
      event: { id: `evt_${index}`, project: 'prj_1', receivedAt: 0 },
      meanings: [meaning(sum)],
    }));
    const { groups } = tally(events, () => ({ id: 'g' }));
    return [...groups.values()].reduce((all, { buckets }) => all + (buckets.get(0)?.steps ?? 0n), 0n);
  };
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 10 }), (all, size) => {
      const batches = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
        all.slice(at * size, (at + 1) * size),
      );
      expect(batches.reduce((sum, batch) => sum + stepsOf(batch), 0n)).toBe(stepsOf(all));
    }),
  );
});

it('Numbers without end neither throw nor become numbers', () => {
  expect(addExactly(1e300, 1)).toBe(1e300);
  expect(sumExactly([1e300, 0.5])).toBe(1e300);
});
