/** Stories that end otherwise on a deployed stack, by their full names, and why. Each is asserted to do so. */
export type Differing = Readonly<Record<string, string>>;

/** Journeys that need nothing but the API, endpoints, and time that passes. */
export const JOURNEYS: Readonly<Record<string, Differing>> = {
  'bad-input': {},
  breaker: {},
  channels: {},
  configuration: {},
  delivers: {},
  directives: {},
  fidelity: {},
  grouping: {},
  jobs: {},
  'monitors-preview': {},
  monitors: {},
  retries: {},
  rotation: {},
  tenants: {},
};

/** Stories that are not asked there, by their full names, and why. */
export const NOT_ASKED: Readonly<Record<string, Differing>> = {};
