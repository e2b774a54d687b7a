import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOCSIN_EVENTS, type TocsinEventType } from '../../lambdas/admin/openapi/tocsin-events';
import { accept } from '../../core/event/accept';
import { readRequest } from '../../core/event/read-request';
import type { Monitor } from '../../core/monitor/monitor';
import { costOf } from '../../core/price/cost';
import { candidatePatterns } from '../../core/subscription/event-type';
import { example, EXAMPLES, HOUR, told } from '../examples/story';
import { schemaFaults } from '../openapi/schema-faults';
import { openApi } from '../openapi/described';

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const page = read('docs', 'events.md');

interface Shown {
  type: string;
  source: string;
  subject?: string;
  data?: Record<string, unknown>;
}

const blocks = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, text = '']) => JSON.parse(text) as unknown);
const shown = blocks.flat().filter((one): one is Shown => (one as Shown).type !== undefined);
const posted = shown.filter(({ source }) => source !== 'tocsin');
const made = shown.filter(({ source }) => source === 'tocsin');

/** Every word that stands in code on the page: `a`, `b.c`. */
const words = new Set(
  [...page.replaceAll(/```[^]*?```/g, '').matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) =>
    code.split(/[^\w-]+/),
  ),
);
const types = new Set([...page.matchAll(/^\| `([a-z.]+)` /gm)].map(([, type = '']) => type));

const missing = (names: Iterable<string>): string[] => [...new Set(names)].filter((name) => !words.has(name));

/** Names in the texts of a source file, without comments and imports. */
const namesIn = (source: string): string[] =>
  [...source.replaceAll(/\/\*[^]*?\*\/|\/\/.*|^import .*$/gm, '').matchAll(/'([^'\n]*)'|`([^`]*)`/g)].flatMap(
    ([, plain = '', template = '']) =>
      ['audio', 'image']
        .flatMap((name) => (plain + template).replaceAll('${name}', name).split(' '))
        .filter((word) => /^[A-Za-z]\w+$/.test(word)),
  );

describe('docs/events.md', () => {
  it('names every event type that a monitor, a configuration, the demo or a document of ours watches or posts', () => {
    const files = [
      ...readdirSync(EXAMPLES).map((file) => ['examples', 'monitors', file]),
      ...['article.yaml', 'agents/agent.py', 'agents/agent.mjs'].map((file) => ['examples', file]),
      ...[
        'demo/agent-run.ts',
        'demo/monitors.ts',
        'README.md',
        'docs/monitors.md',
        'docs/people.md',
        'docs/outbound.md',
      ].map((file) => [file]),
    ];
    const found = files.flatMap((path) =>
      [...read(...path).matchAll(/\b(?:agent|llm|tool|evaluation|cost|endpoint|delivery)(?:\.[a-z]+)+\b/g)]
        .map(([type]) => type)
        .filter(
          (type) => !/\.(py|mjs|ts|md|json|test)\b/.test(type) && !/^(agent|llm)\.(run|request)$/.test(type),
        ),
    );
    expect(new Set(found).size).toBeGreaterThan(10);
    // One that is meant to be wrong.
    const wrong = 'agent.run.fail';
    expect(found.filter((type) => !types.has(type) && type !== wrong)).toEqual([]);
  });

  it('names every type that Tocsin makes, and every member of its data', () => {
    expect(Object.keys(TOCSIN_EVENTS).filter((type) => !types.has(type))).toEqual([]);
    for (const [type, { data }] of Object.entries(TOCSIN_EVENTS)) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${type}\` `)) ?? '';
      const members = Object.keys((data as unknown as { shape: object }).shape);
      const named = row.includes('the same') ? page : row;
      expect([type, members.filter((name) => !named.includes(`\`${name}\``))]).toEqual([type, []]);
    }
  });

  it('names every member of data from which tokens, models and tiers are read', () => {
    const NO_NAMES = [
      'cacheWrite',
      'cacheWrite1h',
      'object',
      'number',
      'string',
      'unclear',
      'undefined',
      'cache',
      'input',
      'output',
    ];
    const names = namesIn(read('core', 'price', 'usage.ts')).filter((name) => !NO_NAMES.includes(name));
    expect(new Set(names).size).toBeGreaterThan(90);
    expect(missing(names)).toEqual([]);
    const places = ['cost.ts', 'service-tier.ts'].flatMap((file) =>
      [...read('core', 'price', file).matchAll(/(?:data|usage)\['(\w+)'\]/g)].map(([, name = '']) => name),
    );
    expect(places.length).toBeGreaterThan(8);
    expect(missing(places)).toEqual([]);
  });

  it('names every path into data that an example, the demo or a monitor of the documents reads', () => {
    const texts = [
      ...readdirSync(EXAMPLES).map((file) => read('examples', 'monitors', file)),
      ...['examples/article.yaml', 'demo/monitors.ts', 'core/monitor/observe.ts'].map((file) => read(file)),
    ];
    const paths = texts.flatMap((text) =>
      [...text.matchAll(/\bdata(?:Of\(event\))?\.([A-Za-z]+)/g)].map(([, name = '']) => name),
    );
    expect(new Set(paths)).toEqual(new Set([...paths, 'deadlineMs', 'score', 'tool', 'argumentsHash']));
    expect(missing(paths)).toEqual([]);
  });

  it('shows each type once at least', () => {
    const seen = new Set(shown.map(({ type }) => type));
    expect([...types].filter((type) => type.includes('.') && !seen.has(type))).toEqual([]);
  });

  it.each(posted.map((event) => [event.type, event] as const))(
    'shows a %s that ingest accepts and no example monitor skips',
    (type, event) => {
      const [request] = readRequest({ headers: {}, body: JSON.stringify(event) }) as [never];
      const identity = { kind: 'random', random: '1', index: 0 } as const;
      const accepted = accept(request, { project: 'prj_1', receivedAt: Date.now(), identity }, () => []);
      expect(accepted).toMatchObject({ type });
      for (const file of readdirSync(EXAMPLES)) {
        const monitor = example(file.replace('.json', ''));
        if (!watches(monitor, type)) continue;
        const { uncounted } = told(monitor, [{ at: 0, ...event }], HOUR);
        expect([file, uncounted]).toEqual([file, { ...uncounted, skipped: 0, unknownCost: 0 }]);
      }
    },
  );

  it('shows model calls whose cost is known', () => {
    const calls = posted.filter(({ type }) => type.startsWith('llm.request.'));
    expect(calls.length).toBeGreaterThanOrEqual(5);
    const at = Date.parse('2026-01-31T12:00:00Z');
    for (const { type, data } of calls) expect(costOf(type, data ?? {}, at)).toEqual(expect.any(Number));
  });

  it('shows what Tocsin makes as it is described', () => {
    expect(made.length).toBeGreaterThanOrEqual(15);
    for (const { type, data } of made) expect([type, faultsOf(type, data)]).toEqual([type, []]);
  });

  it('shows directives as they are described, and names every member of theirs', () => {
    const directives = blocks.filter((block) => (block as { holds?: object }).holds !== undefined);
    expect(directives).toHaveLength(2);
    for (const one of directives)
      expect(schemaFaults(openApi.components.schemas['Directive'] ?? {}, one)).toEqual([]);
    const { properties } = openApi.components.schemas['Directive'] as {
      properties: Record<string, { items?: { properties?: object }; enum?: string[] }>;
    };
    const members = Object.entries(properties).flatMap(([name, { items, enum: values = [] }]) => [
      ...[name, ...values, ...Object.keys(items?.properties ?? {})],
    ]);
    expect(members).toEqual(expect.arrayContaining(['running', 'paused', 'until', 'version']));
    expect(missing(members)).toEqual([]);
  });
});

const watches = ({ eventTypes, startTypes = [], endTypes = [] }: Monitor, type: string): boolean =>
  candidatePatterns(type).some((one) => [...eventTypes, ...startTypes, ...endTypes].includes(one));

function faultsOf(type: string, data: unknown): unknown[] {
  const types: Partial<Record<string, TocsinEventType>> = TOCSIN_EVENTS;
  const parsed = types[type]?.data.safeParse(data);
  return parsed?.success ? [] : (parsed?.error.issues ?? ['is not a type of ours']);
}
