import { sliceMembers } from './raw-json';

/** A JSON object of raw JSON texts by name; nothing in them is re-written. */
export const rawObject = (members: Iterable<readonly [string, string]>): string =>
  `{${Array.from(members, ([name, raw]) => `${JSON.stringify(name)}:${raw}`).join(',')}}`;

/** The body with an empty `data` where none was posted, which is how it is shown to everybody. */
export function withData(body: string): string {
  const members = sliceMembers(body);
  if (members.has('data')) return body;
  const extensions = members.get('extensions');
  members.delete('extensions');
  members.set('data', '{}');
  if (extensions !== undefined) members.set('extensions', extensions);
  return rawObject(members);
}
