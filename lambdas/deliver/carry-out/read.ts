import { idOf } from '../../../adapters/aws/new-delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import type { Facts } from '../../../core/delivery/plan/facts';
import type { Reading } from '../../../core/delivery/plan/plan-kinds';
import { loadAlert, loadDeliveries, loadSilences } from '../load';
import type { DeliverTools } from '../tools';
import { comeBack, goOn, type Result } from './result';

/** Of several messages of one delivery, all but the first come back: a transaction may not hold a row twice. */
export async function onePerDelivery(
  all: readonly Facts[],
  work: (firsts: readonly Facts[]) => Promise<Result[]>,
): Promise<Result[]> {
  const byId = new Map(all.toReversed().map((facts) => [idOf(facts.message), facts]));
  const firsts = all.filter((facts) => byId.get(idOf(facts.message)) === facts);
  const results = new Map((await work(firsts)).map((result, index) => [firsts[index], result]));
  return all.map((facts) => results.get(facts) ?? comeBack(facts));
}

export const readDeliveries = (tools: DeliverTools, all: readonly Facts[]): Promise<Result[]> =>
  onePerDelivery(all, async (firsts) => {
    const stored = await loadDeliveries(
      tools,
      firsts.map(({ message }) => message),
    );
    return firsts.map((facts, index) => goOn(facts, { stored: stored[index] }, tools.now()));
  });

export async function readNotice(
  tools: DeliverTools,
  facts: Facts,
  { notice }: Extract<Reading, { do: 'loadNotice' }>,
): Promise<Result> {
  const { project, subscription } = facts.message;
  const row = await tools.deliveries.get(deliveryId(project, notice, subscription));
  return goOn(facts, { notice: { row } }, tools.now());
}

export async function readSilences(tools: DeliverTools, all: readonly Facts[]): Promise<Result[]> {
  const [first] = all;
  if (!first) return [];
  const silences = await loadSilences(tools, first.message.project);
  return all.map((facts) => goOn(facts, { silences }, tools.now()));
}

/** The ledger first: readers of the alert then know that its notice is under way, or will not be sent. */
export async function readAlert(
  tools: DeliverTools,
  facts: Facts,
  { telling }: Extract<Reading, { do: 'loadAlert' }>,
): Promise<Result> {
  const subscription = facts.endpoint?.subscription;
  if (!subscription) return comeBack(facts);
  const { id, destination, credential } = subscription;
  if (telling.type === 'alert.firing') {
    const used = { destination, ...(credential !== undefined && { credential }) };
    await tools.ledgers.begin({
      ...{ alert: telling.data.id, subscription: id, ...used },
      ...{ firing: 'underWay', entries: [] },
    });
  }
  const now = tools.now();
  return goOn(facts, { alert: await loadAlert(tools, subscription, telling, now) }, now);
}
