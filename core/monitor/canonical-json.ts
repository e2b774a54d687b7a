/** JSON text that is the same for equal values, in whatever order the members of their objects are written. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  // A number of too many digits is an infinite one here, which JSON would call null.
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
