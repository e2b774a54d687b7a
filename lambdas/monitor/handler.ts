import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient } from '../../adapters/aws/clients';
import { Ticks } from '../../adapters/aws/ticks';
import { readEnvelope } from '../../core/event/read-entry';
import { TICK_TYPE } from '../../core/monitor/tick';
import { eachRecord } from '../batch';
import { environment } from '../environment';

const tables = documentClient();
const ticks = new Ticks(tables, environment('monitoringTable'));

/** The monitor queue: every event of the bus, and the ticks that tell how far it has come. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachRecord('monitor', event, async ({ body }) => {
    const entry = readEnvelope(body);
    if (entry.type === TICK_TYPE) await ticks.seen(entry.receivedAt);
  });
