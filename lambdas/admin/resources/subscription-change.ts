import * as z from 'zod';
import type { Write } from '../../../adapters/aws/transact';
import { NotFound } from '../../../core/configuration/errors';
import { subscriptionWarnings } from '../../../core/configuration/subscription-warnings';
import type { Subscription } from '../../../core/subscription/subscription';
import type { Admin } from '../admin';
import { id } from '../fields';
import { HttpFault } from '../http/fault';
import type { Answer, Call } from '../route';
import { SUBSCRIPTION_ID, subscriptionView } from './subscription-view';

export const subscriptionParams = z.strictObject({ id: id('sub', SUBSCRIPTION_ID) });

type Asked = Pick<Call<unknown, unknown, unknown>, 'project' | 'now' | 'caller'>;
type Named = Asked & Pick<Call<{ id: string }, unknown, unknown>, 'params' | 'ifMatch'>;

/** Throws `NotFound`, or 412 if the caller has seen another revision. */
export async function found(
  { project, params, now, ifMatch }: Named,
  { subscriptions }: Admin,
): Promise<Subscription> {
  const subscription = await subscriptions.get(project, params.id, now);
  if (!subscription) throw new NotFound('subscription');
  if (ifMatch && !ifMatch.includes(subscription.revision)) {
    throw new HttpFault(
      412,
      `The subscription is at revision ${subscription.revision}, which If-Match does not name.`,
    );
  }
  return subscription;
}

/** What goes into the transaction of every change: the project's version, and who did it. */
export const audited = (
  { project, now, caller }: Asked,
  { projects, changes }: Admin,
  action: string,
  target: string,
): Write[] => [
  projects.versionBump(project),
  changes.write({ at: now, project, actor: caller.keyId, action: `subscription.${action}`, target }),
];

export const etag = ({ revision }: Subscription): Record<string, string> => ({ etag: `"${revision}"` });

/** The answer of a change, with everything that it writes. */
export function changed(
  asked: Asked,
  admin: Admin,
  action: string,
  before: Subscription,
  after: Subscription,
): Answer {
  const writes = [
    ...admin.subscriptions.changeWrites(before, after),
    ...audited(asked, admin, action, after.id),
  ];
  const body = { ...subscriptionView(after), warnings: subscriptionWarnings(after) };
  return { status: 200, body, headers: etag(after), writes };
}
