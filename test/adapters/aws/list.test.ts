import fc from 'fast-check';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { AgentChanges } from '../../../adapters/aws/agent-changes';
import { agentKey } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { agentNameProblem } from '../../../core/agent/agent-name';
import { added } from '../../../core/agent/holds';
import { startLocalAws, type LocalAws } from '../local-aws';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const EXTREMES = ['!', '~', '~~~', ' x ', '\u202eevil', 'é', 'агент', '\uFFFD', '\u{10000}', '0', 'a\u0300'];
const LONGEST = ['\u{1F916}', '\u{10FFFF}', '\uFFFD', '~'].map((one) => one.repeat(256));

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.stop());

const names = {
  monitoringTable: 'monitoring',
  outboxTable: 'deliveries',
  subscriptionsTable: 'subscriptions',
};
const agents = () => new AgentChanges(aws.tables, names, { publish: () => Promise.resolve([]) }, () => 0.5);

/** All pages of a list, as a client goes through them. */
async function pages<T>(
  read: (after: string | undefined) => Promise<{ rows: T[]; next?: string }>,
): Promise<T[]> {
  const found: T[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    found.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return found;
}

async function pause(project: string, agent: string): Promise<void> {
  const hold = { id: 'h', kind: 'pause', actor: 'a', reason: 'r', createdAt: NOW, by: 'human' } as const;
  const cause = { actor: 'a', reason: 'r', now: NOW };
  await agents().change(project, agent, NOW, (before) => added(before, hold, cause));
}

describe('the list of agents', () => {
  it('has every agent once, whatever its name, in pages of any size', async () => {
    const all = [...EXTREMES, ...LONGEST, 'support-bot'];
    for (const agent of all) await pause('prj_1', agent);
    for (const limit of [1, 2, 5, 100]) {
      const listed = await pages((after) => agents().list('prj_1', { limit, after }, NOW));
      expect(listed.map(({ agent }) => agent).sort()).toEqual([...all].sort());
    }
  });

  it('has exactly the agents that were made, for any names that ingest accepts', async () => {
    const name = fc
      .oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
        fc.constantFrom(...EXTREMES, ...LONGEST),
      )
      .filter((text) => agentNameProblem(text) === undefined);
    let project = 1;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(name, { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        async (all, limit) => {
          const id = `prj_random_${project++}`;
          for (const agent of all) await pause(id, agent);
          const listed = await pages((after) => agents().list(id, { limit, after }, NOW));
          expect(listed.map(({ agent }) => agent).sort()).toEqual([...all].sort());
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is empty behind a position that nobody was given, however long', async () => {
    const { rows } = await agents().list('prj_1', { limit: 5, after: '\u{10FFFF}'.repeat(300) }, NOW);
    expect(rows).toEqual([]);
    expect((await agents().list('prj_1', { limit: 100, after: '' }, NOW)).rows).toHaveLength(16);
  });
});

it.each([true, false])(
  'a list goes on behind its cursor in the order of the table (ascending %s)',
  async (ascending) => {
    const sorts = ['\uFFFD', '\u{10000}', '\u{10FFFF}', 'a', 'é'];
    for (const [index, listSort] of sorts.entries()) {
      const row = { ...agentKey('prj_order', String(index)), listKey: `order#${index % 2}`, listSort };
      await aws.tables.send(new PutCommand({ TableName: 'monitoring', Item: row }));
    }
    const listed = await pages((after) =>
      listPage(
        aws.tables,
        'monitoring',
        { listKeys: ['order#0', 'order#1'], limit: 1, after, ascending },
        NOW,
      ),
    );
    const upwards = ['a', 'é', '\uFFFD', '\u{10000}', '\u{10FFFF}'];
    expect(listed.map((row) => row.listSort)).toEqual(ascending ? upwards : upwards.reverse());
  },
);
