import type { EventEntry } from '../event/event';
import { tocsinEntry } from '../event/made-by-tocsin';
import type { Run } from './counters';
import type { Monitor } from './monitor';

/** The event that tells of a run that neither completed nor failed in its time (SEMANTICS 3.7), once for each start. */
export const stalledEntry = (
  { id, project, name, generation }: Monitor,
  { run, agent, startedAt }: Run,
  deadlineAt: number,
  now: number,
): EventEntry =>
  tocsinEntry({
    ...{ project, type: 'agent.run.stalled', subject: run, now },
    // Agents choose the names of themselves and of their runs: joined, two of them could be one text.
    occasion: JSON.stringify([id, generation, agent, run, startedAt]),
    data: {
      ...{ monitor: { id, name }, agent, run },
      startedAt: startedAt === undefined ? null : new Date(startedAt).toISOString(),
      deadlineAt: new Date(deadlineAt).toISOString(),
    },
  });
