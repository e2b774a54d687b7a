export interface Assignments {
  /** `SET #a = :a, ...` */
  expression: string;
  names: Record<string, string>;
  values: Record<string, unknown>;
}

/** A SET expression of all members that have a value; every name is a placeholder, as many are reserved words. */
export function assignments(change: Record<string, unknown>): Assignments {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return {
    expression: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    names: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
  };
}
