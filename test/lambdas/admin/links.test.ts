import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { linkToken, type Link } from '../../../core/notice/link';
import { startWorld, type World } from './world';

const link: Link = {
  ...{
    action: 'silence',
    hours: 2,
    project: `prj_${'0'.repeat(26)}`,
    subscription: 'sub_1',
    notice: 'ntc_1',
  },
  ...{ target: 'alt_1', until: Date.parse('2026-03-02T12:00:00.000Z') },
};

describe('links without a key', () => {
  let world: World;
  const keysAsked: string[] = [];

  beforeAll(async () => {
    world = await startWorld();
    const { get } = world.admin.dataKeys;
    world.admin.dataKeys.get = (project) => {
      keysAsked.push(project);
      return get(project);
    };
  });
  afterAll(() => world.stop());
  beforeEach(() => (keysAsked.length = 0));

  const rows = async (): Promise<number> => {
    const tables = ['subscriptions', 'monitoring', 'events', 'deliveries'];
    const counts = tables.map((TableName) => world.tables.send(new ScanCommand({ TableName })));
    return (await Promise.all(counts)).reduce((sum, { Count = 0 }) => sum + Count, 0);
  };
  const post = (token: string, headers: Record<string, string> = {}) =>
    world.call('POST', `/l/${token}`, { as: 'nobody', headers });

  it('An Idempotency-Key on a public route writes no row, and two visitors may send the same one', async () => {
    const before = await rows();
    for (const token of ['a', 'b', 'a'])
      expect(await post(token, { 'idempotency-key': 'k' })).toMatchObject({ status: 404 });
    expect(await rows()).toBe(before);
  });

  it.each([
    ['what is no token', 'x'],
    ['an id of another form', linkToken(Buffer.alloc(32), { ...link, target: 'x y' })],
    ['an end in a year', linkToken(Buffer.alloc(32), { ...link, until: link.until + 365 * 86_400_000 })],
    ['a MAC with spare bits', `${linkToken(Buffer.alloc(32), link).slice(0, -1)}-`],
  ])('The key of a project is not read for %s', async (_, token) => {
    expect(await post(token)).toMatchObject({ status: 404 });
    expect(keysAsked).toEqual([]);
  });

  it('The key of a project is read for a token of the right form', async () => {
    expect(await post(linkToken(Buffer.alloc(32, 1), link))).toMatchObject({ status: 404 });
    expect(keysAsked).toEqual([link.project]);
  });

  it('Parameters that a click tracker adds lead to the same page', async () => {
    const plain = await world.call('GET', '/l/x', { as: 'nobody' });
    expect(plain.text).toContain('<h1>No such link</h1>');
    const tracked = await world.call('GET', '/l/x?utm_source=mail&x=1', { as: 'nobody' });
    expect(tracked).toEqual(plain);
  });
});
