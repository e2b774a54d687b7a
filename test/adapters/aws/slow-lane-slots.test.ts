import { SlowLaneSlots } from '../../../adapters/aws/slow-lane-slots';
import { type LocalAws, startLocalAws } from '../local-aws';

const NOW = 1_800_000_000_000;
let aws: LocalAws;
let slots: SlowLaneSlots;
beforeEach(async () => {
  aws = await startLocalAws();
  slots = new SlowLaneSlots(aws.tables, 'subscriptions', 2);
});
afterEach(() => aws.stop());

const outcome = (holder: string, now = NOW, project = 'prj_1') =>
  slots.take(project, holder, now + 60_000, now);
const take = async (...given: Parameters<typeof outcome>): Promise<boolean> =>
  (await outcome(...given)) === 'taken';

describe('slots of the slow lane', () => {
  it('A project has as many as it may have, whatever others hold', async () => {
    expect([await take('a'), await take('b'), await take('c')]).toEqual([true, true, false]);
    expect(await take('d', NOW, 'prj_2')).toBe(true);
  });

  it('Who finds none is told when the first of them ends', async () => {
    await take('a');
    await take('b', NOW + 500);
    expect(await outcome('c', NOW + 900)).toBe(NOW + 60_000);
  });

  it('A slot that is given back can be taken, and giving it back twice changes nothing', async () => {
    await take('a');
    await take('b');
    await slots.release('prj_1', 'a');
    await slots.release('prj_1', 'a');
    expect([await take('c'), await take('d')]).toEqual([true, false]);
  });

  it('A slot whose holder has ended without a word is taken over', async () => {
    await take('a');
    await take('b', NOW + 1);
    expect(await take('c', NOW + 59_999)).toBe(false);
    expect(await take('c', NOW + 60_000)).toBe(true);
    expect(await take('d', NOW + 60_000)).toBe(false);
  });

  it('Of many that ask at the same time no more get one than there are', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => take(`h${index}`)));
    expect(answers.filter(Boolean)).toHaveLength(2);
  });
});
