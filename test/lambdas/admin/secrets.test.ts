import { randomBytes } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { newSecret } from '../../../core/delivery/signature/signing-secret';
import { secretContext, unseal } from '../../../core/seal';
import { startWorld, type World } from './world';

const READS = (subscription: string): string[] => [
  '/v1/keys',
  '/v1/subscriptions',
  `/v1/subscriptions/${subscription}`,
  `/v1/subscriptions/${subscription}/deliveries`,
  `/v1/subscriptions/${subscription}/public-key`,
  `/v1/subscriptions/${subscription}/jwks.json`,
  '/v1/changes',
  '/v1/jobs',
  '/v1/events',
  '/v1/dead-letters',
  '/v1/event-types',
];

const header = fc.record({
  name: fc.constantFrom('authorization', 'X-Api-Key', 'cookie', 'x-auth', 'x-webhook-token', 'My-Secret'),
  value: fc.stringMatching(/^[A-Za-z0-9+/=]{12,40}$/),
});

const BOTH = { scheme: 'standard', versions: ['v1', 'v1a'] };
/** A scheme, and whether it takes any text for a secret. */
const scheme = fc.constantFrom(
  { signature: { scheme: 'standard' }, free: false },
  { signature: BOTH, free: false },
  { signature: { scheme: 'standard', versions: ['v1a'] }, free: undefined },
  { signature: { scheme: 'keywordsai' }, free: true },
  { signature: { scheme: 'github' }, free: true },
  { signature: { scheme: 'stripe' }, free: true },
  { signature: { scheme: 'custom', header: 'X-Sig', encoding: 'hex' }, free: true },
);

const ownSecret = (free: boolean): string =>
  free ? `own ${randomBytes(12).toString('hex')} é` : newSecret(randomBytes(24));

describe('what was secret once', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;
  const lines = (): string => JSON.stringify(jest.mocked(console.log).mock.calls);

  beforeAll(async () => {
    world = await startWorld();
    as = await world.project();
  });
  afterAll(() => world.stop());

  const post = (path: string, body: object, headers = {}) => world.call('POST', path, { as, body, headers });

  /** Every secret that the subscription has, private keys included, which nobody is ever shown. */
  async function opened(id: string): Promise<string[]> {
    const row = await world.admin.subscriptions.get(as.project, id, world.clock.now);
    const key = await world.admin.dataKeys.get(as.project);
    return (row?.secrets ?? []).map(({ sealed }) => unseal(key, sealed, secretContext(as.project, id)));
  }

  it('is in no answer to a read, no row and no line of the log, whatever was done', async () => {
    const overlaps = fc.array(fc.nat(600), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        header,
        scheme,
        fc.boolean(),
        overlaps,
        async (given, { signature, free }, own, all) => {
          const destination = {
            kind: 'webhook',
            url: 'https://example.com/',
            headers: { [given.name]: given.value },
          };
          const secret = own && free !== undefined ? { secret: ownSecret(free) } : {};
          const body = { name: 'x', eventTypes: ['a'], destination, signature, ...secret };
          const made = await post('/v1/subscriptions', body, {
            'idempotency-key': randomBytes(8).toString('hex'),
          });
          expect(made.status).toBe(201);
          const key = await post('/v1/keys', { name: 'k', scopes: ['read'] });
          const secrets = [...(await opened(made.body.id)), key.body.key];
          for (const overlapSeconds of all) {
            const next = own && free !== undefined ? { secret: ownSecret(free) } : {};
            await post(`/v1/subscriptions/${made.body.id}/rotate-secret`, { overlapSeconds, ...next });
            secrets.push(...(await opened(made.body.id)));
          }
          const path = `/v1/subscriptions/${made.body.id}`;
          const change = await world.call('PATCH', path, { as, body: { name: 'y' } });
          const answers = await Promise.all(
            READS(made.body.id).map((read) => world.call('GET', read, { as })),
          );
          const { Items } = await world.tables.send(new ScanCommand({ TableName: 'subscriptions' }));
          for (const { status } of [change, ...answers]) expect(status).toBe(200);
          for (const one of secrets) {
            for (const text of [
              change.text,
              ...answers.map(({ text }) => text),
              JSON.stringify(Items),
              lines(),
            ])
              expect(text).not.toContain(one);
          }
          for (const { text } of [change, ...answers]) expect(text).not.toContain(given.value);
        },
      ),
      { numRuns: 16 },
    );
  });

  it('is in no refusal, whatever is wrong with it or beside it', async () => {
    const NEW = {
      name: 'x',
      eventTypes: ['a'],
      destination: { kind: 'webhook', url: 'https://example.com/' },
    };
    const secret = 'hunter2hunter2hunter2hunter2';
    const { body } = await post('/v1/subscriptions', { ...NEW, signature: { scheme: 'github' }, secret });
    const refused = await Promise.all([
      post('/v1/subscriptions', { ...NEW, secret }),
      post('/v1/subscriptions', { ...NEW, secret: ` ${secret}` }),
      post('/v1/subscriptions', { ...NEW, secret: { secret } }),
      post('/v1/subscriptions', { ...NEW, secret: secret.repeat(10) }),
      post('/v1/subscriptions', { ...NEW, eventTypes: [], signature: { scheme: 'github' }, secret }),
      post(`/v1/subscriptions/${body.id}/rotate-secret`, { signature: BOTH, secret }),
      world.call('PATCH', `/v1/subscriptions/${body.id}`, { as, body: { signature: BOTH } }),
      world.call('PATCH', `/v1/subscriptions/${body.id}`, { as, body: { secret } }),
    ]);
    for (const { status, text } of refused) {
      expect([400, 409]).toContain(status);
      expect(text).not.toContain('hunter2');
    }
    expect(lines()).not.toContain('hunter2');
  });
});
