import { PutCommand, type QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Deliveries } from '../../../adapters/aws/deliveries';
import { DueRows, moveWakeUp, type DueRow } from '../../../adapters/aws/due-rows';
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

const dueBy = (until: number): DueRows => new DueRows(aws.tables, 'deliveries', until);

async function all(pages: AsyncGenerator<DueRow[]>): Promise<DueRow[]> {
  const rows: DueRow[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

const due = (until: number): Promise<DueRow[]> => all(dueBy(until).pages());

const putDue = (pk: string, dueShard: string, dueAt: number) =>
  aws.tables.send(new PutCommand({ TableName: 'deliveries', Item: { pk, sk: 'delivery', dueShard, dueAt } }));

const isOfShard = (command: unknown, shard: string): boolean =>
  (command as QueryCommand).input.ExpressionAttributeValues?.[':shard'] === shard;

describe('DueRows', () => {
  it('2.3 finds everything that is due by then, in every shard, and nothing later', async () => {
    const ids = [];
    for (let index = 0; index < 24; index++) ids.push(await waiting(`evt_${index}`, NOW + index));
    await waiting('evt_later', NOW + 24);
    const rows = await due(NOW + 23);
    expect(rows.map(({ pk }) => pk).sort()).toEqual(ids.map((id) => `delivery#${id}`).sort());
    expect(rows.every(({ attempt, nextAt, dueAt }) => attempt === 2 && nextAt === dueAt - 1_000)).toBe(true);
    expect(await due(NOW - 1)).toEqual([]);
  });

  it('2.3 reads a shard to its end, page by page', async () => {
    for (let index = 0; index < 130; index++) await putDue(`n${index}`, 'due#3', NOW + index);
    const pages: DueRow[][] = [];
    for await (const page of dueBy(NOW + 200).pages()) pages.push(page);
    expect(pages.map(({ length }) => length)).toEqual([100, 30]);
    expect(pages.flat().map(({ dueAt }) => dueAt)).toEqual(Array.from({ length: 130 }, (_, n) => NOW + n));
  });

  it('2.3 asks for the first pages of all shards at once, and once for all consumers', async () => {
    await putDue('one', 'due#3', NOW);
    const send = jest.spyOn(aws.tables, 'send');
    const rows = dueBy(NOW);
    expect(send).toHaveBeenCalledTimes(16);
    for (const consumer of [rows.pages(), rows.fairPages({ run: 5, share: 1 })])
      expect(await all(consumer)).toMatchObject([{ pk: 'one' }]);
    expect(send).toHaveBeenCalledTimes(16);
  });

  it('2.3 throws the error of a read when a consumer comes to its shard', async () => {
    await putDue('one', 'due#0', NOW);
    const send = aws.tables.send.bind(aws.tables) as (command: unknown) => Promise<unknown>;
    jest
      .spyOn(aws.tables, 'send')
      .mockImplementation((command: unknown): unknown =>
        isOfShard(command, 'due#1') ? Promise.reject(new Error('due#1')) : send(command),
      );
    const pages = dueBy(NOW).pages();
    expect((await pages.next()).value).toMatchObject([{ pk: 'one' }]);
    await expect(pages.next()).rejects.toThrow('due#1');
  });

  it('2.3 gives each project its share before one has more, and is told of all that it reads', async () => {
    for (let index = 0; index < 30; index++) await waiting(`evt_${index}`, NOW, 'prj_busy');
    await waiting('evt_quiet', NOW + 1, 'prj_quiet');
    const projects: (string | undefined)[] = [];
    let seen = 0;
    const see = (rows: readonly DueRow[]) => void (seen += rows.length);
    for await (const rows of dueBy(NOW + 1).fairPages({ run: 0, share: 1, see }))
      projects.push(...rows.map(({ project }) => project));
    expect(projects.slice(0, 2)).toContain('prj_quiet');
    expect([seen, projects.length]).toEqual([31, 31]);
  });

  it('2.3 begins at another shard each time, and comes to every shard', async () => {
    for (let index = 0; index < 40; index++) await waiting(`evt_${index}`, NOW);
    const orders = await Promise.all(
      [0, 1, 15, 16].map(async (run) => {
        const pks: string[] = [];
        for await (const rows of dueBy(NOW).pages(run)) pks.push(...rows.map(({ pk }) => pk));
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
