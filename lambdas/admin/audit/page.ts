import { addedUp, type Conservation } from '../../../core/delivery/conservation';
import type { Admin } from '../admin';
import { badCursor } from '../http/cursor';
import { countEvents, type Step, type Window } from './accounts';
import { lookThroughDeliveries, lookThroughLetters } from './strays';

/** One page looks at this many rows, names this much, or takes this long, whatever comes first. */
const ROWS = 5_000;
const NAMED = 500;
const PATIENCE_MS = 12_000;

type Part = (admin: Admin, window: Window, position: string | undefined) => Promise<Step>;

/** From the events to what they lead to, then from what there is back to the events. */
const PARTS: [name: string, part: Part][] = [
  ['events', countEvents],
  ['deliveries', lookThroughDeliveries],
  ['letters', lookThroughLetters],
];

/** A page of the audit. `cursor` and `next` are the name of a part and a position in it. */
export async function auditPage(
  admin: Admin,
  window: Window,
  cursor: string | undefined,
): Promise<{ found: Conservation; next?: string }> {
  const found: Conservation[] = [];
  let at: string | undefined = cursor ?? 'events:';
  let looked = 0;
  let named = 0;
  do {
    // However late it is: a page without a step would lead to itself.
    const step: Step = await stepAt(admin, window, at);
    found.push(step.found);
    looked += step.looked;
    named += step.found.stranded.length;
    at = step.next;
  } while (at !== undefined && looked < ROWS && named < NAMED && admin.now() - window.now < PATIENCE_MS);
  return { found: addedUp(found), ...(at === undefined ? {} : { next: at }) };
}

async function stepAt(admin: Admin, window: Window, at: string): Promise<Step> {
  const colon = at.indexOf(':');
  const index = PARTS.findIndex(([name]) => name === at.slice(0, colon));
  const [name, part] = PARTS[index] ?? [];
  if (part === undefined) throw badCursor();
  const { next, ...step } = await part(admin, window, at.slice(colon + 1) || undefined);
  if (next !== undefined) return { ...step, next: `${name}:${next}` };
  const [following] = PARTS[index + 1] ?? [];
  return { ...step, next: following && `${following}:` };
}
