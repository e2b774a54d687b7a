import { nearName } from '../../../core/near-name';

/** Longer paths are no slip of the pen, and are not looked at. */
const MAX_CHARACTERS = 512;
const MAX_SHOWN = 5;

/** Where that is which other products have under a path of its own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '/v1/deliveries':
    'Deliveries are listed under /v1/subscriptions/{id}/deliveries and /v1/events/{id}/deliveries.',
  '/v1/webhooks': 'Webhooks are subscriptions: /v1/subscriptions.',
  '/v1/endpoints': 'An endpoint belongs to its subscription: /v1/subscriptions/{id}/endpoint.',
  '/v1/rules': 'Alert rules are monitors: /v1/monitors.',
  '/v1/budgets': 'A budget is a monitor: /v1/monitors.',
  '/v1/mutes': 'Alerts are muted by silences: /v1/silences.',
  '/v1/audit': 'Who changed what is listed under /v1/changes.',
  '/v1/runs': 'A run is what its events say: /v1/events?subject=...',
};

const segmentsOf = (path: string): string[] => path.split('/').slice(1);
const isVariable = (segment: string): boolean => segment.startsWith('{');

/** What somebody has probably meant by a path at which nothing is, from the templates of all routes. */
export function pathHint(path: string, templates: readonly string[]): string | undefined {
  if (path.length > MAX_CHARACTERS) return undefined;
  if (Object.hasOwn(ELSEWHERE, path)) return ELSEWHERE[path];
  const given = segmentsOf(path).filter((segment) => segment !== '');
  const near = templates.filter((template) => isNear(given, segmentsOf(template)));
  const [nearest] = near.sort((a, b) => literals(given, b) - literals(given, a));
  if (nearest !== undefined) return `Did you mean ${nearest}?`;
  const behind = [...new Set(templates.filter((template) => goesOn(given, segmentsOf(template))))];
  if (given.length < 2 || behind.length === 0) return undefined;
  const more = behind.length > MAX_SHOWN ? ' ...' : '.';
  return `There is ${behind.slice(0, MAX_SHOWN).join(', ')}${more}`;
}

/** Of as many parts, each the same, nearly so, or a variable. */
const isNear = (given: readonly string[], template: readonly string[]): boolean =>
  given.length === template.length &&
  template.every((segment, at) => {
    const part = given[at] ?? '';
    return isVariable(segment) || part === segment || nearName(part, [segment]) !== undefined;
  });

/** How many parts agree to the letter: of `/v1/keys/x` and `/v1/{some}/x` the first is nearer. */
const literals = (given: readonly string[], template: string): number =>
  segmentsOf(template).filter((segment, at) => segment === given[at]).length;

const goesOn = (given: readonly string[], template: readonly string[]): boolean =>
  template.length === given.length + 1 &&
  given.every((part, at) => part === template[at] || isVariable(template[at] ?? ''));
