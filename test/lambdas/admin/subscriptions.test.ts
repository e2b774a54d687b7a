import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { matchPartition } from '../../../adapters/aws/keys';
import { openedDestination } from '../../../core/destination/opened-destination';
import { secretContext, unseal } from '../../../core/seal';
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
    const { secret: _secret, warnings: _warnings, ...withoutSecret } = made.body;
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

  describe.each([
    ['webhook', 'https://example.com/hook', 'https://example.com/v2'],
    ['alertmanager', 'https://example.com/am', 'https://example.com/am2'],
  ])('headers of a destination of kind %s', (kind, url, sameHost) => {
    const headers = { Authorization: 'Bearer s3cr3t', 'x-vault': 's3cr3t too' };
    const made = async () => (await post({ headers })).body;
    const post = (more: object) =>
      world.call('POST', '/v1/subscriptions', { as, body: { ...NEW, destination: { kind, url, ...more } } });
    const patch = (id: string, more: object) =>
      world.call('PATCH', `/v1/subscriptions/${id}`, {
        as,
        body: { destination: { kind, url, ...more } },
      });
    const opened = async (id: string): Promise<unknown> => {
      const row = await world.admin.subscriptions.get(as.project, id, world.clock.now);
      const key = await world.admin.dataKeys.get(as.project);
      const open = (sealed: string) => unseal(key, sealed, secretContext(as.project, id));
      return row && openedDestination(row.destination, open);
    };

    it('Values of all headers are sealed where they are stored, and masked where they are shown', async () => {
      const { body, text } = await post({ headers });
      expect(body.destination.headers).toEqual({ Authorization: '***', 'x-vault': '***' });
      const { Items } = await world.tables.send(new ScanCommand({ TableName: 'subscriptions' }));
      const list = await world.call('GET', '/v1/subscriptions?limit=100', { as });
      const document = await world.call('GET', '/v1/configuration', { as });
      for (const one of [text, JSON.stringify(Items), list.text, document.text])
        expect(one).not.toContain('s3cr3t');
      expect(await opened(body.id)).toMatchObject({ headers });
    });

    it('A masked value keeps the stored one at the same host, and a new one replaces it', async () => {
      const { id } = await made();
      const changed = await patch(id, { url: sameHost, headers: { authorization: '***', 'x-new': '1' } });
      expect(changed.status).toBe(200);
      expect(await opened(id)).toMatchObject({
        url: sameHost,
        headers: { authorization: headers.Authorization, 'x-new': '1' },
      });
    });

    it.each([
      ['at another host', { url: 'https://example.org/', headers: { Authorization: '***' } }],
      ['at another port', { url: 'https://example.com:8443/', headers: { Authorization: '***' } }],
      ['of a header that was not there', { headers: { Authorization: 'new', 'x-api-key': '***' } }],
    ])('A masked value %s is refused, and nothing is changed', async (_, more) => {
      const { id } = await made();
      const refused = await patch(id, more);
      const name = Object.entries(more.headers).find(([, value]) => value === '***')?.[0];
      expect([refused.status, refused.body.errors.map(({ pointer }) => pointer)]).toEqual([
        400,
        [`/destination/headers/${name}`],
      ]);
      expect(await opened(id)).toMatchObject({ url, headers });
    });

    it('A masked value in a new subscription is refused', async () => {
      const refused = await post({ headers: { Authorization: '***' } });
      expect([refused.status, refused.body.errors]).toEqual([
        400,
        [
          {
            pointer: '/destination/headers/Authorization',
            detail: expect.stringContaining('"***"') as string,
          },
        ],
      ]);
    });
  });

  it('A document with masked headers changes nothing where it came from, and is refused elsewhere', async () => {
    const from = await world.project('from');
    const destination = { ...NEW.destination, headers: { Authorization: 'Bearer s3cr3t' } };
    const body = { ...NEW, name: 'exported', destination };
    expect((await world.call('POST', '/v1/subscriptions', { as: from, body })).status).toBe(201);
    const { text } = await world.call('GET', '/v1/configuration', { as: from });
    const put = (as: typeof from, text: string) =>
      world.call('PUT', '/v1/configuration?apply=true', { as, text });
    const back = await put(from, text);
    expect(back.text).toContain('"keep"');
    expect(back.text).not.toMatch(/"change"|"create"/);
    const elsewhere = { pointer: '/subscriptions/0/destination/headers/Authorization' };
    for (const refused of [
      await put(await world.project('to'), text),
      await put(from, text.replace('example.com', 'example.org')),
    ])
      expect([refused.status, refused.body.errors]).toEqual([400, [expect.objectContaining(elsewhere)]]);
    const renewed = await put(from, text.replace('"***"', '"Bearer other"'));
    expect(renewed.text).toContain('"fields":["destination"]');
    const again = await put(from, text.replace('"***"', '"Bearer other"'));
    expect(again.text).toContain('"keep"');
  });

  const KEY = '0123456789abcdef0123456789abcdef';
  it.each([
    ['slack', { kind: 'slack', url: '***' }, 'https://hooks.slack.com/services/T/B/X', '/destination/url'],
    ['pagerduty', { kind: 'pagerduty', routingKey: '***' }, KEY, '/destination/routingKey'],
    ['datadog', { kind: 'datadog', apiKey: '***' }, KEY, '/destination/apiKey'],
  ])(
    'A masked credential of %s is kept where there is one, and refused elsewhere',
    async (kind, masked, secret, pointer) => {
      const post = (destination: object) =>
        world.call('POST', '/v1/subscriptions', {
          as,
          body: { name: 'c', eventTypes: ['alert.*'], destination },
        });
      const refused = await post(masked);
      expect([refused.status, refused.body.errors.map((error) => error.pointer)]).toEqual([400, [pointer]]);
      const member = pointer.split('/').at(-1) ?? '';
      const { body } = await post({ ...masked, [member]: secret });
      const patch = (destination: object) =>
        world.call('PATCH', `/v1/subscriptions/${body.id}`, { as, body: { destination } });
      expect((await patch(masked)).status).toBe(200);
      if (kind === 'slack') return;
      const moved = await patch({ ...masked, url: 'https://example.org/' });
      expect([moved.status, moved.body.errors.map((error) => error.pointer)]).toEqual([
        400,
        ['/destination'],
      ]);
    },
  );
});
