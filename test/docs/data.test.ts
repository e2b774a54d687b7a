import * as keys from '../../adapters/aws/keys';
import { read } from './pages';
import { tables } from './deploy';

const page = read('docs/data.md');
const section = (title: string): string => page.split(`\n## ${title}`)[1]?.split('\n## ', 1)[0] ?? '';
const codesIn = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

type Key = { pk: string; sk: string };

/** Generations, hours and starts are numbers to the functions, and placeholders on the page. */
const number = (placeholder: string): number => placeholder as unknown as number;

const [prj, sub, mon, gen] = ['<prj>', '<sub>', '<mon>', number('<gen>')] as const;
const ofMonth = (): Key => {
  const { pk, sk } = keys.changeKey(prj, '<chg>', 0);
  return { pk: pk.replace('1970-01', '<YYYY-MM>'), sk };
};

/** By the name that the page has for a row: what keys.ts makes of the page's placeholders. */
const ROWS: Record<string, Record<string, Key>> = {
  '`subscriptions`': {
    project: keys.projectKey(prj),
    version: keys.versionKey(prj),
    'data key': keys.dataKeyKey(prj),
    'own prices': keys.pricesKey(prj),
    'event type': keys.eventTypeKey(prj, '<type>'),
    'enforced types': keys.enforcedTypesKey(prj),
    usage: keys.usageKey(prj),
    key: keys.keyKey('<key>'),
    subscription: keys.subscriptionKey(sub),
    match: keys.matchKey(prj, '<event type>', sub),
    change: ofMonth(),
    'remembered answer': keys.idempotencyKey(prj, '<digest>'),
    job: keys.jobKey('<job>'),
    breaker: keys.breakerKey(sub),
    pace: keys.paceKey(sub),
    pause: keys.pauseKey(sub),
    'slow lane': keys.slowLaneKey(prj),
    rate: keys.rateKey(sub),
    monitor: keys.monitorKey(mon),
    watch: keys.watchKey(prj, '<event type>', mon),
    'monitor shard': keys.monitorShardKey(prj, number('<shard>')),
    silence: { pk: keys.silencesPartition(prj), sk: '<sil>' },
  },
  '`events`': {
    event: keys.eventKey(prj, '<evt>'),
    conflict: keys.conflictKey(prj, '<evt>', '<h(body)>'),
  },
  '`deliveries`': {
    delivery: keys.deliveryKey('<dlv>'),
    'dead letter': keys.deadLetterKey('<dlv>'),
    'promised event': keys.outboxKey('<evt>'),
  },
  '`monitoring`': {
    agent: keys.agentKey(prj, '<agent>'),
    mark: keys.markKey(prj, '<evt>', number('<shard>')),
    bucket: keys.bucketKey(mon, gen, '<h(group)>', { start: number('<start, 13 digits>') }),
    group: keys.groupKey(mon, gen, '<h(group)>'),
    outcomes: keys.outcomesKey(mon, gen, '<h(group)>'),
    overdue: keys.overdueKey(mon, gen, '<h(group)>'),
    run: keys.runKey(mon, gen, '<h(group, subject)>'),
    places: keys.placesKey(mon, gen),
    'unknown model': keys.unknownModelKey(mon, gen, '<h(provider, model)>'),
    'unknown group': keys.unknownGroupKey(mon, gen, '<h(group)>'),
    'told costs': keys.toldCostsKey(prj, '<day of UTC>'),
    rate: keys.rateWindowKey(prj, number('<start of 10 s, epoch ms>')),
    tick: keys.tickKey(prj),
    alert: keys.alertKey('<alt>'),
    ledger: keys.ledgerKey('<alt>', sub),
    grouping: keys.groupingKey(sub, '<h(group)>'),
    member: keys.memberKey('<ntc>', '<dlv>'),
    'used link': keys.usedLinkKey('<ntc>', '<h(token)>'),
    allowance: keys.allowanceKey('<what>', '<sub or prj>', number('<begin>')),
    cap: keys.rateCapKey(sub, number('<hour>')),
  },
};

/** `events#<prj>#0` to `events#<prj>#7` as the page writes them. */
const range = (shards: string[]): string => `${shards[0]}–${shards.length - 1}`;

/** Partitions of the two indexes. */
const PARTITIONS = [
  ...(['keys', 'subscriptions', 'monitors', 'changes', 'jobs'] as const).map((kind) =>
    keys.projectListKey(kind, prj),
  ),
  keys.PROJECTS_LIST_KEY,
  keys.groupsListKey(mon, gen),
  range(keys.eventListKeys(prj)),
  range(keys.deliveryListKeys(sub)),
  range(keys.deadListKeys(prj)),
  range(keys.alertListKeys(prj)),
  range(keys.agentListKeys(prj)),
  range(keys.dueShards()),
  range(keys.parkedShards(sub)),
];

/** What a placeholder is called may differ: `match#<prj>#<type or prefix.* or *>`. */
const shape = (key: string): string => key.replaceAll(/<[^<>]*>/g, '<>');

/** Keys of neither a row nor an index: sort texts of lists, a type, a part of a key. */
const isNoKey = (code: string): boolean => /^(\w+At|at)#id$/.test(code) || code.startsWith('#');

describe('docs/data.md', () => {
  it.each(Object.entries(ROWS))(
    'The rows of %s have the keys that adapters/aws/keys.ts makes',
    (title, rows) => {
      const [table = []] = tables(section(title));
      const shown = table.map(([name = '', pk = '', sk = '']) => [name, codesIn(pk)[0], codesIn(sk)[0]]);
      expect(shown).toEqual(Object.entries(rows).map(([name, { pk, sk }]) => [name, pk, sk]));
    },
  );

  it('Every function that makes the key of a row is in one of these tables', () => {
    const makers = Object.keys(keys).filter((name) => /Key$/.test(name) && !/ListKey$/.test(name));
    const source = read('test/docs/data.test.ts');
    expect(makers.length).toBeGreaterThan(40);
    expect(makers.filter((name) => !source.includes(`keys.${name}(`))).toEqual([]);
  });

  it('Every key in the text and in the access patterns is one that is made', () => {
    const rows = Object.values(ROWS).flatMap((table) => Object.values(table));
    const made = [...rows.flatMap(({ pk, sk }) => [pk, sk]), ...PARTITIONS];
    const all = [keys.agentKey(prj, '').pk, ...made].map(shape);
    const isMade = (code: string): boolean =>
      code.endsWith('…')
        ? all.some((key) => key.startsWith(code.slice(0, -1)))
        : all.includes(shape(code)) || all.includes(shape(code.replace(/#others$/, '#<>')));
    const named = codesIn(page).filter((code) => /^\w[\w-]*#/.test(code) && !isNoKey(code));
    expect(named.length).toBeGreaterThan(100);
    expect([...new Set(named)].filter((code) => !isMade(code))).toEqual([]);
  });
});
