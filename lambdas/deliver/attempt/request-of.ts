import { openedDestination } from '../../../core/destination/opened-destination';
import { liveSecrets } from '../../../core/delivery/live-secrets';
import { type Attempted, webhookRequest } from '../../../core/delivery/webhook-request';
import { httpKindOf } from '../../../core/destination/http-kinds';
import type { HttpKind, OutgoingRequest } from '../../../core/destination/kind';
import { type Destination, tellsTogether } from '../../../core/destination/destination';
import { type Content, contentOf } from '../../../core/notice/content';
import { isTestData } from '../../../core/notice/test-event';
import { isAlert } from '../../../core/notice/wording';
import type { Subscription } from '../../../core/subscription/subscription';

/** What is sent, and how the answer is to be taken; without `judge` any 2xx is a success. */
export interface PreparedRequest {
  request: OutgoingRequest;
  judge?: HttpKind<Destination>['judge'];
  credential?: string;
}

/** The event, and the attempt that is made of it. */
type OutgoingEvent = Omit<Attempted, 'secrets' | 'test'> & {
  test: boolean;
  links: (content: Content) => Content;
};

/** A test of a monitor, which goes to all subscriptions that would be told of a real alert. */
const isTestAlert = ({ type, body }: OutgoingEvent): boolean =>
  isAlert({ type }) && isTestData((JSON.parse(body) as { data?: unknown }).data);

/** The request of one event in the form of its destination's kind; undefined if that kind is not told of such events. */
export function requestOf(
  subscription: Subscription,
  open: (sealed: string) => string,
  told: OutgoingEvent,
): PreparedRequest | undefined {
  const { secrets } = subscription;
  const destination = openedDestination(subscription.destination, open);
  if (destination.kind === 'webhook') {
    const live = liveSecrets(secrets, told.at).map(({ sealed, kind }) => ({
      ...(kind && { kind }),
      text: open(sealed),
    }));
    const test = told.test || isTestAlert(told);
    const made = webhookRequest({ ...subscription, destination }, { ...told, test, secrets: live });
    return { request: { url: destination.url, ...made } };
  }
  const kind = httpKindOf(destination);
  if (!kind) throw new Error(`There is no way to send to a destination of kind ${destination.kind}`);
  const credential = subscription.credential === undefined ? '' : open(subscription.credential);
  const { id, body, version, test } = told;
  const content = tellsTogether(destination)
    ? told.links(contentOf(told.type, body))
    : contentOf(told.type, body);
  const request = kind.format(destination, credential, { id, ...content, test });
  if (!request) return undefined;
  const headers = { ...request.headers, 'user-agent': `Tocsin/${version}` };
  return { request: { ...request, headers }, judge: kind.judge, credential };
}
