import { startWorld, type World } from './world';

describe('silences', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;

  beforeAll(async () => {
    world = await startWorld();
    as = await world.project();
  });
  afterAll(() => world.stop());

  const silence = (...expressions: string[]) =>
    world.call('POST', '/v1/silences', {
      as,
      body: {
        matchers: expressions.map((value) => ({ name: 'source', op: '=~', value })),
        ...{ until: '2026-03-02T12:00:00Z', reason: 'test' },
      },
    });

  it('An expression that cannot be matched in a bounded time is refused by its place', async () => {
    const refused = await silence('.*-(eu|us)-.*', '[\\p{L}\\p{N}]{1,3000}');
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ pointer: '/matchers/1/value', detail: expect.stringContaining('at most 600') as string }],
    ]);
    for (const bare of [')(', 'a)|(b']) expect((await silence(bare)).status).toBe(400);
  });

  it('The expressions of one silence, and of all of a project, have a size together', async () => {
    const large = await silence('a{500}', 'a{500}', 'a{500}');
    expect([large.status, large.body.errors[0]?.pointer]).toEqual([400, '/matchers']);
    for (let count = 0; count < 4; count += 1) expect((await silence('a{550}', 'a{550}')).status).toBe(201);
    expect((await silence('a{550}', 'a{550}')).status).toBe(409);
    expect((await silence('.*-(eu|us)-.*')).status).toBe(201);
  });
});
