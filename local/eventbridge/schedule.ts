import type { LocalContext } from '../context';
import { enqueue } from './accept';
import { envelope } from './envelope';
import { findRule, type Rule } from './rules';
import { eventTables } from './tables';

const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** The interval of `rate(5 minutes)`, ms. Throws for cron expressions, which do not exist locally, and for malformed ones. */
export function scheduleInterval(expression: string): number {
  const [, digits, unit, plural] = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const value = Number(digits);
  if (!unit || (value === 1) !== (plural === '')) {
    throw new Error(
      `the schedule ${expression} does not exist locally, only rate(1 minute), rate(5 hours) and so on`,
    );
  }
  return value * UNITS[unit as keyof typeof UNITS];
}

/** Starts the rule's clock; one that ran already keeps its next tick over a restart. */
export function startSchedule(local: LocalContext, rule: Rule, expression: string, everyMs: number): void {
  eventTables(local.store).run(
    `INSERT INTO events_schedules (rule, expression, due_at) VALUES (?, ?, ?)
     ON CONFLICT (rule) DO UPDATE SET expression = excluded.expression, due_at = excluded.due_at
     WHERE expression <> excluded.expression`,
    rule.arn,
    expression,
    local.clock.now() + everyMs,
  );
}

/** Fires every schedule that is due, once, however many ticks were missed; answers when the next one is. */
export function tick(local: LocalContext): number {
  const now = local.clock.now();
  const schedules = eventTables(local.store).all<{ rule: string; due_at: number }>(
    'SELECT * FROM events_schedules',
  );
  const next = schedules.map(({ rule: arn, due_at }) => {
    const rule = findRule(local, arn);
    return rule?.everyMs === undefined ? Infinity : advance(local, rule, rule.everyMs, due_at, now);
  });
  return Math.min(Infinity, ...next);
}

function advance(local: LocalContext, rule: Rule, everyMs: number, dueAt: number, now: number): number {
  const next = nextTick(dueAt, everyMs, now);
  if (next === dueAt) return next;
  local.store.transaction(() => {
    if (dueAt <= now) enqueue(local, rule, scheduledEvent(local, rule, now));
    eventTables(local.store).run('UPDATE events_schedules SET due_at = ? WHERE rule = ?', next, rule.arn);
  });
  return next;
}

/** The first tick after `now`; a clock that was set back does not leave the schedule waiting for more than its interval. */
const nextTick = (dueAt: number, everyMs: number, now: number): number =>
  dueAt <= now ? dueAt + (Math.floor((now - dueAt) / everyMs) + 1) * everyMs : Math.min(dueAt, now + everyMs);

const scheduledEvent = (local: LocalContext, rule: Rule, now: number): string =>
  envelope(local, {
    source: 'aws.events',
    detailType: 'Scheduled Event',
    resources: [rule.arn],
    time: now,
    detail: '{}',
  }).event;
