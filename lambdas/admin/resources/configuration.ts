import { stringify } from 'yaml';
import * as z from 'zod';
import { Conflict, InvalidInput } from '../../../core/configuration/errors';
import type { Admin } from '../admin';
import { warnings } from '../fields';
import { route, type Answer, type Route } from '../route';
import { heldSchema } from './held-agents';
import { presentPrices, settlePrices } from './configuration-prices';
import {
  at,
  definition,
  nameOf,
  type Asked,
  type Change,
  type Item,
  type Section,
  Steps,
} from './configuration-steps';

/** In the order in which they are made. */
const SECTIONS = ['eventTypes', 'monitors', 'subscriptions'] as const satisfies Section[];
const MAX_ITEMS = 500;
const PAGE = 100;

const items = z.array(z.record(z.string(), z.unknown())).max(MAX_ITEMS);
const document = z
  .strictObject({
    eventTypes: items
      .exactOptional()
      .meta({ description: 'Each as `PUT /v1/event-types/{type}`, with its `type`' }),
    monitors: items.exactOptional().meta({ description: 'Each as `POST /v1/monitors`; known by `name`' }),
    subscriptions: items
      .exactOptional()
      .meta({ description: 'Each as `POST /v1/subscriptions`; known by `name`' }),
    prices: items
      .exactOptional()
      .meta({ description: 'Each as in `PUT /v1/prices`; known by model, provider and tier' }),
  })
  .meta({ id: 'Configuration' });

type Document = z.output<typeof document>;

const change = z
  .object({
    section: z.enum([...SECTIONS, 'prices']),
    name: z.string(),
    action: z.enum(['create', 'change', 'delete', 'keep', 'leave']).meta({
      description: '`keep`: it is so already; `leave`: the document does not name it, and it stays',
    }),
    fields: z.array(z.string()).optional().meta({ description: 'Of a change: what differs' }),
    secret: z.string().optional().meta({ description: 'Of a new webhook: shown this once' }),
    held: heldSchema.optional(),
    warnings: warnings.optional(),
  })
  .meta({ id: 'ConfigurationChange' });

const answer = z.object({ applied: z.boolean(), changes: z.array(change) }).meta({ id: 'ConfigurationPlan' });

const example = {
  subscriptions: [
    {
      name: 'on-call',
      eventTypes: ['alert.*'],
      filter: { data: { severity: ['critical'] } },
      destination: { kind: 'pagerduty', routingKey: 'R0123456789ABCDEF0123456789ABCDE' },
    },
  ],
};
const planExample = {
  applied: false,
  changes: [{ section: 'subscriptions', name: 'on-call', action: 'create' }],
};

const flag = z.enum(['true', 'false']).default('false');

/** A whole set-up in one document; it is made by the routes that make its parts. */
export const configuration = (routes: readonly Route[]): Route[] => [
  route({
    method: 'get',
    path: '/v1/configuration',
    scope: 'read',
    tag: 'Configuration',
    summary: 'Show the set-up as one document',
    description: 'Credentials are masked; put back, `***` keeps what is there.',
    query: z.strictObject({
      format: z.enum(['json', 'yaml']).default('json').meta({ description: 'Of the answer' }),
    }),
    responses: {
      200: {
        description: 'The document',
        schema: document,
        example,
        media: { 'application/yaml': z.string() },
      },
    },
    async handler(call, admin): Promise<Answer> {
      const found = await present(routes, call, admin);
      const shown = Object.fromEntries(
        SECTIONS.map((section) => [section, found[section].map((item) => definition(section, item))]),
      );
      shown['prices'] = found.prices;
      return call.query.format === 'json'
        ? { status: 200, body: shown }
        : { status: 200, text: stringify(shown), headers: { 'content-type': 'application/yaml' } };
    },
  }),
  route({
    method: 'put',
    path: '/v1/configuration',
    scope: 'admin',
    tag: 'Configuration',
    summary: 'Plan a set-up, or make it',
    description:
      'Answers what would change; `apply=true` makes it so, item by item. JSON, or YAML as `application/yaml`. What a ' +
      'section does not name stays, unless `prune=true`; sections that are missing are left alone. What was made is ' +
      'found again by its name, so that the same document twice changes nothing.',
    query: z.strictObject({
      apply: flag.meta({ description: 'Make the changes' }),
      prune: flag.meta({ description: 'Delete what a given section does not name' }),
      release: flag.meta({
        description: 'Lift what monitors that are changed or deleted have asked of agents',
      }),
    }),
    body: document,
    yaml: true,
    example,
    responses: { 200: { description: 'What changes, or was changed', schema: answer, example: planExample } },
    async handler(call, admin) {
      const apply = call.query.apply === 'true';
      const work = async (): Promise<Answer> => {
        const found = apply ? await allPresent(routes, call, admin) : await present(routes, call, admin);
        const steps = new Steps(routes, call, admin, call.query.release);
        const prune = call.query.prune === 'true';
        // Everything is looked at before anything is made.
        const planned = await settled(steps, call.body, found, { apply: false, prune });
        const changes = apply ? await settled(steps, call.body, found, { apply, prune, planned }) : planned;
        return { status: 200, body: { applied: apply, changes } };
      };
      return apply ? await alone(admin, call.project, work) : await work();
    },
  }),
];

type Found = Record<Section | 'prices', Item[]>;

/** Longer than a request can take. */
const LOCK_MS = 35_000;
const BUSY = 'Another document is being applied to this project. Try again in a moment.';

/** Two at a time would make what neither finds twice, under the same name. */
async function alone(admin: Admin, project: string, work: () => Promise<Answer>): Promise<Answer> {
  const { tables, usage } = admin;
  const now = admin.now();
  const until = now + LOCK_MS;
  if (!(await usage.takeLock(tables, project, { until, now }))) throw new Conflict(BUSY);
  try {
    return await work();
  } finally {
    await usage.releaseLock(tables, project, until);
  }
}

const LOOKS = 20;
const LOOK_AGAIN_MS = 250;
const LAGS = 'What was made a moment ago is not listed yet. Try again in a moment.';

/** Lists lag behind: what is not in them yet would be made once more. Their length tells, by what is counted exactly. */
async function allPresent(routes: readonly Route[], asked: Asked, admin: Admin): Promise<Found> {
  for (let look = 1; look <= LOOKS; look++) {
    const { project } = asked;
    const monitors = await admin.monitors.counted(project);
    const subscriptions = await admin.usage.counted(admin.tables, project, 'subscriptions');
    const found = await present(routes, asked, admin);
    if (found.monitors.length >= monitors && found.subscriptions.length >= subscriptions) return found;
    await admin.wait(LOOK_AGAIN_MS);
  }
  throw new Conflict(LAGS);
}

/** What there is, as lists show it. */
async function present(routes: readonly Route[], asked: Asked, admin: Admin): Promise<Found> {
  const entries = SECTIONS.map(async (section) => {
    const path = {
      eventTypes: '/v1/event-types',
      monitors: '/v1/monitors',
      subscriptions: '/v1/subscriptions',
    }[section];
    const list = routes.find((one) => one.method === 'get' && one.path === path);
    return [section, list ? await everything(list, asked, admin) : []] as const;
  });
  const prices = await presentPrices(routes, asked, admin);
  return { ...(Object.fromEntries(await Promise.all(entries)) as Record<Section, Item[]>), prices };
}

async function everything(list: Route, asked: Asked, admin: Admin): Promise<Item[]> {
  const found: Item[] = [];
  let after: string | undefined;
  do {
    let next: string | undefined;
    const page = (data: unknown[], cursor: string | undefined): Answer => {
      found.push(...(data as Item[]));
      next = cursor;
      return { status: 200 };
    };
    await list.prepare({ params: {}, query: { limit: String(PAGE) }, body: {} })(
      { ...asked, page, after },
      admin,
    );
    after = next;
  } while (after !== undefined);
  return found.reverse();
}

async function settled(
  steps: Steps,
  given: Document,
  found: Found,
  { apply, prune, planned }: { apply: boolean; prune: boolean; planned?: Change[] },
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const section of SECTIONS) {
    const wanted = given[section];
    if (!wanted) continue;
    requireNames(section, wanted, found[section]);
    const known = new Map(found[section].map((item) => [nameOf(section, item), item]));
    for (const [index, item] of wanted.entries()) {
      const before = known.get(nameOf(section, item));
      known.delete(nameOf(section, item));
      const plan = planned?.[changes.length];
      changes.push(
        plan?.action === 'keep'
          ? plan
          : await at(section, index, () => steps.settle(section, item, before, apply)),
      );
    }
    for (const [name, item] of known)
      changes.push(prune ? await steps.remove(section, item, apply) : { section, name, action: 'leave' });
  }
  if (given.prices)
    changes.push(...(await settlePrices(steps, given.prices, found.prices, { apply, prune })));
  return changes;
}

/** A name is what something is found by again. */
function requireNames(section: Section, wanted: readonly Item[], found: readonly Item[]): void {
  const member = section === 'eventTypes' ? 'type' : 'name';
  const problems = wanted.flatMap((item, index) => {
    const pointer = `/${section}/${index}/${member}`;
    const name = item[member];
    if (typeof name !== 'string') return [{ pointer, detail: 'must be given' }];
    const twice = wanted.findIndex((other) => other[member] === name) < index;
    if (twice) return [{ pointer, detail: 'must not be named twice' }];
    const many = found.filter((other) => other[member] === name).length > 1;
    return many ? [{ pointer, detail: 'must be the name of one only; several have it' }] : [];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}
