import { tellsPeople, tellsTogether } from '../destination/destination';
import type { FieldError } from '../problem';
import type { Signature, Subscription } from '../subscription/subscription';
import { hasCredential } from './destination';

/** Options of webhooks alone. */
const WEBHOOK_OPTIONS = ['signature', 'format'] as const;

/** Options of destinations that tell people. */
const PEOPLE_OPTIONS = ['repeatSeconds', 'delaySeconds', 'unless', 'muteWindows'] as const;

/** Options of destinations that can tell of several things in one message. */
const GROUP_OPTIONS = ['grouping', 'rateCap'] as const;

type Settings = Pick<Subscription, 'destination'> &
  Partial<Omit<Subscription, 'destination' | 'signature'>> & { signature?: Signature | undefined };

/** Rules that two settings break together, though each is right by itself. */
export function inconsistencies(subscription: Settings): FieldError[] {
  const { signature, format, destination } = subscription;
  const { kind } = destination;
  const given = (options: readonly (keyof Settings)[]) =>
    options.filter((option) => subscription[option] !== undefined);
  const strangers = given(WEBHOOK_OPTIONS);
  return [
    ...(tellsPeople(destination) ? [] : given(PEOPLE_OPTIONS)).map((option) => ({
      pointer: `/${option}`,
      detail: `must not be given for a destination of kind "${kind}"; it is for people (slack, email, pagerduty)`,
    })),
    ...(tellsTogether(destination) ? [] : given(GROUP_OPTIONS)).map((option) => ({
      pointer: `/${option}`,
      detail: `must not be given for a destination of kind "${kind}"; it is for slack and email`,
    })),
    ...(subscription.unless && subscription.delaySeconds === undefined
      ? [{ pointer: '/unless', detail: 'must not be given without `delaySeconds`' }]
      : []),
    ...(kind === 'webhook' ? [] : strangers).map((option) => ({
      pointer: `/${option}`,
      detail: `must not be given for a destination of kind "${kind}"; it is for webhooks`,
    })),
    ...(hasCredential(destination) && subscription.credential === undefined
      ? [
          {
            pointer: '/destination',
            detail: 'must be given with its credential, as it leads to another place now',
          },
        ]
      : []),
    ...(kind === 'webhook' && signature ? webhookProblems(signature, format, destination.sealedHeaders) : []),
  ];
}

function webhookProblems(
  signature: Signature,
  format: Subscription['format'],
  headers: Record<string, string> = {},
): FieldError[] {
  const own = headerOf(signature)?.toLowerCase();
  const twice = Object.keys(headers).some((name) => name.toLowerCase() === own);
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
