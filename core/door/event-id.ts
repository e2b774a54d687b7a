import { attribute, sha256 } from './readers';

/** An id of the parts that a sender names, the same for the same parts however long they are. */
export function doorId(...parts: readonly string[]): string {
  const text = parts.join(':');
  return attribute(text) ?? `${parts[0] ?? ''}:${sha256(JSON.stringify(parts))}`;
}
