import type { DeadLetter } from '../../../adapters/aws/dead-letters';
import { deadLetterKey, deliveryKey } from '../../../adapters/aws/keys';
import { getRows } from '../../../adapters/aws/read';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { chainOf } from '../../../core/delivery/manual-try';
import { requeueAll } from './requeue';
import type { JobWork } from './tools';

/** Sends on what died of the events accepted in the window; with a subscription, of its deliveries only. */
export const replayDeadLetters: JobWork = {
  async page({ project, input, cursor }, { letters }, limit, nowMs) {
    const { since = 0, until = Infinity, subscription } = input;
    // Nothing dies before it is accepted, so that the list of deaths may begin where the window does.
    const query = { after: cursor, since, limit, ascending: true };
    const where = (letter: DeadLetter): boolean =>
      (subscription === undefined || letter.subscription === subscription) &&
      letter.acceptedAt >= since &&
      letter.acceptedAt < until;
    const { rows, next } = await letters.list(project, { ...query, where }, nowMs);
    return { ids: rows.map(({ id }) => id), next };
  },

  async work(_job, ids, tools, nowMs) {
    const { tables, table } = tools.redeliveries;
    const letters = await getRows<DeadLetter>(tables, table, ids.map(deadLetterKey), nowMs);
    for (const letter of letters)
      if (letter.kind !== 'delivery') await tools.eventReplay.replay(letter, nowMs);
    const keys = letters.filter(({ kind }) => kind === 'delivery').map(({ id }) => deliveryKey(id));
    const rows = await getRows<DeliveryRow>(tables, table, keys, nowMs);
    const dead = rows.filter(({ state }) => state === 'dead');
    return requeueAll(tools, dead, chainOf, nowMs);
  },
};
