import * as z from 'zod';
import { templateProblem } from '../delivery/signature/template';
import { headerNameProblem } from './custom-headers';

const header = z.string().check((context) => {
  const detail = headerNameProblem(context.value);
  if (detail) context.issues.push({ code: 'custom', input: context.value, message: detail });
});

const standard = z
  .strictObject({
    scheme: z.literal('standard'),
    versions: z
      .array(z.enum(['v1', 'v1a']))
      .min(1)
      .refine((versions) => new Set(versions).size === versions.length, 'must not name a version twice')
      .exactOptional()
      .meta({
        description:
          '`v1` (if not given) HMAC-SHA256 with the secret; `v1a` ed25519, verified with a public key',
        example: ['v1'],
      }),
  })
  .meta({ description: 'Standard Webhooks 1.0.0: over id, timestamp and body, in `webhook-signature`' });

const keywordsai = z.strictObject({ scheme: z.literal('keywordsai') }).meta({
  description:
    'The body as Python’s `json.dumps` writes it, and HMAC-SHA256 (hex) over it in `X-Keywordsai-Signature` and ' +
    '`X-Respan-Signature`',
});

const github = z.strictObject({ scheme: z.literal('github') }).meta({
  description: 'HMAC-SHA256 over the body: `X-Hub-Signature-256: sha256=` and hex',
});

const stripe = z
  .strictObject({
    scheme: z.literal('stripe'),
    header: header
      .exactOptional()
      .meta({ description: '`Stripe-Signature` if not given', example: 'X-Langfuse-Signature' }),
  })
  .meta({ description: 'HMAC-SHA256 over timestamp, a dot and the body: `t=<seconds>,v1=<hex>`' });

/** Visible ASCII, as headers take it; `must` is what the template is about. */
const template = (must: 'body' | 'signature') =>
  z
    .string()
    .regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?$/, 'must be 1 to 256 visible ASCII characters')
    .check((context) => {
      const message = templateProblem(context.value, must);
      if (message !== undefined) context.issues.push({ code: 'custom', input: context.value, message });
    });

const custom = z
  .strictObject({
    scheme: z.literal('custom'),
    header: header.meta({ description: 'The header that holds the signature', example: 'X-Signature' }),
    encoding: z.enum(['hex', 'base64']).meta({ example: 'hex' }),
    prefix: z
      .string()
      .regex(/^[\x21-\x7e][\x20-\x7e]{0,63}$/, 'must be 1 to 64 visible ASCII characters')
      .exactOptional()
      .meta({ description: 'What stands before the signature', example: 'sha256=' }),
    algorithm: z
      .enum(['sha256', 'sha512'])
      .exactOptional()
      .meta({ description: '`sha256` if not given', example: 'sha512' }),
    signed: template('body').exactOptional().meta({
      description:
        'What is signed: `{body}` if not given. May name `{id}`, `{timestamp}` (seconds) and `{type}` as well',
      example: '{timestamp}.{body}',
    }),
    value: template('signature').exactOptional().meta({
      description: 'The header: `{signature}` behind the prefix if not given. May name the same as `signed`',
      example: 't={timestamp},v1={signature}',
    }),
  })
  .refine(({ prefix, value }) => prefix === undefined || value === undefined, {
    path: ['prefix'],
    message: 'must not be given with `value`, which says it all',
  })
  .meta({ description: 'HMAC over the body, or over a text with it, in a header of your own' });

/** How a subscription's requests are signed. */
export const signature = z
  .discriminatedUnion('scheme', [standard, keywordsai, github, stripe, custom], {
    error: (issue) =>
      issue.code === 'invalid_union'
        ? 'must be "standard", "keywordsai", "github", "stripe" or "custom"'
        : undefined,
  })
  .meta({
    description: 'How requests are signed; every scheme also sends `webhook-id` and `webhook-timestamp`',
    example: { scheme: 'standard' },
  });
