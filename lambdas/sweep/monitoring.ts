import { DueRows } from '../../adapters/aws/due-rows';
import type { StalledRuns } from '../../adapters/aws/stalled-runs';
import { logError } from '../log';
import { sweepAgent } from './agents';
import { sweepAlert } from './alerts';
import { sweepGroup, type GroupTools } from './groups';
import type { QueueProgress } from './queue-progress';
import { sweepLedger, type RepeatTools } from './repeats';
import { sweepRun } from './runs';

export interface MonitoringTools extends GroupTools, RepeatTools {
  runs: StalledRuns;
  queueProgress: Pick<QueueProgress, 'hasPassed'>;
  /** The number of this run. */
  run: number;
  /** False once the time of this run is used up; what is left is found by the next one. */
  goOn: () => boolean;
}

type Key = { pk: string; sk: string };

/** What becomes due in `monitoring`, by the sort key of its rows. */
const WORK: Record<string, (tools: MonitoringTools, key: Key) => Promise<unknown>> = {
  group: sweepGroup,
  alert: sweepAlert,
  run: sweepRun,
  agent: sweepAgent,
  ledger: sweepLedger,
};

/** A row's work; the sort keys of some go on after a `#`. */
const workOf = (sk: string) => WORK[sk.split('#')[0] ?? sk];

/** Rows of one project that a run works on before it has looked at all others. */
const SHARE = 200;
/** Rows that are worked on side by side. */
const AT_ONCE = 16;

/** Evaluates, finishes, misses and lifts what is due by now. Answers how many rows it has looked at. */
export async function sweepMonitoring(tools: MonitoringTools): Promise<number> {
  let looked = 0;
  const where = ({ sk }: Key): boolean => workOf(sk) !== undefined;
  const due = new DueRows(tools.tables, tools.monitoringTable, tools.now());
  for await (const waiting of due.fairPages({ run: tools.run, share: SHARE, where })) {
    const worker = async (): Promise<void> => {
      for (let row = waiting.shift(); row && tools.goOn(); row = waiting.shift()) {
        looked++;
        await sweepRow(tools, row);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (!tools.goOn()) break;
  }
  return looked;
}

async function sweepRow(tools: MonitoringTools, { pk, sk }: Key): Promise<void> {
  try {
    await workOf(sk)?.(tools, { pk, sk });
  } catch (error) {
    logError('sweep.monitoring', error, { row: pk });
  }
}
