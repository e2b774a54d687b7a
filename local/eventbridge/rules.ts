import type { CompiledPattern } from '../../core/subscription/pattern';
import type { LocalContext } from '../context';
import type { Store } from '../store';

/** Where a rule sends: a queue or a function. Ages in seconds. */
export interface Target {
  id: string;
  arn: string;
  deadLetterArn?: string;
  /** Of a queue: the message group, as text or as the path of a text in the event, such as `$.detail.project`. */
  messageGroupId?: string;
  maximumRetryAttempts: number;
  maximumEventAgeInSeconds: number;
}

export interface Rule {
  arn: string;
  bus: string;
  pattern?: CompiledPattern;
  /** Between two ticks of a schedule rule. */
  everyMs?: number;
  targets: Target[];
}

interface Definitions {
  buses: Set<string>;
  rules: Map<string, Rule>;
}

const DEFAULT_BUS = 'default';

// Kept in memory, unlike what flows through them: every start declares them anew, and what is gone is gone.
const definitions = new WeakMap<Store, Definitions>();

function definitionsOf(local: LocalContext): Definitions {
  const existing = definitions.get(local.store);
  if (existing) return existing;
  const made = { buses: new Set([DEFAULT_BUS]), rules: new Map<string, Rule>() };
  definitions.set(local.store, made);
  return made;
}

export const addBus = (local: LocalContext, name: string): void => void definitionsOf(local).buses.add(name);
export const hasBus = (local: LocalContext, name: string): boolean => definitionsOf(local).buses.has(name);
export const addRule = (local: LocalContext, rule: Rule): void =>
  void definitionsOf(local).rules.set(rule.arn, rule);
export const findRule = (local: LocalContext, arn: string): Rule | undefined =>
  definitionsOf(local).rules.get(arn);
export const rulesOf = (local: LocalContext): Rule[] => [...definitionsOf(local).rules.values()];

/** The bus that a name or ARN means; `default` without one. */
export const busName = (nameOrArn: string | undefined): string =>
  nameOrArn?.slice(nameOrArn.lastIndexOf('/') + 1) ?? DEFAULT_BUS;

export const busArn = (local: LocalContext, name: string): string =>
  `arn:aws:events:${local.region}:${local.account}:event-bus/${name}`;

export const ruleArn = (local: LocalContext, bus: string, name: string): string =>
  `arn:aws:events:${local.region}:${local.account}:rule/${bus === DEFAULT_BUS ? '' : `${bus}/`}${name}`;
