/** A number as it is spelled: `1`, `1.0` and `1e0` are different texts. */
export class NumberText {
  constructor(readonly text: string) {}
}

/** A JSON value whose numbers keep their spelling. */
export type Json = string | boolean | null | NumberText | Json[] | { [name: string]: Json };

export function jsonText(value: Json): string {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`)
    .join(',')}}`;
}
