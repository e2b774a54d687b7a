import { startWorld, type World } from './world';

const HOUR_MS = 3_600_000;

describe('test sends', () => {
  let world: World;
  beforeAll(async () => (world = await startWorld()));
  afterAll(() => world.stop());

  const subscription = async (as: Awaited<ReturnType<World['project']>>) => {
    const destination = { kind: 'webhook', url: 'https://example.com/hook' };
    const body = { name: 'one', eventTypes: ['a'], destination };
    return (await world.call('POST', '/v1/subscriptions', { as, body })).body.id;
  };
  const send = async (as: Awaited<ReturnType<World['project']>>, id: string, times: number) => {
    const answers = Array.from({ length: times }, () =>
      world.call('POST', `/v1/subscriptions/${id}/test`, { as, body: {} }),
    );
    return Promise.all(answers);
  };
  const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();

  it('A subscription sends 10 tests in an hour, however quickly they are asked for', async () => {
    const as = await world.project('one');
    const id = await subscription(as);
    world.sent.length = 0;
    const answers = await send(as, id, 12);
    expect(statuses(answers)).toEqual([...Array<number>(10).fill(202), 429, 429]);
    expect(world.sent).toHaveLength(10);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.detail).toMatch(
      /^A subscription may send 10 tests in an hour; .* in \d+ seconds\.$/,
    );
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    world.clock.now += HOUR_MS;
    expect(statuses(await send(as, id, 1))).toEqual([202]);
  });

  it('A project sends 60 tests in an hour, and other projects have their own', async () => {
    const as = await world.project('many');
    for (let count = 0; count < 6; count += 1) await send(as, await subscription(as), 10);
    const [refused] = await send(as, await subscription(as), 1);
    expect([refused?.status, refused?.body.detail]).toEqual([
      429,
      expect.stringContaining('A project may send 60 tests'),
    ]);
    const other = await world.project('other');
    expect(statuses(await send(other, await subscription(other), 1))).toEqual([202]);
  });

  it('E-mail goes to the domains that the installation allows, and to no other', async () => {
    const as = await world.project('mail');
    world.admin.mailTo = ['example.com', 'example.org'];
    const post = (...to: string[]) =>
      world.call('POST', '/v1/subscriptions', {
        as,
        body: { name: 'mail', eventTypes: ['alert.*'], destination: { kind: 'email', to } },
      });
    expect((await post('a@example.com', 'b@EXAMPLE.org')).status).toBe(201);
    const refused = await post('a@example.com', 'x@sub.example.com', 'y@example.net');
    expect([refused.status, refused.body.errors.map(({ pointer }) => pointer)]).toEqual([
      400,
      ['/destination/to/1', '/destination/to/2'],
    ]);
    world.admin.mailTo = [];
    expect((await post('x@example.net')).status).toBe(201);
  });
});
