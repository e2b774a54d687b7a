const PLACEHOLDER = /\{([^{}]*)\}/g;

/** What a template of the scheme `custom` may name, beside the one thing that it must: `body` or `signature`. */
const NAMES = ['id', 'timestamp', 'type'] as const;

/** Why a text is no template of the scheme `custom`; undefined if it is. */
export function templateProblem(template: string, must: 'body' | 'signature'): string | undefined {
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name]) => name);
  const known: readonly (string | undefined)[] = [must, ...NAMES];
  if (/[{}]/.test(template.replaceAll(PLACEHOLDER, '')) || !names.every((name) => known.includes(name)))
    return `must have braces only around ${[must, ...NAMES].join(', ')}`;
  return names.filter((name) => name === must).length === 1 ? undefined : `must have {${must}} once`;
}

/** A template with its placeholders filled in, in one pass: what is put in is never taken for a placeholder. */
export const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(PLACEHOLDER, (_, name: string) => values[name] ?? '');
