import { Deliveries } from '../../../adapters/aws/deliveries';
import { dueRows, fairDueRows, moveWakeUp, type DueRow } from '../../../adapters/aws/due-rows';
import { deliveryMessage } from '../../../core/delivery/message';
import { startLocalAws, type LocalAws } from '../local-aws';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

let aws: LocalAws;
let deliveries: Deliveries;
beforeEach(async () => {
  aws = await startLocalAws();
  deliveries = new Deliveries(aws.tables, 'deliveries', 30);
});
afterEach(() => aws.stop());

/** A delivery whose first attempt has failed, due at this time. */
async function waiting(event: string, dueAt: number, project = 'prj_1'): Promise<string> {
  const message = deliveryMessage({ project, id: event, type: 'a', receivedAt: NOW, z: 'z' }, 'sub_1');
  const claim = await deliveries.claim(message, NOW, NOW + 60_000);
  if (!('claimed' in claim)) throw new Error('refused');
  const next = { nextAt: dueAt - 1_000, dueAt, z: 'z' };
  await deliveries.retryLater(claim.claimed, { number: 1, at: NOW, durationMs: 1 }, next);
  return claim.claimed.id;
}

async function due(until: number): Promise<DueRow[]> {
  const rows: DueRow[] = [];
  for await (const page of dueRows(aws.tables, 'deliveries', { until })) rows.push(...page);
  return rows;
}

describe('dueRows', () => {
  it('2.3 finds everything that is due by then, in every shard, and nothing later', async () => {
    const ids = [];
    for (let index = 0; index < 24; index++) ids.push(await waiting(`evt_${index}`, NOW + index));
    await waiting('evt_later', NOW + 24);
    const rows = await due(NOW + 23);
    expect(rows.map(({ pk }) => pk).sort()).toEqual(ids.map((id) => `delivery#${id}`).sort());
    expect(rows.every(({ attempt, nextAt, dueAt }) => attempt === 2 && nextAt === dueAt - 1_000)).toBe(true);
    expect(await due(NOW - 1)).toEqual([]);
  });
});

describe('fairDueRows', () => {
  it('2.3 gives each project its share before one has more, and is told of all that it reads', async () => {
    for (let index = 0; index < 30; index++) await waiting(`evt_${index}`, NOW, 'prj_busy');
    await waiting('evt_quiet', NOW + 1, 'prj_quiet');
    const projects: (string | undefined)[] = [];
    let seen = 0;
    const see = (rows: readonly DueRow[]) => void (seen += rows.length);
    for await (const rows of fairDueRows(aws.tables, 'deliveries', { until: NOW + 1, share: 1, see }))
      projects.push(...rows.map(({ project }) => project));
    expect(projects.indexOf('prj_quiet')).toBeLessThan(2);
    expect([seen, projects.length]).toEqual([31, 31]);
  });

  it('2.3 begins at another shard each time, and comes to every shard', async () => {
    for (let index = 0; index < 40; index++) await waiting(`evt_${index}`, NOW);
    const orders = await Promise.all(
      [0, 1, 15, 16].map(async (run) => {
        const pks: string[] = [];
        for await (const rows of dueRows(aws.tables, 'deliveries', { until: NOW, run }))
          pks.push(...rows.map(({ pk }) => pk));
        return pks;
      }),
    );
    expect(new Set(orders.map((pks) => [...pks].sort().join())).size).toBe(1);
    expect(new Set(orders.map((pks) => pks[0])).size).toBe(3);
  });
});

describe('moveWakeUp', () => {
  it('2.3 is won by one of two sweeps, and answers it the row', async () => {
    await waiting('evt_1', NOW);
    const [row] = await due(NOW);
    const moved = await Promise.all(
      [1, 2].map(() => moveWakeUp(aws.tables, 'deliveries', row!, NOW + 300_000)),
    );
    expect(moved.filter((one) => one !== undefined)).toMatchObject([
      { z: 'z', attempt: 2, dueAt: NOW + 300_000 },
    ]);
    expect(await due(NOW)).toEqual([]);
    expect(await due(NOW + 300_000)).toHaveLength(1);
  });

  it('2.3 does nothing to a row that has ended or goes on with another attempt', async () => {
    const id = await waiting('evt_1', NOW);
    const [row] = await due(NOW);
    expect(await moveWakeUp(aws.tables, 'deliveries', { ...row!, attempt: 1 }, NOW + 1)).toBeUndefined();
    const message = {
      ...deliveryMessage({ project: 'prj_1', id: 'evt_1', type: 'a', receivedAt: NOW, z: 'z' }, 'sub_1'),
      attempt: 2,
    };
    const claim = await deliveries.claim(message, NOW, NOW + 60_000);
    if ('claimed' in claim)
      await deliveries.succeed(claim.claimed, { number: 2, at: NOW, durationMs: 1 }, NOW);
    expect(await moveWakeUp(aws.tables, 'deliveries', row!, NOW + 1)).toBeUndefined();
    expect(await deliveries.get(id)).not.toHaveProperty('dueAt');
  });
});
