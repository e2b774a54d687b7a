import { matches } from '../../core/subscription/pattern';
import { announceChange } from '../change';
import type { LocalContext } from '../context';
import type { Entry } from './entry';
import { envelope } from './envelope';
import { hasBus, type Rule, rulesOf } from './rules';
import { eventTables } from './tables';

/** What the bus's dispatcher waits for. */
export const DELIVERIES = 'events deliveries';

/** Takes an entry onto its bus: one row for each target of each rule that matches. Answers the event's id. */
export function accept(local: LocalContext, entry: Entry): string {
  const { id, event } = envelope(local, { ...entry, time: entry.time ?? local.clock.now() });
  if (!hasBus(local, entry.bus)) {
    // AWS answers with an event id and drops the event.
    local.report(`An event for the bus ${entry.bus}, which does not exist, was dropped`);
    return id;
  }
  const parsed = JSON.parse(event) as Record<string, unknown>;
  for (const rule of rulesOf(local)) {
    if (rule.bus === entry.bus && rule.pattern && matches(rule.pattern, parsed)) enqueue(local, rule, event);
  }
  return id;
}

/** Queues the event for every target of the rule; durable once the surrounding transaction commits. */
export function enqueue(local: LocalContext, rule: Rule, event: string): void {
  const now = local.clock.now();
  for (const target of rule.targets) {
    eventTables(local.store).run(
      'INSERT INTO events_deliveries (rule, target, event, accepted_at, due_at) VALUES (?, ?, ?, ?, ?)',
      rule.arn,
      JSON.stringify(target),
      event,
      now,
      now,
    );
  }
  announceChange(local, DELIVERIES);
}
