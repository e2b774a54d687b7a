import type { FieldError } from '../problem';
import type { Signature, Subscription } from '../subscription/subscription';

/** Rules that two settings break together, though each is right by itself. */
export function inconsistencies({
  signature,
  format,
  destination,
}: Pick<Subscription, 'signature' | 'format' | 'destination'>): FieldError[] {
  const own = headerOf(signature)?.toLowerCase();
  const twice = Object.keys(destination.headers ?? {}).some((name) => name.toLowerCase() === own);
  return [
    ...(twice
      ? [{ pointer: '/signature/header', detail: 'must not be one of the headers of the destination' }]
      : []),
    ...(signature.scheme === 'keywordsai' && format === 'cloudevents-binary'
      ? [
          {
            pointer: '/format',
            detail:
              'must not be "cloudevents-binary" with the scheme "keywordsai", whose receivers read JSON from every body',
          },
        ]
      : []),
  ];
}

function headerOf(signature: Signature): string | undefined {
  if (signature.scheme === 'custom') return signature.header;
  return signature.scheme === 'stripe' ? (signature.header ?? 'Stripe-Signature') : undefined;
}
