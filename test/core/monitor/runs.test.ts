import fc from 'fast-check';
import type { Observation, Run } from '../../../core/monitor/counters';
import { deadlineAt, foldRun } from '../../../core/monitor/fold';

type Heard = Extract<Observation, { run: string }>;

const heard = (kind: Heard['kind'], time: number): Heard => ({
  ...{ kind, group: {}, run: 'run_1', agent: 'bot', time, deadlineMs: 1_000 },
});
const after = (...all: Heard[]): Run =>
  all.reduce<Run | undefined>((run, one) => foldRun(run, one, 0), undefined) as Run;
const deadline = (run: Run, pausedMs = 0): number | undefined =>
  deadlineAt(run, { deadlineSeconds: 60 }, pausedMs);

it('3.7 a run that has begun has its deadline, one that has ended none', () => {
  expect(deadline(after(heard('start', 500)))).toBe(1_500);
  expect(deadline(after(heard('start', 500), heard('end', 700)))).toBeUndefined();
});

it('3.7 an end before its start leaves a tombstone', () => {
  expect(deadline(after(heard('end', 700)))).toBeUndefined();
  expect(deadline(after(heard('end', 700), heard('start', 500)))).toBeUndefined();
});

it('3.7 a run of the same name that begins after the end is another', () => {
  expect(deadline(after(heard('start', 500), heard('end', 700), heard('start', 900)))).toBe(1_900);
});

it('3.7 an end that is older than the start ends nothing', () => {
  expect(deadline(after(heard('start', 500), heard('end', 400)))).toBe(1_500);
});

it('3.7 the clock stands while the agent is paused', () => {
  const run = foldRun(undefined, heard('start', 500), 2_000);
  expect([deadline(run, 2_000), deadline(run, 2_300)]).toEqual([1_500, 1_800]);
});

it('3.7 every sign of life moves the deadline of a heart', () => {
  expect(deadline(after(heard('beat', 500), heard('beat', 900), heard('beat', 700)))).toBe(1_900);
});

it('3.7 what was overdue is so no more once it ends or beats', () => {
  const stalled: Run = { ...after(heard('start', 500)), stalled: true };
  expect(foldRun(stalled, heard('end', 900), 0)).not.toHaveProperty('stalled');
  const silent: Run = { ...after(heard('beat', 500)), stalled: true };
  expect(foldRun(silent, heard('beat', 900), 0)).not.toHaveProperty('stalled');
  expect(foldRun(silent, heard('beat', 400), 0)).toHaveProperty('stalled', true);
});

it('3.7 one start and its end come to the same in any order, however often', () => {
  const events = fc.array(fc.constantFrom(heard('start', 500), heard('end', 700)), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(events, (all) => {
      const run = after(...all);
      const kinds = new Set(all.map(({ kind }) => kind));
      expect([run.startedAt, run.endedAt]).toEqual([
        kinds.has('start') ? 500 : undefined,
        kinds.has('end') ? 700 : undefined,
      ]);
    }),
  );
});
