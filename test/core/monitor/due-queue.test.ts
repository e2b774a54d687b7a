import fc from 'fast-check';
import { DueQueue } from '../../../core/monitor/due-queue';

const emptied = (queue: DueQueue<number>): number[] => {
  const taken: number[] = [];
  for (let next = queue.take(); next; next = queue.take()) taken.push(next.at);
  return taken;
};

it('gives the earliest first, whatever the order of the pushes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), (times) => {
      const queue = new DueQueue<number>();
      times.forEach((at, index) => queue.push(at, index));
      expect(queue.firstAt).toBe(times.length > 0 ? Math.min(...times) : undefined);
      expect(emptied(queue)).toEqual(times.toSorted((a, b) => a - b));
      expect(queue.firstAt).toBeUndefined();
    }),
  );
});
