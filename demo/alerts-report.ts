import { type Column, table } from '../terminal/table';
import type { Pause } from './on-duty';
import type { Seen } from './orders';
import type { Spending } from './spending';
import type { Tip } from './tally';

/** An `alert.firing` that has arrived. */
export interface Fired {
  /** Epoch ms. */
  at: number;
  monitor: Tip['monitor'];
  alert: {
    monitor: { name: string };
    group: { subject?: string };
    severity: string;
    value: number | null;
    threshold: number;
  };
}

export interface Reactions {
  /** When the demo began, epoch ms. */
  began: number;
  tips: readonly Tip[];
  fired: readonly Fired[];
  seen: readonly Seen[];
  pauses: readonly Pause[];
  spending: Spending;
}

const GRAVITY = ['info', 'warning', 'error', 'critical'];

const COLUMNS: Column[] = [
  ['at s', 'right'],
  ['severity', 'left'],
  ['what fired', 'left'],
  ['value', 'right'],
  ['threshold', 'right'],
  ['told ms', 'right'],
  ['obeyed ms', 'right'],
];

/**
 * The table of what fired: what tipped it, how long until somebody was told and the agent knew, and on a line below it
 * which run it was and what it changed.
 */
export function alertsReport(reactions: Reactions): string {
  const tips = reactions.tips.toSorted((one, other) => one.at - other.at);
  return table(
    COLUMNS,
    tips.flatMap((tip) => rows(tip, reactions)),
  );
}

const isOf = ({ monitor, alert, at }: Fired, tip: Tip): boolean =>
  monitor === tip.monitor &&
  at >= tip.at &&
  (tip.subject === undefined || alert.group.subject === tip.subject);

const isGraver = (one: string, other: string): boolean => GRAVITY.indexOf(one) > GRAVITY.indexOf(other);

function rows(tip: Tip, { began, fired, seen, pauses, spending }: Reactions) {
  const next = fired.find((one) => isOf(one, tip) && !isGraver(tip.severity, one.alert.severity));
  // An edge that jumps over thresholds names the gravest of them.
  const told = next && !isGraver(next.alert.severity, tip.severity) ? next : undefined;
  const order = tip.severity === 'critical' ? ORDERS[tip.monitor] : undefined;
  const obeyed = seen.find((one) => one.order === order && one.at >= tip.at);
  const line = [
    ((tip.at - began) / 1_000).toFixed(1),
    tip.severity,
    told?.alert.monitor.name ?? tip.monitor,
    ...(told
      ? [number(told.alert.value), number(told.alert.threshold)]
      : [next ? 'passed over' : 'not told', '']),
    told ? told.at - tip.at : '–',
    obeyed ? obeyed.at - tip.at : '–',
  ];
  const notes = [
    ...(tip.subject === undefined ? [] : [`in ${tip.subject}`]),
    ...(obeyed ? [changed(obeyed, pauses, spending)] : []),
  ];
  return [line, ...notes.map((note) => ['', '', { content: note, colSpan: COLUMNS.length - 2 }])];
}

const ORDERS: Partial<Record<Tip['monitor'], Seen['order']>> = { failures: 'paused', tokens: 'switched' };

function changed({ order, at, directive }: Seen, pauses: readonly Pause[], spending: Spending): string {
  if (order === 'paused') {
    const pause = pauses.find(({ to }) => to >= at);
    return pause
      ? `paused ${seconds(pause.to - pause.from)}, ${pause.runsHeldBack} runs held back`
      : 'paused';
  }
  const [switched] = directive.modelSwitches;
  return `${switched?.from} → ${switched?.to}, ${usd(spending.savedUsd)} saved`;
}

/** What was spent, in words: a line for each model, and one for what the switch saved. */
export function spent({ models, savedUsd }: Spending): string {
  const lines = [...models].map(
    ([model, { tokens, usd: cost }]) => `${model}: ${number(tokens)} tokens, ${usd(cost)}`,
  );
  const would = [...models.values()].reduce((sum, { recordedUsd }) => sum + recordedUsd, 0);
  return [...lines, `Without the switch: ${usd(would)}, so ${usd(savedUsd)} saved`].join('\n');
}

const usd = (amount: number): string => `$${amount.toFixed(2)}`;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const number = (value: number | null): string =>
  value === null ? '–' : value.toLocaleString('en', { maximumFractionDigits: 2 });
