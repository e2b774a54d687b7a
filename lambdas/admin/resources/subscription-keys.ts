import * as z from 'zod';
import { touched } from '../../../core/configuration/change-subscription';
import { Conflict, InvalidInput } from '../../../core/configuration/errors';
import { inconsistencies } from '../../../core/configuration/inconsistencies';
import { MAX_LIVE_SECRETS, rotated, usable } from '../../../core/configuration/secret';
import { signature } from '../../../core/configuration/signature';
import { secret } from '../../../core/configuration/webhook-subscription';
import { liveSecrets } from '../../../core/delivery/live-secrets';
import { jsonWebKey } from '../../../core/delivery/signature/json-web-key';
import type { SealedSecret } from '../../../core/subscription/subscription';
import { etagHeader, iso, time } from '../fields';
import { route } from '../route';
import { changed, found, subscriptionParams as params } from './subscription-change';
import { madeSecrets } from './subscription-secrets';
import { PUBLIC_KEY_EXAMPLE, publicKey, SECRET_EXAMPLE, shownSecret } from './subscription-view';

/** `deliver` remembers a subscription for 5 s and signs when a request begins, which may take 30 s. */
const EFFECTIVE_SECONDS = 60;

/** A new key signs beside the old one for the overlap, so receivers may remember what they know for this long. */
const KEYS_MAX_AGE_SECONDS = 300;

/** Public keys that requests are signed with at `now`, current first. */
const livePublicKeys = (secrets: readonly SealedSecret[], now: number) =>
  liveSecrets(secrets, now).flatMap(({ publicKey, createdAt, expiresAt }) =>
    publicKey === undefined ? [] : [{ publicKey, createdAt, expiresAt }],
  );

function tooMany(secrets: readonly SealedSecret[], now: number): Conflict {
  const ends = liveSecrets(secrets, now).flatMap(({ expiresAt }) => expiresAt ?? []);
  return new Conflict(
    `At most ${MAX_LIVE_SECRETS} secrets may live at a time; the next one ends at ${iso(Math.min(...ends))}.`,
  );
}

const webKey = z
  .object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string(),
    use: z.literal('sig'),
    alg: z.literal('Ed25519'),
    kid: z.string().meta({ description: 'The thumbprint (RFC 7638)' }),
  })
  .meta({ id: 'PublicJsonWebKey', description: 'RFC 8037' });

/** What a subscription's requests are signed with. */
export const subscriptionKeys = [
  route({
    method: 'post',
    path: '/v1/subscriptions/{id}/rotate-secret',
    scope: 'admin',
    tag: 'Subscriptions',
    summary: 'Make a new signing secret',
    description:
      'Until the overlap ends, every request is signed with the new secret and with the old ones, the new one first; ' +
      'a key pair (`v1a`) is renewed with it. Schemes with room for one signature (`keywordsai`, `github`, `custom`) ' +
      'go on with the old secret until it ends, so that the receiver can be told of the new one before. Without an ' +
      'overlap only the new one is used, everywhere within 60 seconds.',
    params,
    body: z.strictObject({
      overlapSeconds: z
        .number()
        .int()
        .min(0)
        .max(604_800)
        .default(86_400)
        .meta({ description: 'How long the old secret goes on signing; 0 ends it now', example: 86400 }),
      secret: secret.optional(),
      signature: signature.optional().meta({
        description: 'Another scheme from now on; old secrets that it cannot use end at once',
        example: { scheme: 'github' },
      }),
    }),
    example: { overlapSeconds: 86400 },
    responses: {
      200: {
        description: 'The new secret, shown this once',
        schema: z.object({
          ...shownSecret,
          previousExpiresAt: time.meta({ description: 'When the old secret ends' }),
          effectiveWithinSeconds: z.number().meta({
            description: 'Requests that begin later than this follow the change, wherever they are sent',
          }),
        }),
        example: {
          secret: SECRET_EXAMPLE,
          previousExpiresAt: '2026-02-01T12:00:00.000Z',
          effectiveWithinSeconds: EFFECTIVE_SECONDS,
        },
        headers: etagHeader,
      },
    },
    secret: true,
    async handler(call, admin) {
      const { body, now } = call;
      const before = await found(call, admin);
      if (!before.signature) throw new Conflict('Only webhooks are signed; this destination has no secret.');
      const after = { ...before, signature: body.signature ?? before.signature, ...touched(before, now) };
      const errors = inconsistencies(after);
      if (errors.length > 0) throw new InvalidInput(errors);
      const made = await madeSecrets(admin, { ...after, secret: body.secret, now });
      const kept = usable(before.secrets, after.signature);
      const secrets = rotated(kept, made.secrets, now, body.overlapSeconds);
      if (!secrets) throw tooMany(kept, now);
      const answer = changed(call, admin, 'rotateSecret', before, { ...after, secrets });
      const previousExpiresAt = iso(now + body.overlapSeconds * 1_000);
      return {
        ...answer,
        body: { ...made.shown, previousExpiresAt, effectiveWithinSeconds: EFFECTIVE_SECONDS },
      };
    },
  }),
  route({
    method: 'get',
    path: '/v1/subscriptions/{id}/public-key',
    scope: 'read',
    tag: 'Subscriptions',
    summary: 'Show the public keys that `v1a` signatures are verified with',
    params,
    responses: {
      200: {
        description: 'Current first; none if requests are not signed by `v1a`',
        schema: z.object({
          publicKeys: z.array(
            z.object({
              publicKey,
              createdAt: time,
              expiresAt: time.nullable().meta({ description: 'Set when it was rotated out' }),
            }),
          ),
        }),
        example: {
          publicKeys: [
            { publicKey: PUBLIC_KEY_EXAMPLE, createdAt: '2026-01-31T12:00:00.000Z', expiresAt: null },
          ],
        },
      },
    },
    async handler(call, admin) {
      const { secrets } = await found(call, admin);
      const publicKeys = livePublicKeys(secrets, call.now).map(({ publicKey, createdAt, expiresAt }) => ({
        publicKey,
        createdAt: iso(createdAt),
        expiresAt: expiresAt === undefined ? null : iso(expiresAt),
      }));
      return { status: 200, body: { publicKeys } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/subscriptions/{id}/jwks.json',
    scope: 'public',
    tag: 'Subscriptions',
    summary: 'The same keys as a JSON Web Key Set, for receivers',
    description:
      'Everybody who knows the address may read it, and finds public keys only. A subscription without any looks like one ' +
      'that does not exist.',
    params,
    responses: {
      200: {
        description: 'RFC 7517, current first',
        schema: z.object({ keys: z.array(webKey) }),
        example: { keys: [jsonWebKey(PUBLIC_KEY_EXAMPLE)] },
        headers: { 'Cache-Control': z.string().meta({ example: 'public, max-age=300' }) },
      },
    },
    async handler({ params, now }, admin) {
      const subscription = await admin.subscriptions.find(params.id, now);
      const keys = livePublicKeys(subscription?.secrets ?? [], now);
      return {
        status: 200,
        body: { keys: keys.map((key) => jsonWebKey(key.publicKey)) },
        headers: { 'cache-control': `public, max-age=${KEYS_MAX_AGE_SECONDS}` },
      };
    },
  }),
];
