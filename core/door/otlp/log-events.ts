import { withoutUndefined } from '../../without-undefined';
import type { DoorEvent } from '../door-event';
import { hashed } from './attribute';
import { CLAUDE_CODE_SCOPE, claudeCodeEvents } from './claude-code-logs';
import { EVALUATION, evaluationData } from './evaluation';
import { CLAUDE_CODE_FIELDS } from './fields';
import { runOf, type Runs } from './runs';
import { sourceOf } from './source';
import type { Mapped } from './span-events';
import type { LogRecord, ResourceTelemetry } from './telemetry';
import { isoTime } from './time';

/** The events that the log records of a request tell of: Claude Code's, and judgements. */
export function logEvents(
  telemetry: readonly ResourceTelemetry[],
  runs: Runs,
  urlAgent: string | undefined,
  maxEvents: number,
): Mapped {
  const mapped: Mapped = { events: [], refused: 0, beyond: 0 };
  for (const { resource, logs } of telemetry) {
    for (const log of logs) {
      const source = sourceOf(urlAgent, resource, log.attributes);
      if (log.scope.startsWith(CLAUDE_CODE_SCOPE)) {
        const told = claudeCodeEvents(log);
        if (told === 'no ids') mapped.refused++;
        else for (const event of told) add(mapped, { ...event, source }, maxEvents);
      } else if (isEvaluation(log)) add(mapped, evaluation(log, source, runs), maxEvents);
    }
  }
  return mapped;
}

function add(mapped: Mapped, event: DoorEvent, maxEvents: number): void {
  if (mapped.events.length < maxEvents) mapped.events.push(event);
  else mapped.beyond++;
}

/** A record's event was an attribute before it was a field (OpenTelemetry logs data model, `EventName`). */
const isEvaluation = ({ eventName, attributes }: LogRecord): boolean =>
  eventName === EVALUATION || attributes.get(CLAUDE_CODE_FIELDS.event) === EVALUATION;

function evaluation(log: LogRecord, source: string, runs: Runs): DoorEvent {
  const { traceId, spanId, timeMs, attributes } = log;
  const data = evaluationData(attributes);
  // A record has no id of its own: what it says, and when, is all there is.
  const said = hashed(JSON.stringify([traceId, spanId, timeMs, data]));
  const ids = withoutUndefined({ traceId: traceId || undefined, spanId: spanId || undefined });
  return {
    type: 'evaluation.scored',
    source,
    ...withoutUndefined({ subject: runOf(log, runs) }),
    id: `otel:evaluation:${said}`,
    ...isoTime(timeMs),
    data: { ...data, ...ids },
  };
}
