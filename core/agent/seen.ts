import { nearName } from '../near-name';
import { OWN_SOURCE } from '../event/own-source';

/** What is known of an agent's name before anything is done to it. */
export interface Sighting {
  /** Whether an event of it is stored, or something was asked of it before; null if that could not be decided. */
  seen: boolean | null;
  /** A name that is known, and that somebody has probably meant by one that is not. */
  meant?: string;
}

export const SEEN: Sighting = { seen: true };

interface Known {
  /** Of which something was asked. */
  asked: readonly string[];
  /** Of the newest stored events; `complete` if there are no others. */
  sources: ReadonlySet<string>;
  complete: boolean;
}

/** Whether an agent of which nothing was asked is known by its events. */
export function sighting(agent: string, { asked, sources, complete }: Known): Sighting {
  if (sources.has(agent)) return SEEN;
  const names = new Set([...asked, ...sources].filter((name) => name !== '' && name !== OWN_SOURCE));
  const meant = nearName(agent, names);
  return { seen: complete ? false : null, ...(meant !== undefined && { meant }) };
}

const question = ({ meant }: Sighting): string =>
  meant === undefined ? '' : ` Did you mean ${JSON.stringify(meant)}?`;

/** Why an agent that nobody has seen cannot be resumed. */
export const unseenProblem = (agent: string, found: Sighting): string =>
  `No agent ${JSON.stringify(agent)} has been seen.${question(found)}`;

/** The warning for a request about such an agent; undefined of one that was seen. */
export function unseenWarning(agent: string, found: Sighting): string | undefined {
  if (found.seen === true) return undefined;
  return found.seen === false
    ? unseenProblem(agent, found)
    : `No event of ${JSON.stringify(agent)} is among the newest that are stored.${question(found)}`;
}
