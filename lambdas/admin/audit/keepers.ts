import { breakerKey, subscriptionKey } from '../../../adapters/aws/keys';
import { getRows, type Row } from '../../../adapters/aws/read';
import type { Breaker } from '../../../core/delivery/breaker';
import type { Keeper } from '../../../core/delivery/overdue';
import { hasEnded } from '../../../core/job/job';
import type { Admin } from '../admin';

type Found = Row & Pick<Breaker, 'state' | 'dueShard' | 'dueAt'>;

const JOBS_LOOKED_AT = 100;

/** What looks after the deliveries of these subscriptions: their rows, and the jobs that clear up after deleted ones. */
export async function keepersOf(
  admin: Admin,
  project: string,
  subscriptions: readonly string[],
  now: number,
): Promise<Map<string, Keeper>> {
  const keys = subscriptions.flatMap((id) => [subscriptionKey(id), breakerKey(id)]);
  const attributes = ['state', 'dueShard', 'dueAt'];
  const rows = await getRows<Found>(admin.tables, admin.subscriptionsTable, keys, now, attributes);
  const byKey = new Map(rows.map((row) => [`${row.pk}\n${row.sk}`, row]));
  const found = ({ pk, sk }: { pk: string; sk: string }): Found | undefined => byKey.get(`${pk}\n${sk}`);
  const gone = subscriptions.filter((id) => !found(subscriptionKey(id)));
  const discarding = gone.length > 0 ? await discardedNow(admin, project, now) : new Set<string>();
  return new Map(
    subscriptions.map((id) => {
      const exists = found(subscriptionKey(id)) !== undefined;
      return [id, { exists, discarding: discarding.has(id), breaker: found(breakerKey(id)) }];
    }),
  );
}

async function discardedNow(admin: Admin, project: string, now: number): Promise<Set<string>> {
  const { rows } = await admin.jobs.list(project, { limit: JOBS_LOOKED_AT }, now);
  const open = rows.filter((job) => job.kind === 'discardSubscription' && !hasEnded(job));
  return new Set(open.flatMap(({ input }) => input.subscription ?? []));
}
