import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { matchPartition } from '../../../adapters/aws/keys';
import { startWorld, type World } from './world';

const NEW = {
  name: 'billing',
  eventTypes: ['agent.run.*'],
  destination: { kind: 'webhook', url: 'https://example.com/hook' },
};

describe('subscriptions', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;

  beforeAll(async () => {
    world = await startWorld();
    as = await world.project();
  });
  afterAll(() => world.stop());

  const matchRows = async (eventType: string) => {
    const { Items } = await world.tables.send(
      new QueryCommand({
        TableName: 'subscriptions',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': matchPartition(as.project, eventType) },
      }),
    );
    return Items ?? [];
  };

  it('makes one, shows its secret once, finds it by every event type', async () => {
    const made = await world.call('POST', '/v1/subscriptions', {
      as,
      body: {
        ...NEW,
        eventTypes: ['made.a', 'made.b'],
        filter: { data: { score: [{ numeric: ['<', 0.5] }] } },
      },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ status: 'enabled', revision: 1, signature: { scheme: 'standard' } });
    expect(made.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);

    const shown = await world.call('GET', `/v1/subscriptions/${made.body.id}`, { as });
    const { secret: _secret, ...withoutSecret } = made.body;
    expect(shown.body).toEqual(withoutSecret);
    expect(shown.headers.etag).toBe('"1"');
    for (const type of ['made.a', 'made.b']) {
      const row = { subscription: made.body.id, status: 'enabled', filter: withoutSecret.filter };
      expect(await matchRows(type)).toEqual([expect.objectContaining(row)]);
    }
  });

  it('moves the match rows with the event types and takes an option away by null', async () => {
    const made = await world.call('POST', '/v1/subscriptions', {
      as,
      body: { ...NEW, eventTypes: ['old.type', 'kept.type'], filter: { type: ['x'] }, timeoutSeconds: 5 },
    });
    const changed = await world.call('PATCH', `/v1/subscriptions/${made.body.id}`, {
      as,
      body: { eventTypes: ['kept.type', 'new.type'], filter: null },
    });
    expect(changed.body).toMatchObject({
      eventTypes: ['kept.type', 'new.type'],
      revision: 2,
      timeoutSeconds: 5,
    });
    expect(changed.body).not.toHaveProperty('filter');
    expect(await matchRows('old.type')).toEqual([]);
    expect(await matchRows('new.type')).toHaveLength(1);
    expect((await matchRows('kept.type'))[0]).not.toHaveProperty('filter');
  });

  it('disables, enables and deletes, and the match rows follow', async () => {
    const made = await world.call('POST', '/v1/subscriptions', {
      as,
      body: { ...NEW, eventTypes: ['switch.type'] },
    });
    const path = `/v1/subscriptions/${made.body.id}`;
    const off = await world.call('POST', `${path}/disable`, { as });
    expect(off.body).toMatchObject({ status: 'disabled', disabledReason: 'manual' });
    expect(await matchRows('switch.type')).toEqual([expect.objectContaining({ status: 'disabled' })]);
    const on = await world.call('POST', `${path}/enable`, { as });
    expect(on.body.status).toBe('enabled');
    expect(on.body).not.toHaveProperty('disabledReason');
    expect((await world.call('DELETE', path, { as })).status).toBe(204);
    expect(await matchRows('switch.type')).toEqual([]);
    expect((await world.call('GET', path, { as })).status).toBe(404);
  });

  it('rotates: the answer has the new secret, at most ten overlap', async () => {
    const made = await world.call('POST', '/v1/subscriptions', { as, body: NEW });
    const rotate = (body: object) =>
      world.call('POST', `/v1/subscriptions/${made.body.id}/rotate-secret`, { as, body });
    const secrets = new Set([made.body.secret]);
    for (let round = 0; round < 9; round++) secrets.add((await rotate({})).body.secret);
    expect(secrets.size).toBe(10);
    const refused = await rotate({});
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toMatch(/At most 10 .* ends at 2026-03-02T12:00:0/);
    // Ending the current one at once makes room for the new one; older ones keep their own ends.
    expect((await rotate({ overlapSeconds: 0 })).status).toBe(200);
    const row = await world.admin.subscriptions.get(as.project, made.body.id, world.clock.now);
    expect(row?.secrets.map(({ expiresAt }) => expiresAt === undefined)).toEqual([
      true,
      ...Array<boolean>(9).fill(false),
    ]);
  });

  it('guards a change by If-Match', async () => {
    const made = await world.call('POST', '/v1/subscriptions', { as, body: NEW });
    const patch = (revision: number, name: string) =>
      world.call('PATCH', `/v1/subscriptions/${made.body.id}`, {
        as,
        body: { name },
        headers: { 'if-match': `"${revision}"` },
      });
    expect((await patch(1, 'second')).status).toBe(200);
    expect((await patch(1, 'third')).status).toBe(412);
  });

  it('takes a list of tags as RFC 9110 has it, of which a weak one never matches', async () => {
    const made = await world.call('POST', '/v1/subscriptions', { as, body: NEW });
    const patch = async (ifMatch: string): Promise<number> => {
      const asked = { as, body: { timeoutSeconds: 5 }, headers: { 'if-match': ifMatch } };
      return (await world.call('PATCH', `/v1/subscriptions/${made.body.id}`, asked)).status;
    };
    expect(await patch('W/"1"')).toBe(412);
    expect(await patch('"7", W/"1", "xyz"')).toBe(412);
    expect(await patch('"7", "1"')).toBe(200);
    expect(await patch('*')).toBe(200);
    for (const malformed of ['3', '', '"3', 'W/3']) expect(await patch(malformed)).toBe(400);
  });

  it('loses no update when two come at once', async () => {
    const made = await world.call('POST', '/v1/subscriptions', { as, body: NEW });
    const path = `/v1/subscriptions/${made.body.id}`;
    const changes = [{ name: 'renamed' }, { timeoutSeconds: 7 }, { eventTypes: ['other.type'] }];
    const answers = await Promise.all(changes.map((body) => world.call('PATCH', path, { as, body })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { body } = await world.call('GET', path, { as });
    expect(body).toMatchObject({
      name: 'renamed',
      timeoutSeconds: 7,
      eventTypes: ['other.type'],
      revision: 4,
    });
  });

  it('masks credentials in headers and keeps them when they come back masked, on the same host only', async () => {
    const destination = { ...NEW.destination, headers: { Authorization: 'Bearer s3cr3t', 'x-env': 'prod' } };
    const made = await world.call('POST', '/v1/subscriptions', { as, body: { ...NEW, destination } });
    expect(made.text).not.toContain('s3cr3t');
    const path = `/v1/subscriptions/${made.body.id}`;
    await world.call('PATCH', path, {
      as,
      body: { destination: { ...made.body.destination, url: 'https://example.com/v2' } },
    });
    const kept = await world.admin.subscriptions.get(as.project, made.body.id, world.clock.now);
    expect(kept?.destination).toMatchObject({ headers: destination.headers });
    await world.call('PATCH', path, {
      as,
      body: { destination: { ...made.body.destination, url: 'https://example.org/' } },
    });
    const moved = await world.admin.subscriptions.get(as.project, made.body.id, world.clock.now);
    expect(moved?.destination).toMatchObject({ headers: { Authorization: '***', 'x-env': 'prod' } });
  });
});
