import { isDeepStrictEqual } from 'node:util';
import { subscriptionKey } from '../../../adapters/aws/keys';
import { getRow } from '../../../adapters/aws/read';
import { transact } from '../../../adapters/aws/transact';
import { type GivenDestination, split } from '../../../core/configuration/destination';
import { ChangedMeanwhile, InvalidInput } from '../../../core/configuration/errors';
import { inDollars } from '../../../core/configuration/monitor-amounts';
import { newMonitor } from '../../../core/configuration/monitor';
import type { Monitor } from '../../../core/monitor/monitor';
import type { FieldError } from '../../../core/problem';
import { secretContext, unseal } from '../../../core/seal';
import type { Subscription } from '../../../core/subscription/subscription';
import { withoutUndefined } from '../../../core/without-undefined';
import type { Admin } from '../admin';
import type { Answer, Call, RawInput, Route } from '../route';

export type Section = 'eventTypes' | 'monitors' | 'subscriptions';
export type Item = Record<string, unknown>;
export type Asked = Pick<Call<unknown, unknown, unknown>, 'caller' | 'api' | 'project' | 'now' | 'page'>;

export interface Change {
  section: Section | 'prices';
  name: string;
  action: 'create' | 'change' | 'delete' | 'keep' | 'leave';
  /** Of a change: what differs. */
  fields?: string[];
  /** Of a new webhook: shown this once. */
  secret?: string;
  /** Of a monitor: what it has asked of agents, and outlasts its alerts. */
  held?: unknown;
  /** What was accepted and may not be meant, by its place in the document. */
  warnings?: FieldError[];
}

/** One call of the API that a change is made of, as somebody would make it by hand. */
interface Step {
  route: Route;
  input: RawInput;
}

const PATHS = {
  eventTypes: '/v1/event-types/{type}',
  monitors: '/v1/monitors',
  subscriptions: '/v1/subscriptions',
} as const;

/** What a monitor's answer says once more. */
const IN_DOLLARS = ['limitUsd', 'minValueUsd', 'thresholdsUsd'] as const;

/** What somebody has, but did not give. */
const GIVEN_BY_US: readonly string[] = [
  ...['id', 'status', 'disabledReason', 'enabledAt', 'createdAt', 'updatedAt', 'revision', 'generation'],
  ...['signature', 'type', 'publicKey', ...IN_DOLLARS],
];

export const nameOf = (section: Section, item: Item): string =>
  String(section === 'eventTypes' ? item['type'] : item['name']);

/** As it would be posted. */
export const definition = (section: Section, shown: Item): Item =>
  Object.fromEntries(
    Object.entries({
      ...(section === 'monitors' ? inDollars(shown as unknown as Monitor) : shown),
      ...(section === 'subscriptions' && shown['status'] === 'disabled' && { enabled: false }),
    }).filter(
      ([name]) =>
        !GIVEN_BY_US.includes(name) || name === 'signature' || (name === 'type' && section === 'eventTypes'),
    ),
  );

/** Runs the routes that make, change and delete what a document names. */
export class Steps {
  constructor(
    private routes: readonly Route[],
    private asked: Asked,
    private admin: Admin,
    private release: 'true' | 'false',
  ) {}

  /** What making `given` of what is there would do; and does it, if `apply`. Throws `InvalidInput` with its pointers. */
  async settle(section: Section, given: Item, before: Item | undefined, apply: boolean): Promise<Change> {
    const name = nameOf(section, given);
    if (before) return { section, name, ...(await this.change(section, given, before, apply)) };
    const { secret, warnings } = await this.runAll([this.creating(section, given)], apply);
    return { section, name, action: 'create', ...(apply && withoutUndefined({ secret })), ...warnings };
  }

  private async change(section: Section, given: Item, before: Item, apply: boolean) {
    // Before it is written: afterwards it is what is there.
    const isNewCredential = await this.hasNewCredential(section, given, before);
    const { made, held, warnings } = await this.runAll(this.changing(section, given, before), apply);
    const fields = new Set(made.flatMap((item) => differing(before, item)));
    if (isNewCredential) fields.add('destination');
    return fields.size === 0
      ? { action: 'keep' as const, ...warnings }
      : {
          action: 'change' as const,
          fields: [...fields].sort(),
          ...warnings,
          ...(held !== undefined && { held }),
        };
  }

  /** What each step has answered, and what the last one says beside it. */
  private async runAll(steps: readonly Step[], apply: boolean) {
    const made: Item[] = [];
    for (const step of steps) made.push(((await this.run(step, apply)).body ?? {}) as Item);
    const last = made.at(-1) as { secret?: string; held?: unknown; warnings?: FieldError[] } | undefined;
    const { secret, held, warnings = [] } = last ?? {};
    return { made, secret, held, warnings: warnings.length > 0 ? { warnings } : {} };
  }

  async remove(section: Section, before: Item, apply: boolean): Promise<Change> {
    const name = nameOf(section, before);
    const answer = await this.run(
      {
        route: this.route('delete', section === 'eventTypes' ? PATHS.eventTypes : `${PATHS[section]}/{id}`),
        input: { params: idOf(section, before), query: this.queryOf(section), body: {} },
      },
      apply,
    );
    const { held } = (answer.body ?? {}) as { held?: unknown };
    return { section, name, action: 'delete', ...(held !== undefined && { held }) };
  }

  private queryOf(section: Section): Record<string, string> {
    return section === 'monitors' ? { release: this.release } : {};
  }

  async replacePrices(prices: readonly Item[], apply: boolean): Promise<void> {
    const input = { params: {}, query: {}, body: { prices } };
    await this.run({ route: this.route('put', '/v1/prices'), input }, apply);
  }

  private creating(section: Section, given: Item): Step {
    const { type, ...rest } = given;
    return section === 'eventTypes'
      ? {
          route: this.route('put', PATHS.eventTypes),
          input: { params: { type: String(type) }, query: {}, body: rest },
        }
      : { route: this.route('post', PATHS[section]), input: { params: {}, query: {}, body: given } };
  }

  private changing(section: Section, item: Item, before: Item): Step[] {
    if (section === 'eventTypes') return [this.creating(section, item)];
    const given = section === 'monitors' ? withDefaults(item) : item;
    const taken = Object.keys(before).filter(
      (name) => !GIVEN_BY_US.includes(name) && !Object.hasOwn(given, name),
    );
    const nulls = Object.fromEntries(taken.map((name) => [name, null]));
    const params = idOf(section, before);
    const patch = this.route('patch', `${PATHS[section]}/{id}`);
    if (section === 'monitors')
      return [
        { route: patch, input: { params, query: this.queryOf(section), body: { ...nulls, ...given } } },
      ];
    const { enabled = before['status'] === 'enabled', secret: _, ...rest } = given;
    const change = { route: patch, input: { params, query: {}, body: { ...nulls, ...rest } } };
    if (enabled === (before['status'] === 'enabled')) return [change];
    const verb = this.route('post', `${PATHS.subscriptions}/{id}/${enabled ? 'enable' : 'disable'}`);
    return [change, { route: verb, input: { params, query: {}, body: {} } }];
  }

  private async run({ route, input }: Step, apply: boolean): Promise<Answer> {
    const call = route.prepare(input);
    for (let round = 1; ; round++) {
      try {
        const answer = await call(this.asked, this.admin);
        if (!apply) return answer;
        await transact(this.admin.tables, answer.writes ?? [], this.admin.chance);
        await answer.afterwards?.();
        return answer;
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile) || round === 4) throw error;
      }
    }
  }

  /** Credentials are never shown: whether one is new only their text can tell. */
  private async hasNewCredential(section: Section, given: Item, before: Item): Promise<boolean> {
    if (section !== 'subscriptions') return false;
    const { credential, headers = {} } = split(given['destination'] as GivenDestination);
    if (credential === undefined && Object.keys(headers).length === 0) return false;
    const { tables, subscriptionsTable, dataKeys } = this.admin;
    const { project, now } = this.asked;
    const id = String(before['id']);
    const row = await getRow<Subscription>(tables, subscriptionsTable, subscriptionKey(id), now);
    if (!row) return true;
    const key = await dataKeys.get(project);
    const differs = (sealed: string | undefined, text: string): boolean =>
      sealed === undefined || unseal(key, sealed, secretContext(project, id)) !== text;
    const stored = ('sealedHeaders' in row.destination && row.destination.sealedHeaders) || {};
    return (
      (credential !== undefined && differs(row.credential, credential)) ||
      Object.entries(headers).some(([name, value]) => differs(stored[name], value))
    );
  }

  private route(method: Route['method'], path: string): Route {
    const found = this.routes.find((route) => route.method === method && route.path === path);
    if (!found) throw new Error(`There is no route ${method} ${path}`);
    return found;
  }
}

/** What a monitor that leaves it out would have. What is wrong with it is found by the route. */
const withDefaults = (given: Item): Item => newMonitor.safeParse(given).data ?? given;

const idOf = (section: Section, item: Item): Record<string, string> =>
  section === 'eventTypes' ? { type: String(item['type']) } : { id: String(item['id']) };

const NOT_COMPARED: readonly string[] = [
  ...['updatedAt', 'revision', 'generation', 'createdAt', 'enabledAt', 'disabledReason', 'held', 'warnings'],
  ...IN_DOLLARS,
];

const differing = (before: Item, after: Item): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !NOT_COMPARED.includes(name) && !isDeepStrictEqual(plain(before[name]), plain(after[name])),
  );

const plain = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);

/** Names the place of an item in what it refuses and warns of. */
export async function at(section: Section, index: number, work: () => Promise<Change>): Promise<Change> {
  const placed = (errors: FieldError[]): FieldError[] =>
    errors.map(({ pointer, detail }) => ({ pointer: `/${section}/${index}${pointer}`, detail }));
  try {
    const { warnings, ...change } = await work();
    return { ...change, ...(warnings && { warnings: placed(warnings) }) };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(placed(error.errors));
  }
}
