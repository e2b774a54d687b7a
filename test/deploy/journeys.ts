import { DIVERGENCES } from './divergences';

/** Stories by their full names, and why they stand in a list. */
type Stories = Readonly<Record<string, string>>;

/** What a deployed stack is asked for, by file; and the stories that end otherwise there, each asserted to do so. */
export const JOURNEYS: Readonly<Record<string, Stories>> = {
  'bad-input': {
    'events in a request that inflates without end are refused': DIVERGENCES.compressed,
    'events in a request that is no gzip are refused': DIVERGENCES.compressed,
  },
  article: {},
  breaker: {},
  channels: {},
  configuration: {},
  doors: {},
  delivers: { 'ways to post a compressed body': DIVERGENCES.compressed },
  directives: {},
  explain: {},
  fidelity: {},
  'first-hour': {},
  grouping: {},
  jobs: {},
  links: {},
  mistakes: {},
  money: {},
  monitors: {},
  'monitors-absence': {},
  'monitors-preview': {},
  names: {},
  operations: {},
  otlp: {},
  retries: {},
  rotation: {},
  sdk: {},
  spend: {},
  tenants: {},
  'tenants-monitors': {},
};

const FAULTS = 'It asks for a fault, which only the local cloud makes.';
const OUTPUT = 'It reads what functions have written, which MiniStack keeps in its own log.';
const SWEEPS = "It counts by the minute what a sweep does, and MiniStack's schedule sweeps between.";

/** Stories of these journeys that are not asked there. */
export const NOT_ASKED: Readonly<Record<string, Stories>> = {
  breaker: { '2.5 an endpoint that is down drains at a rate that starts small, and doubles': SWEEPS },
  monitors: {
    '3.1 an event that is posted again, or handed out again, counts once': FAULTS,
    '3.9 a group that is idle when an old event comes again is taken away, without the sweep': FAULTS,
  },
  'monitors-absence': {
    '3.7 while the monitor queue stands still nothing is declared absent; then what is, is': FAULTS,
  },
  otlp: {
    'What the bus refuses in part is refused whole, and a repeat loses nothing and doubles nothing': FAULTS,
    'the key is in no log line of any function': OUTPUT,
    'what is in the request Prompts, answers and arguments are neither stored nor logged': OUTPUT,
  },
  doors: {
    'while the bus takes nothing logs are refused as a whole and count once when they are sent again; a pause holds':
      FAULTS,
  },
  operations: {
    ...Object.fromEntries(
      ['ingest', 'route', 'deliver', 'monitor'].flatMap((name) => [
        [`one event on its way is found by its trace in the log of ${name}`, OUTPUT],
        [`one event on its way is measured in the lines of ${name}, by the function alone`, OUTPUT],
      ]),
    ),
    'one event on its way is measured in the lines of sweep, by the function alone': OUTPUT,
    'one event on its way tells by how many seconds the monitors are behind, once they have heard of a tick':
      OUTPUT,
    'one event on its way leaves no body, no secret and no key in any log': OUTPUT,
  },
};

const OWN = 'It starts another template than the one that is deployed.';

/** Journeys that only the local cloud is asked for. */
export const LOCAL_ONLY: Stories = {
  ...Object.fromEntries(
    ['crashes-after', 'crashes-before', 'monitor-crashes-after', 'monitor-crashes-before'].map((name) => [
      name,
      'Functions are killed between two of their calls.',
    ]),
  ),
  ...{ 'dead-ends': OWN, permissions: OWN, poison: OWN, restart: 'The cloud itself is killed.' },
  ...{ duplicates: FAULTS, lost: FAULTS, recovery: FAULTS, 'recovery-crashes': FAULTS, keys: FAULTS },
  ...{ 'log-lines': OUTPUT, metrics: OUTPUT },
  email: 'It looks at the mailbox as a page.',
  'exact-input': 'It posts bytes that are no UTF-8, of which each gateway makes something else.',
  region: 'It starts a stack in another region.',
  neighbours: 'MiniStack takes no message group of a rule, and its queues are not fair.',
};
