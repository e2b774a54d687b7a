import { logEvents } from './log-events';
import { runsOf } from './runs';
import { type Mapped, spanEvents } from './span-events';
import type { ResourceTelemetry } from './telemetry';

/** Of one request. A collector sends 8,192 spans at once unless it is told otherwise. */
export const MAX_EVENTS = 10_000;

/**
 * The events that a request's spans and log records tell of. Nothing depends on another request: children end before
 * their parents, and exporters send what has ended (SEMANTICS 1.7).
 */
export function toEvents(telemetry: readonly ResourceTelemetry[], urlAgent: string | undefined): Mapped {
  const runs = runsOf(telemetry);
  // A request holds either spans or records.
  const spans = spanEvents(telemetry, runs, urlAgent, MAX_EVENTS);
  const logs = logEvents(telemetry, runs, urlAgent, MAX_EVENTS);
  return {
    events: [...spans.events, ...logs.events],
    refused: spans.refused + logs.refused,
    beyond: spans.beyond + logs.beyond,
  };
}
