import type { Made } from './resource';
import type { Template } from './template';

/** What intrinsic functions are resolved against; `made` grows as resources are made. */
export interface Scope {
  template: Template;
  /** `AWS::Region` and so on. */
  pseudo: Record<string, string>;
  made: ReadonlyMap<string, Made>;
}

type Resolver = (argument: unknown, scope: Scope) => unknown;

const FUNCTIONS: Record<string, Resolver> = {
  Ref: (name, scope) => refTo(String(name), scope),
  'Fn::GetAtt': (argument, scope) => attributeOf(argument, scope),
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, 2);
    return list(resolve(parts, scope)).map(String).join(String(separator));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = list(argument, 2);
    return String(resolve(text, scope)).split(String(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index, values] = list(argument, 2);
    return list(resolve(values, scope))[Number(resolve(index, scope))];
  },
  'Fn::Sub': (argument, scope) => substitute(argument, scope),
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = list(argument, 3);
    return resolve(holds(String(condition), scope) ? yes : no, scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list(resolve(argument, scope), 3).map(String);
    return scope.template.Mappings?.[map ?? '']?.[first ?? '']?.[second ?? ''];
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(resolve(argument, scope), 2);
    return left === right;
  },
  'Fn::And': (argument, scope) => list(argument).every((each) => resolve(each, scope) === true),
  'Fn::Or': (argument, scope) => list(argument).some((each) => resolve(each, scope) === true),
  'Fn::Not': (argument, scope) => resolve(list(argument, 1)[0], scope) !== true,
  Condition: (name, scope) => holds(String(name), scope),
};

/** `value` with every intrinsic replaced; `AWS::NoValue` drops the property or element. Throws on an unknown function. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return refuseDynamicReference(value);
  if (Array.isArray(value))
    return value.map((each) => resolve(each, scope)).filter((each) => each !== undefined);
  if (!isObject(value)) return value;
  const call = asCall(value);
  if (call) return call.resolver(call.argument, scope);
  const entries = Object.entries(value).map(([key, each]) => [key, resolve(each, scope)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}

/** Whether the named condition of the template holds. */
export function holds(name: string, scope: Scope): boolean {
  const condition = scope.template.Conditions?.[name];
  if (condition === undefined) throw new Error(`The condition ${name} is not in the template`);
  return resolve(condition, scope) === true;
}

/** Logical ids that `value` refers to, in any depth. */
export function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'Ref') return [String(argument)];
    if (key === 'Fn::GetAtt') return [attributePath(argument)[0]];
    if (key === 'Fn::Sub') return [...placeholders(argument), ...references(argument)];
    return references(argument);
  });
}

function asCall(value: Record<string, unknown>): { resolver: Resolver; argument: unknown } | undefined {
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) return undefined;
  const [name, argument] = entry;
  const resolver = name === 'Condition' && typeof argument !== 'string' ? undefined : FUNCTIONS[name];
  if (!resolver && name.startsWith('Fn::')) throw new Error(`${name} is not supported locally`);
  return resolver && { resolver, argument };
}

function refTo(name: string, scope: Scope): unknown {
  if (name === 'AWS::NoValue') return undefined;
  const pseudo = scope.pseudo[name];
  if (pseudo !== undefined) return pseudo;
  const made = scope.made.get(name);
  if (made) return made.ref;
  const parameter = scope.template.Parameters?.[name];
  if (parameter?.Default === undefined)
    throw new Error(`Ref ${name}: no such resource, or a parameter without default`);
  return parameter.Default;
}

function attributeOf(argument: unknown, scope: Scope): string {
  const [name, attribute] = attributePath(argument);
  const made = scope.made.get(name);
  const value = made?.attributes[attribute];
  if (value === undefined) throw new Error(`Fn::GetAtt ${name}.${attribute} is not supported locally`);
  return value;
}

function attributePath(argument: unknown): [name: string, attribute: string] {
  const parts = typeof argument === 'string' ? argument.split('.') : list(argument).map(String);
  const [name = '', ...attribute] = parts;
  return [name, attribute.join('.')];
}

const PLACEHOLDER = /\$\{(!?)([^}]+)\}/g;

function substitute(argument: unknown, scope: Scope): string {
  const [text, variables] = Array.isArray(argument)
    ? [String(argument[0]), argument[1] as object]
    : [String(argument), {}];
  const given = resolve(variables, scope) as Record<string, unknown>;
  return text.replace(PLACEHOLDER, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in given) return String(given[name]);
    return name.includes('.') ? attributeOf(name, scope) : String(refTo(name, scope));
  });
}

function placeholders(argument: unknown): string[] {
  const text = String(Array.isArray(argument) ? argument[0] : argument);
  return [...text.matchAll(PLACEHOLDER)]
    .filter(([, literal]) => !literal)
    .map(([, , name = '']) => name.split('.')[0] ?? '');
}

function refuseDynamicReference(text: string): string {
  if (text.includes('{{resolve:')) throw new Error(`The dynamic reference ${text} is not supported locally`);
  return text;
}

function list(value: unknown, length?: number): unknown[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length))
    throw new Error(
      `A list${length === undefined ? '' : ` of ${length}`} was expected, not ${JSON.stringify(value)}`,
    );
  return value as unknown[];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
