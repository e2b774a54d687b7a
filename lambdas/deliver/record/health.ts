import {
  afterFailures,
  afterSuccess,
  countsFailures,
  DEFAULT_BREAKER,
  healthOf,
  probeIntervalMs,
  type Breaker,
  type BatchHealth,
  type Finding,
} from '../../../core/delivery/breaker';
import { failingNotice, recoveredNotice } from '../../../core/delivery/endpoint-notice';
import type { Subscription } from '../../../core/subscription/subscription';
import { log, logError } from '../../log';
import type { DeliverTools } from '../tools';
import type { Endpoint } from '../../../adapters/aws/endpoints';

const ROUNDS = 3;

type HealthTools = Pick<DeliverTools, 'breakers' | 'endpoints' | 'disable' | 'now'>;

/**
 * What the attempts of a batch say about their endpoint (SEMANTICS 2.5, 2.6): one write for failures, none for an
 * endpoint that is well. What cannot be written is found again by the next failure or the next success, so it is no
 * reason to send anything twice.
 */
export async function recordHealth(
  tools: HealthTools,
  { subscription }: Endpoint,
  findings: readonly Finding[],
): Promise<void> {
  const health = healthOf(findings);
  const { succeeded, failures } = health;
  const { project, id } = subscription;
  try {
    // Attempts take their time: others may have learned something about the endpoint since.
    const endpoint = failures > 0 ? await tools.endpoints.get(project, id) : undefined;
    if (succeeded) await succeededNow(tools, subscription);
    if (failures > 0) await failedNow(tools, endpoint?.subscription ?? subscription, health);
  } catch (error) {
    logError('deliver.health', error, { project, subscription: id });
  }
}

/** Other workers write too, the sweep with every probe: after a lost race the endpoint is read anew. */
async function succeededNow(tools: HealthTools, { project, id }: Subscription): Promise<void> {
  let endpoint = await tools.endpoints.get(project, id);
  for (let round = 1; endpoint && round <= ROUNDS; round++) {
    const written = await recovered(tools, endpoint);
    if (written) return;
    endpoint = await tools.endpoints.getAnew(project, id);
  }
}

/** True if there is nothing left to do. */
async function recovered(
  { breakers, endpoints, now }: HealthTools,
  { subscription, breaker }: Endpoint,
): Promise<boolean> {
  const recovery = afterSuccess(breaker);
  if (!breaker || recovery === 'nothing') return true;
  const notice = breaker.openedAt === undefined ? undefined : recoveredNotice(subscription, breaker, now());
  const well = {
    ...{ failures: 0, failingSince: undefined, openedAt: undefined, probes: undefined, lastError: undefined },
  };
  const change = recovery === 'drain' ? { ...well, state: 'draining' as const, dueAt: now() } : well;
  const written =
    recovery === 'forget'
      ? await breakers.forget(breaker, notice)
      : await breakers.change(breaker, change, notice);
  endpoints.forget(subscription.id);
  const { project, id } = subscription;
  if (written) log('deliver.recovered', { project, subscription: id, from: breaker.state });
  return written;
}

async function failedNow(tools: HealthTools, subscription: Subscription, health: BatchHealth): Promise<void> {
  const { project, id, breaker: policy = DEFAULT_BREAKER, enabledAt } = subscription;
  const known = (await tools.endpoints.get(project, id))?.breaker;
  const breaker = countsFailures(known, policy, tools.now())
    ? await tools.breakers.countFailures({ project, subscription: id }, health, tools.now())
    : known;
  if (!breaker) return;
  const now = tools.now();
  const next = afterFailures(breaker, policy, now, enabledAt);
  if (next === 'disable') await tools.disable(project, id, 'failing');
  if (next === 'open') await open(tools, subscription, breaker, now);
  if (breaker !== known) tools.endpoints.forget(id);
}

async function open(
  { breakers }: HealthTools,
  subscription: Subscription,
  breaker: Breaker,
  now: number,
): Promise<void> {
  const change = {
    ...{ state: 'open' as const, probes: 0, dueAt: now + probeIntervalMs(0) },
    ...{ drainPerMinute: undefined, emptySince: undefined },
  };
  // Still without a success since it opened the last time: the owner knows.
  const news = breaker.openedAt === undefined;
  const opened = news
    ? await breakers.change(breaker, { ...change, openedAt: now }, failingNotice(subscription, breaker, now))
    : await breakers.change(breaker, change);
  if (opened) {
    log('deliver.breaker-opened', { project: subscription.project, subscription: subscription.id });
  }
}
