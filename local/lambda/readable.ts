/** A JSON log line as a person reads it: the message, then the other fields; any other line as it is. */
export function readable(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const { timestamp: _, level, message, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
    const words = [level, message ?? msg].filter((word) => word !== undefined).map(String);
    const details = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    return [...words, ...details].join(' ');
  } catch {
    return line;
  }
}
