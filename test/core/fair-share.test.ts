import fc from 'fast-check';
import { FairShare } from '../../core/fair-share';

const things = (project: string, count: number) =>
  Array.from({ length: count }, (_, number) => ({ project, number }));

describe('FairShare', () => {
  it('Takes the share of each project first, then one of each in turn', () => {
    const fair = new FairShare<{ project: string; number: number }>(2, 100);
    expect(fair.admit(things('a', 5))).toEqual(things('a', 2));
    expect(fair.admit(things('b', 3))).toEqual(things('b', 2));
    expect(fair.rest().map(({ project, number }) => project + number)).toEqual(['a2', 'b2', 'a3', 'a4']);
  });

  it('A project that has filled its part of the room leaves some for the next', () => {
    const fair = new FairShare<{ project: string; number: number }>(0, 10);
    fair.admit(things('a', 100));
    fair.admit(things('b', 100));
    const projects = fair.rest().map(({ project }) => project);
    expect(projects).toContain('b');
    expect(projects.length).toBeLessThanOrEqual(11);
  });

  it('What belongs to no project counts as one', () => {
    const fair = new FairShare<{ project?: string }>(1, 10);
    expect(fair.admit([{}, {}, { project: 'a' }])).toEqual([{}, { project: 'a' }]);
  });

  it('Nothing is taken twice, and of every project its share at least', () => {
    const given = fc.array(fc.record({ project: fc.constantFrom('a', 'b', 'c'), id: fc.uuid() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(given, fc.nat(5), fc.nat(40), (all, share, room) => {
        const fair = new FairShare<{ project: string; id: string }>(share, room);
        const first = fair.admit(all);
        const taken = [...first, ...fair.rest()];
        expect(new Set(taken).size).toBe(taken.length);
        for (const project of ['a', 'b', 'c']) {
          const own = all.filter((one) => one.project === project);
          expect(first.filter((one) => one.project === project)).toEqual(own.slice(0, share));
        }
      }),
    );
  });
});
