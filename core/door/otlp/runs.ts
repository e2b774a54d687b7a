import { asAttribute } from '../door-event';
import { textOf } from './attribute';
import { FIELDS } from './fields';
import type { Attributes, ResourceTelemetry } from './telemetry';

/** The run that a span of a trace names, by trace. */
export type Runs = ReadonlyMap<string, string>;

interface OfTrace {
  traceId: string;
  attributes: Attributes;
}

/** Some spans of a trace name the run and others do not; the first that does speaks for all of the request. */
export function runsOf(telemetry: readonly ResourceTelemetry[]): Runs {
  const runs = new Map<string, string>();
  for (const { spans } of telemetry) {
    for (const { traceId, attributes } of spans) {
      if (traceId === '' || runs.has(traceId)) continue;
      const run = named(attributes);
      if (run !== undefined) runs.set(traceId, run);
    }
  }
  return runs;
}

const named = (attributes: Attributes): string | undefined => asAttribute(textOf(attributes, FIELDS.run));

/** The conversation or session, else the trace: what a run is to an emitter that names none. */
export const runOf = ({ traceId, attributes }: OfTrace, runs: Runs): string | undefined =>
  named(attributes) ?? runs.get(traceId) ?? asAttribute(traceId);
