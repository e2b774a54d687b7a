import { logEvents } from './log-events';
import { runsOf } from './runs';
import { type Mapped, spanEvents } from './span-events';
import type { ResourceTelemetry } from './telemetry';

/**
 * The events that a request's spans and log records tell of. Nothing depends on another request: children end before
 * their parents, and exporters send what has ended (SEMANTICS 1.7).
 */
export function toEvents(telemetry: readonly ResourceTelemetry[], urlAgent: string | undefined): Mapped {
  const runs = runsOf(telemetry);
  const spans = spanEvents(telemetry, runs, urlAgent);
  const logs = logEvents(telemetry, runs, urlAgent);
  return { events: [...spans.events, ...logs.events], refused: spans.refused + logs.refused };
}
