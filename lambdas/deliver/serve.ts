import type { Finding } from '../../core/delivery/breaker';
import { gate } from '../../core/delivery/gate';
import type { DeliveryMessage } from '../../core/delivery/message';
import { isProven, type Lane } from '../../core/delivery/pace';
import { slowLaneWaitSeconds } from '../../core/delivery/slow-lane';
import { ComeBack } from '../batch';
import { log } from '../log';
import { defer } from './defer';
import { deliver, type DeliverTools } from './deliverer';
import type { Endpoint } from '../../adapters/aws/endpoints';
import { gather } from './gather';
import { recordHealth } from './health';
import { mailAllowance } from './mail-allowance';
import { notices } from './notices';
import { park } from './park';
import { putOffPaused } from './pause';
import { quiet } from './quiet';
import type { SlowLaneShare } from './slow-lane-share';

/** Messages that have to come back, each with the reason. */
export type Failures = Map<DeliveryMessage, unknown>;

/**
 * The messages of one batch that are for one endpoint. Its state decides what may be attempted at all; each attempt
 * then stands for itself. Answers those that failed. Never throws.
 */
export async function serve(
  tools: DeliverTools,
  messages: readonly DeliveryMessage[],
  lane: Lane,
  share: SlowLaneShare,
): Promise<Failures> {
  const failures: Failures = new Map();
  const waiting = new Set(messages);
  try {
    const [first] = messages;
    const endpoint = first && (await endpointOf(tools, first, lane));
    const coming = await notices(tools, endpoint, messages, failures);
    const admitted = endpoint ? await admit(tools, endpoint, coming, { lane, share, failures }) : coming;
    const allowed = endpoint ? await mailAllowance(tools, endpoint, admitted, failures) : admitted;
    for (const message of messages) waiting.delete(message);
    await attemptAll(tools, endpoint, allowed, failures);
  } catch (error) {
    for (const message of waiting) failures.set(message, error);
  }
  return failures;
}

/**
 * An endpoint may have proven itself in another invocation a moment ago: before its messages go to the slow lane, where
 * they would wait behind others of their project, it is read anew.
 */
const endpointOf = (
  { endpoints }: DeliverTools,
  { project, subscription }: DeliveryMessage,
  lane: Lane,
): Promise<Endpoint | undefined> =>
  endpoints.get(project, subscription, ({ pace }) => lane === 'slow' || isProven(pace));

/** Parks, sends on or puts off what is not to be attempted now, and answers the rest. */
async function admit(
  tools: DeliverTools,
  endpoint: Endpoint,
  messages: readonly DeliveryMessage[],
  { lane, share, failures }: { lane: Lane; share: SlowLaneShare; failures: Failures },
): Promise<readonly DeliveryMessage[]> {
  // A disabled subscription holds whatever comes, be its endpoint well or not.
  if (endpoint.subscription.status === 'disabled') return messages;
  const by = Map.groupBy(messages, (message) => gate(endpoint, message, lane, tools.now()));
  const attempts = [
    ...(by.get('attempt') ?? []),
    ...(await park(tools, endpoint, by.get('park') ?? [], failures)),
    ...(await putOffPaused(tools, endpoint, by.get('pause') ?? [], failures)),
    ...(await toSlowLane(tools, by.get('slowLane') ?? [])),
  ];
  const served = lane === 'slow' ? await awaitShare(tools, endpoint, attempts, share, failures) : attempts;
  const told = await quiet(tools, endpoint, served, failures);
  return defer(tools, endpoint, await gather(tools, endpoint, told, failures), failures);
}

/** A project whose share of the slow lane is taken waits for it: what it has in line comes back a little later. */
async function awaitShare(
  { queues, random }: DeliverTools,
  { subscription: { project, id } }: Endpoint,
  messages: readonly DeliveryMessage[],
  share: SlowLaneShare,
  failures: Failures,
): Promise<DeliveryMessage[]> {
  const isNew = messages.some(({ waits }) => waits === undefined);
  if (messages.length === 0 || (await share.mayAttempt(project, isNew))) return [...messages];
  const later = messages.map(({ waits = 0, ...message }) => ({
    message: { ...message, waits: waits + 1 },
    delaySeconds: slowLaneWaitSeconds(waits, random()),
  }));
  const refused = new Set(await queues.slow.send(later));
  for (const [index, message] of messages.entries()) {
    const sent = later[index];
    if (!sent || refused.has(sent)) failures.set(message, new ComeBack());
  }
  log('deliver.slow-lane', { project, subscription: id, waiting: messages.length });
  return [];
}

/** What the slow queue does not take is attempted here. */
async function toSlowLane(
  { queues }: DeliverTools,
  messages: readonly DeliveryMessage[],
): Promise<DeliveryMessage[]> {
  const [first] = messages;
  if (!first) return [];
  log('deliver.slow-lane', {
    project: first.project,
    subscription: first.subscription,
    messages: messages.length,
  });
  return (await queues.slow.send(messages.map((message) => ({ message })))).map(({ message }) => message);
}

async function attemptAll(
  tools: DeliverTools,
  endpoint: Endpoint | undefined,
  messages: readonly DeliveryMessage[],
  failures: Failures,
): Promise<void> {
  const findings: Finding[] = [];
  await Promise.all(
    messages.map(async (message) => {
      try {
        findings.push(await deliver(tools, message));
      } catch (error) {
        failures.set(message, error);
      }
    }),
  );
  if (endpoint) await recordHealth(tools, endpoint, findings);
}
