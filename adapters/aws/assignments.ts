import type { Where } from '../../core/where';

/** An expression, and what its placeholders stand for; every name is a placeholder, as many are reserved words. */
export interface Expression {
  text: string;
  names: Record<string, string>;
  values: Record<string, unknown>;
}

/** `SET #a = :a, ... REMOVE #b, ...`: sets all members of `change` that have a value, removes those of `gone`. */
export function assignments(change: object, gone: readonly string[] = []): Expression {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = entries.map(([name]) => `#${name} = :${name}`).join(', ');
  const remove = gone.map((name) => `#${name}`).join(', ');
  return {
    text: [set && `SET ${set}`, remove && `REMOVE ${remove}`].filter(Boolean).join(' '),
    names: Object.fromEntries([...entries.map(([name]) => name), ...gone].map((name) => [`#${name}`, name])),
    values: Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
  };
}

/** A condition that holds if the item matches one of these alternatives. */
export function conditions(anyOf: readonly Where[]): Expression {
  const all = anyOf.map((where, index) =>
    Object.entries(where).map(([name, wanted]) => comparison(name, wanted, `:is${index}_${name}`)),
  );
  return {
    text: all.map((one) => `(${one.map(({ text }) => text).join(' AND ')})`).join(' OR '),
    names: Object.assign({}, ...all.flat().map(({ names }) => names)) as Record<string, string>,
    values: Object.assign({}, ...all.flat().map(({ values }) => values)) as Record<string, unknown>,
  };
}

function comparison(name: string, wanted: Where[string], value: string): Expression {
  const names = { [`#${name}`]: name };
  if (wanted === undefined) return { text: `attribute_not_exists(#${name})`, names, values: {} };
  return typeof wanted === 'object'
    ? { text: `#${name} < ${value}`, names, values: { [value]: wanted.below } }
    : { text: `#${name} = ${value}`, names, values: { [value]: wanted } };
}

/** The members of a conditional update. */
export function updateMembers(update: Expression, condition: Expression) {
  return {
    UpdateExpression: update.text,
    ...conditionMembers(condition, update),
  };
}

/** The members of a conditional put or check. DynamoDB refuses an empty map of values. */
export function conditionMembers(
  { text, names, values }: Expression,
  besides: Omit<Expression, 'text'> = { names: {}, values: {} },
) {
  const all = { names: { ...besides.names, ...names }, values: { ...besides.values, ...values } };
  return {
    ConditionExpression: text,
    ExpressionAttributeNames: all.names,
    ...(Object.keys(all.values).length > 0 && { ExpressionAttributeValues: all.values }),
  };
}
