import { encodeCursor, listName } from '../../../lambdas/admin/http/cursor';
import { ROOT, startWorld, type World } from './world';

type Key = Awaited<ReturnType<World['project']>>;

const DESTINATION = { kind: 'webhook', url: 'https://example.com/hook' };

describe('who may do what', () => {
  let world: World;
  let ours: Key;
  let theirs: Key;

  beforeAll(async () => {
    world = await startWorld();
    [ours, theirs] = [await world.project('ours'), await world.project('theirs')];
  });
  afterAll(() => world.stop());

  const reader = (): Key => ({ ...ours, keyId: 'key_reader', scopes: 'read' });

  it('lets read read, admin do both, ingest neither, root the projects', async () => {
    const key = { name: 'a', scopes: ['ingest'] };
    expect((await world.call('GET', '/v1/keys', { as: reader() })).status).toBe(200);
    expect((await world.call('POST', '/v1/keys', { as: reader(), body: key })).status).toBe(403);
    expect((await world.call('GET', '/v1/keys', { as: ours })).status).toBe(200);
    expect((await world.call('GET', '/v1/keys', { as: { ...ours, scopes: 'ingest' } })).status).toBe(403);
    expect((await world.call('GET', '/v1/projects', { as: ours })).status).toBe(403);
    expect((await world.call('GET', '/v1/projects', { as: ROOT })).status).toBe(200);
    expect((await world.call('GET', '/v1/keys', { as: 'nobody' })).status).toBe(403);
  });

  it('lets root act in the project it names, and nobody else name one', async () => {
    const headers = { 'x-tocsin-project': ours.project };
    expect((await world.call('GET', '/v1/keys', { as: ROOT, headers })).status).toBe(200);
    expect(
      (await world.call('GET', '/v1/keys', { as: ROOT, headers: { 'x-tocsin-project': 'prj_none' } })).status,
    ).toBe(404);
    expect((await world.call('GET', '/v1/keys', { as: theirs, headers })).status).toBe(403);
    const body = { name: 'a', scopes: ['ingest'] };
    const made = await world.call('POST', '/v1/keys', { as: ROOT, headers, body });
    expect((await world.call('GET', '/v1/keys', { as: ours })).text).toContain(made.body.id);
  });

  it("answers another project's ids like unknown ones, whatever is asked", async () => {
    const made = await world.call('POST', '/v1/subscriptions', {
      as: theirs,
      body: { name: 'x', eventTypes: ['a'], destination: DESTINATION },
    });
    const job = await world.call('POST', `/v1/subscriptions/${made.body.id}/recover`, {
      as: theirs,
      body: { since: '2026-01-01T00:00:00Z' },
    });
    const key = await world.call('POST', '/v1/keys', { as: theirs, body: { name: 'a', scopes: ['read'] } });
    const asked = (sub: string, jobId: string, keyId: string): [string, string, unknown?][] => [
      ['GET', `/v1/subscriptions/${sub}`],
      ['PATCH', `/v1/subscriptions/${sub}`, { name: 'mine' }],
      ['DELETE', `/v1/subscriptions/${sub}`],
      ['POST', `/v1/subscriptions/${sub}/test`],
      ['POST', `/v1/subscriptions/${sub}/disable`],
      ['POST', `/v1/subscriptions/${sub}/rotate-secret`],
      ['POST', `/v1/subscriptions/${sub}/recover`, { since: '2026-01-01T00:00:00Z' }],
      ['GET', `/v1/subscriptions/${sub}/deliveries`],
      ['GET', `/v1/jobs/${jobId}`],
      ['DELETE', `/v1/keys/${keyId}`],
    ];
    const foreign = asked(made.body.id, job.body.id, key.body.id);
    const unknown = asked('sub_none', 'job_none', 'key_none');
    for (const [index, [method, path, body]] of foreign.entries()) {
      const answer = await world.call(method, path, { as: ours, body });
      const [, otherPath = ''] = unknown[index] ?? [];
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
      expect(answer.text).toBe((await world.call(method, otherPath, { as: ours, body })).text);
    }
  });

  it('revokes a key and shows it as revoked', async () => {
    const made = await world.call('POST', '/v1/keys', { as: ours, body: { name: 'old', scopes: ['read'] } });
    expect(made.body.key).toMatch(/^tcn_[0-9A-HJKMNP-TV-Z]{26}_[A-Za-z0-9_-]{43}$/);
    expect((await world.call('DELETE', `/v1/keys/${made.body.id}`, { as: ours })).status).toBe(204);
    const { body } = await world.call('GET', '/v1/keys', { as: ours });
    const row = body.data.find(({ id }) => id === made.body.id);
    expect(row?.revokedAt).not.toBeNull();
    expect(row).not.toHaveProperty('hash');
  });

  it('writes down who changed what', async () => {
    const { body } = await world.call('GET', '/v1/changes', { as: ours });
    expect(body.data[0]).toMatchObject({ action: 'key.revoke', actor: 'key_admin' });
    expect(body.data.at(-1)).toMatchObject({ action: 'project.create', actor: 'root', target: ours.project });
  });

  it.each([
    ...['keys', 'event-types', 'subscriptions', 'monitors', 'events', 'dead-letters', 'jobs', 'alerts'],
    ...['agents', 'changes', 'conservation', 'projects'],
  ])('a forged cursor leads to nothing worse than another place in /v1/%s', async (list) => {
    const as = list === 'projects' ? ROOT : await world.project();
    const query = list === 'conservation' ? { since: '2026-03-01T00:00:00Z' } : {};
    for (const position of ['!', '~~', 'x', '{}', '[]', '\0', '"!"', '9'.repeat(400)]) {
      const cursor = encodeCursor(position, listName(as.project, `/v1/${list}`, query));
      const asked = new URLSearchParams({ ...query, cursor });
      const { status, body } = await world.call('GET', `/v1/${list}?${String(asked)}`, { as });
      if (status !== 400) expect({ position, status, body }).toMatchObject({ position, status: 200 });
    }
  });

  it('a forged cursor of the accounts is refused, wherever it is not one', async () => {
    const as = await world.project();
    const body = { name: 'all', eventTypes: ['a'], destination: DESTINATION };
    const { id: subscription } = (await world.call('POST', '/v1/subscriptions', { as, body })).body;
    const query = { since: '2026-03-01T00:00:00Z' };
    for (const place of ['x', 'null', '{}', JSON.stringify({ subscription, shard: 99 })]) {
      const cursor = encodeCursor(`deliveries:${place}`, listName(as.project, '/v1/conservation', query));
      const asked = new URLSearchParams({ ...query, cursor });
      const { status, body } = await world.call('GET', `/v1/conservation?${String(asked)}`, { as });
      expect({ status, errors: body.errors }).toMatchObject({
        status: 400,
        errors: [{ pointer: '/cursor' }],
      });
    }
  });

  it('pages through a list with cursors that belong to one query', async () => {
    const as = await world.project('pages');
    for (let n = 0; n < 5; n++)
      await world.call('POST', '/v1/keys', { as, body: { name: `k${n}`, scopes: ['read'] } });
    const names: string[] = [];
    let next: string | null | undefined;
    do {
      const page: Awaited<ReturnType<World['call']>> = await world.call(
        'GET',
        `/v1/keys?limit=2${next ? `&cursor=${next}` : ''}`,
        { as },
      );
      names.push(...page.body.data.map(({ name }) => name));
      next = page.body.nextCursor;
    } while (next !== null);
    expect(names).toEqual(['k4', 'k3', 'k2', 'k1', 'k0']);
    const { body } = await world.call('GET', '/v1/keys?limit=2', { as });
    const cursor = String(body.nextCursor);
    const tampered = cursor.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
    expect((await world.call('GET', `/v1/keys?cursor=${tampered}`, { as })).status).toBe(400);
    expect((await world.call('GET', `/v1/changes?cursor=${cursor}`, { as })).status).toBe(400);
    expect((await world.call('GET', `/v1/keys?cursor=${cursor}`, { as: theirs })).status).toBe(400);
  });
});
