import type { AlertData } from '../alert/alert';
import { alertText } from './alert-text';
import { isMadeByTocsin } from '../event/limits';
import { OWN_SOURCE } from '../event/own-source';
import type { Severity } from '../monitor/monitor';
import { clean } from './clean';
import { measured } from './measured';
import type { ToldEvent } from './notice';

/** What a notice says of one event, in words that fit every destination. All of it is clean. */
export interface Wording {
  /** At most 200 characters. */
  title: string;
  /** What happened and what was done, in sentences: at most 600 characters. Empty if the facts say it all. */
  text: string;
  /** Name and value, at most 40 and 300 characters each; at most 10. */
  facts: [name: string, value: string][];
  severity: Severity;
  state: 'firing' | 'acknowledged' | 'resolved' | 'event';
}

const TITLE = 200;
const TEXT = 600;
const NAME = 40;
const VALUE = 300;
const MAX_FACTS = 10;

export const isAlert = ({ type }: Pick<ToldEvent, 'type'>): boolean =>
  type === 'alert.firing' || type === 'alert.acknowledged' || type === 'alert.resolved';

/** `data` of an alert's event; undefined for all others. */
export const alertOf = (event: ToldEvent): AlertData | undefined =>
  isAlert(event) ? (event.data as AlertData) : undefined;

export function wording(event: ToldEvent): Wording {
  const alert = alertOf(event);
  return alert ? alertWording(alert) : eventWording(event);
}

function alertWording(alert: AlertData): Wording {
  const { monitor, group, severity, status, value, threshold, unit, startedAt, labels, test, events } = alert;
  const who = Object.values(group).map(String).join(', ');
  const word = `${test ? 'test: ' : ''}${status === 'firing' ? severity : status}`;
  return {
    title: clean(`[${word}] ${monitor.name}${who === '' ? '' : `: ${who}`}`, TITLE),
    text: clean(alertText(alert), TEXT),
    severity,
    state: status,
    facts: facts([
      ['Value', value === null ? 'no data' : measured(value, unit)],
      ['Threshold', measured(threshold, unit)],
      ...Object.entries(group).map(([name, one]): [string, string] => [name, String(one)]),
      ['Since', startedAt],
      ...(events.length === 0
        ? []
        : [['Last events', events.map(({ id }) => id).join(' ')] satisfies [string, string]]),
      ...Object.entries(labels),
    ]),
  };
}

/** How grave what is no alert is for somebody who asked to be told of it. */
const gravity = (type: string): Severity =>
  /\.(?:failed|failing|dead|disabled|stalled)$/.test(type) ? 'error' : 'info';

/** The data of an agent's event may hold prompts and answers: it stays out. What Tocsin says itself is shown. */
function eventWording({ type, source, subject, time, data }: ToldEvent): Wording {
  const said = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  // Nobody else can be the source, so that no agent's event passes for a test.
  const test = source === OWN_SOURCE && said.some(([name, value]) => name === 'test' && value === true);
  const own = isMadeByTocsin(type) || test ? said : [];
  return {
    title: clean(
      `${test ? '[test] ' : ''}${type}: ${source}${subject === undefined ? '' : ` ${subject}`}`,
      TITLE,
    ),
    text: '',
    severity: gravity(type),
    state: 'event',
    facts: facts([
      ['Type', type],
      ['Source', source],
      ...(subject === undefined ? [] : [['Subject', subject] satisfies [string, string]]),
      ['Time', time],
      ...own.flatMap(([name, value]): [string, string][] =>
        ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)]] : [],
      ),
    ]),
  };
}

const facts = (all: [string, string][]): [string, string][] =>
  all
    .map(([name, value]): [string, string] => [clean(name, NAME), clean(value, VALUE)])
    .filter(([name, value]) => name !== '' && value !== '')
    .slice(0, MAX_FACTS);
