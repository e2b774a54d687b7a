import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { newSecret } from '../../../core/delivery/signature/signing-secret';
import { startWorld, type World } from './world';

const READS = (subscription: string): string[] => [
  '/v1/keys',
  '/v1/subscriptions',
  `/v1/subscriptions/${subscription}`,
  `/v1/subscriptions/${subscription}/deliveries`,
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

describe('what was secret once', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('is in no answer to a read, whatever was done', async () => {
    const as = await world.project();
    await fc.assert(
      fc.asyncProperty(
        header,
        fc.boolean(),
        fc.array(fc.nat(600), { maxLength: 3 }),
        async (given, own, overlaps) => {
          const destination = {
            kind: 'webhook',
            url: 'https://example.com/',
            headers: { [given.name]: given.value },
          };
          const secret = own ? { secret: newSecret(randomBytes(24)) } : {};
          const body = { name: 'x', eventTypes: ['a'], destination, ...secret };
          const keyed = { as, headers: { 'idempotency-key': randomBytes(8).toString('hex') } };
          const made = await world.call('POST', '/v1/subscriptions', { ...keyed, body });
          const key = await world.call('POST', '/v1/keys', {
            ...keyed,
            headers: {},
            body: { name: 'k', scopes: ['read'] },
          });
          const secrets = [made.body.secret, key.body.key];
          for (const overlapSeconds of overlaps) {
            const path = `/v1/subscriptions/${made.body.id}/rotate-secret`;
            secrets.push((await world.call('POST', path, { as, body: { overlapSeconds } })).body.secret);
          }
          const change = await world.call('PATCH', `/v1/subscriptions/${made.body.id}`, {
            as,
            body: { name: 'y' },
          });
          const answers = await Promise.all(
            READS(made.body.id).map((path) => world.call('GET', path, { as })),
          );
          for (const { status, text } of [change, ...answers]) {
            expect(status).toBe(200);
            for (const one of [...secrets, given.value]) expect(text).not.toContain(one);
          }
        },
      ),
      { numRuns: 8 },
    );
  });
});
