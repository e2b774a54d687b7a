import type { Endpoint } from '../../adapters/aws/endpoints';
import type { Finding } from '../../core/delivery/breaker';
import type { DeliveryMessage } from '../../core/delivery/message';
import type { Lane } from '../../core/delivery/pace';
import type { Facts } from '../../core/delivery/plan/facts';
import { nextPlans } from '../../core/delivery/plan/next-plans';
import { carryOut, type Invocation } from './carry-out';
import type { Failed } from './carry-out/result';
import { deliver } from './deliver';
import { loadEndpoint } from './load';
import { recordHealth } from './record/health';

/**
 * The messages of one batch that are for one endpoint: load, plan, carry out; then attempt and record what nothing keeps
 * from it. Returns those that have to come back. Never throws.
 */
export async function deliverToEndpoint(
  invocation: Invocation,
  messages: readonly DeliveryMessage[],
  lane: Lane,
): Promise<Failed[]> {
  const { tools } = invocation;
  const [first] = messages;
  if (!first) return [];
  try {
    const endpoint = await loadEndpoint(tools, first, lane);
    const now = tools.now();
    const begun = messages.map((message): Facts => ({ message, lane, endpoint, now }));
    const { ready, failed } = await carryOutAll(invocation, begun);
    return [...failed, ...(await attemptAll(invocation, endpoint, ready))];
  } catch (error) {
    return messages.map((message) => ({ message, error }));
  }
}

/** Plans and carries out until what is left may be attempted. */
async function carryOutAll(
  invocation: Invocation,
  begun: readonly Facts[],
): Promise<{ ready: readonly Facts[]; failed: Failed[] }> {
  const failed: Failed[] = [];
  let open = begun;
  for (let next = nextPlans(open); next.length > 0; next = nextPlans(open)) {
    const results = await carryOut(invocation, next);
    failed.push(...results.filter((result) => result.kind === 'failed'));
    const after = new Map(next.map(({ facts }, index) => [facts, results[index]]));
    open = open.flatMap((facts) => {
      if (!after.has(facts)) return [facts];
      const result = after.get(facts);
      return result?.kind === 'goesOn' ? [result.facts] : [];
    });
  }
  return { ready: open, failed };
}

/** All at once: each attempt stands for itself. Together they say how the endpoint is. */
async function attemptAll(
  { tools }: Invocation,
  endpoint: Endpoint | undefined,
  ready: readonly Facts[],
): Promise<Failed[]> {
  const findings: Finding[] = [];
  const failed: Failed[] = [];
  await Promise.all(
    ready.map(async (facts) => {
      try {
        findings.push(await deliver(tools, facts));
      } catch (error) {
        failed.push({ message: facts.message, error });
      }
    }),
  );
  if (endpoint) await recordHealth(tools, endpoint, findings);
  return failed;
}
