import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { alertData } from '../../core/alert/alert-data';
import { fired } from '../../core/alert/edges';
import { newGroup } from '../../core/alert/new-group';
import { numberOf } from '../../core/alert/thresholds';
import type { Monitor } from '../../core/monitor/monitor';
import { candidatePatterns } from '../../core/subscription/event-type';
import { compilePattern, matches } from '../../core/subscription/pattern';
import { example, EXAMPLES } from './story';

const ROOT = join(__dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const names = readdirSync(EXAMPLES).map((file) => file.replace(/\.json$/, ''));

interface Subscription {
  name: string;
  eventTypes: string[];
  filter?: { data: { severity?: string[]; labels?: { about: string[] } } };
}

const inPeople = [...read('docs/people.md').matchAll(/```json\n([^]*?)```/g)]
  .map(([, text = '']) => JSON.parse(text) as Subscription)
  .filter(({ filter }) => filter !== undefined);
const inArticle = (parse(read('examples/article.yaml')) as { subscriptions: Subscription[] }).subscriptions;
const subscriptions = [...inPeople, ...inArticle].filter(({ eventTypes }) => eventTypes.includes('alert.*'));

/** The events that a monitor makes when it fires, one for each of its thresholds. */
const firings = (monitor: Monitor): { severity: string; event: object }[] =>
  monitor.thresholds.map((threshold) => {
    const at = Date.parse('2026-01-31T12:00:00Z');
    const value = numberOf(threshold, monitor);
    const reading = { at, value, samples: 1, window: { start: at - 60_000, end: at } };
    const group = newGroup(monitor, 'a', { source: 'support-bot' }, at);
    const { alert } = fired(monitor, group, reading, threshold, { newAlertId: 'alt_1' });
    const data = alertData(alert, 'fired', null);
    return { severity: threshold.severity, event: { type: 'alert.firing', source: 'tocsin', data } };
  });

const hears = ({ eventTypes, filter }: Subscription, event: object): boolean =>
  candidatePatterns('alert.firing').some((type) => eventTypes.includes(type)) &&
  (filter === undefined || matches(compilePattern(filter), event));

const pairs = subscriptions.flatMap((subscription) =>
  names.map((name) => [subscription.name, name, subscription] as const),
);

describe('monitors of examples/monitors with the subscriptions of docs/people.md and examples/article.yaml', () => {
  it('has all of the subscriptions that filter alerts', () => {
    expect(inPeople.map(({ name }) => name)).toEqual(['on-call', 'budget']);
    expect(subscriptions.length).toBeGreaterThanOrEqual(7);
  });

  it.each(names)(
    '%s has the label that the filters look at, with a value that the documents name',
    (name) => {
      const about = example(name).labels['about'] ?? '';
      expect(['budget', 'failure', 'quality']).toContain(about);
      expect(read('docs/people.md')).toContain(`\`${about}\` for `);
    },
  );

  it.each(pairs)(
    '%s is told of %s where its filter names what it is about and how grave',
    (_, name, asked) => {
      const monitor = example(name);
      const { severity: severities, labels } = asked.filter?.data ?? {};
      for (const { severity, event } of firings(monitor)) {
        const isMeant =
          (severities?.includes(severity) ?? true) &&
          (labels?.about.includes(monitor.labels['about'] ?? '') ?? true);
        expect([severity, hears(asked, event)]).toEqual([severity, isMeant]);
      }
    },
  );

  it('tells finance of every budget, and whoever is on call of five failures', () => {
    const told = (subscription: string, name: string): boolean[] =>
      firings(example(name)).map(({ event }) =>
        inPeople.some((one) => one.name === subscription && hears(one, event)),
      );
    for (const name of names.filter((one) => /budget|tokens|cost/.test(one)))
      expect([name, told('budget', name).every(Boolean)]).toEqual([name, true]);
    expect(told('on-call', 'five-failures-pause')).toEqual([true]);
    expect(told('budget', 'five-failures-pause')).toEqual([false]);
  });
});
