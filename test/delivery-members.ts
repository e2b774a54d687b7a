import type { DeliveryRow, DeliveryState, Lasting } from '../core/delivery/delivery';
import { MEMBERS } from '../core/delivery/transitions';

const LASTING: Record<keyof Lasting, true> = {
  ...{ id: true, project: true, event: true, subscription: true, type: true, acceptedAt: true, test: true },
  ...{ traceparent: true, listKey: true, listSort: true, attempt: true, chainStart: true, attempts: true },
  ...{ deliveredAt: true, notice: true, frozenAt: true, digest: true },
};
const KEYS = ['pk', 'sk', 'state'];

/** Of what a transition writes, what a row of the state may lack. `z`: what is held has it from its first day. */
const OPTIONAL: Partial<Record<DeliveryState, readonly string[]>> = { waiting: ['slot'], dead: ['reason'] };
const ALSO: Partial<Record<DeliveryState, readonly string[]>> = { held: ['z'] };

/** What is wrong with a stored row of a delivery: members that are not of its state, and those that it lacks. */
export function misplaced(row: Partial<DeliveryRow> & { state: DeliveryState }): string[] {
  const own: Record<string, string> = MEMBERS[row.state];
  const foreign = Object.keys(row).filter(
    (name) => !(name in own) && !(name in LASTING) && !KEYS.includes(name),
  );
  const needed = Object.keys(own).filter(
    (name) => own[name] === 'set' && !OPTIONAL[row.state]?.includes(name),
  );
  const lacking = [...needed, ...(ALSO[row.state] ?? [])].filter((name) => !(name in row));
  return [
    ...foreign.map((name) => `${row.state} has ${name}`),
    ...lacking.map((name) => `${row.state} lacks ${name}`),
  ];
}
