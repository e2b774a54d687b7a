import { calcPrice, findProvider, type Provider } from '@pydantic/genai-prices';
import { GEOGRAPHY } from './model-name';

/** A provider of the list, cut down to one model, and the name by which that is found. */
export interface Listed {
  provider: Provider;
  name: string;
}

/** Looking through the list takes a millisecond: what was looked for lately is remembered. */
const MAX_REMEMBERED = 2_000;
const remembered = new Map<string, Listed | undefined>();

/** The entry of a model in the price list; undefined if its provider or the model is not in it. */
export function listedAs(provider: string, model: string): Listed | undefined {
  const key = `${provider} ${model}`;
  if (remembered.has(key)) return remembered.get(key);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const found = lookUp(provider, model);
  remembered.set(key, found);
  return found;
}

function lookUp(providerId: string, model: string): Listed | undefined {
  // The list takes providers by parts of their names too: `openai-compatible.example` is not OpenAI.
  if (findProvider({ providerId })?.id !== providerId) return undefined;
  for (const name of spellings(providerId, model)) {
    const found = calcPrice({}, name, { providerId });
    if (found) return { name, provider: { ...found.provider, models: [found.model] } };
  }
  return undefined;
}

/** How the list may name a model, the most exact first. */
function spellings(provider: string, model: string): string[] {
  const names = provider === 'aws' ? bedrockSpellings(model) : [model];
  if (provider === 'fireworks') names.push(`accounts/fireworks/models/${model}`);
  if (model.includes('claude')) names.push(...names.map((name) => name.replace(/(\d)\.(?=\d)/, '$1-')));
  names.push(...names.flatMap(withoutVersion));
  return [...new Set(names)];
}

/** A snapshot or a pointer to the newest one costs what its model costs, if the list does not know it by itself. */
function withoutVersion(name: string): string[] {
  if (name.startsWith('ft:')) return [];
  const bare = name.replace(/(?:[-@](?:20\d{2}-?[01]\d-?[0-3]\d|latest|default)|@\d{3})$/, '');
  return bare === name ? [] : [bare];
}

const VERSION = /(?:-20\d{6})?(?:-v\d+)?(?::\d+)?$/;

/** Bedrock's names need vendor and date; people leave them away. */
function bedrockSpellings(model: string): string[] {
  const named = /^claude/.test(model) ? `anthropic.${model}` : model.replace(/^nova/, 'amazon.nova');
  const name = named.replace(/^(anthropic|amazon|meta|mistral)\//, '$1.');
  const geography = GEOGRAPHY.exec(name)?.[0] ?? '';
  const bare = name.slice(geography.length);
  const wanted = bare.replace(/(\d)\.(?=\d)/, '$1-').replace(VERSION, '');
  const listed = findProvider({ providerId: 'aws' })?.models ?? [];
  const dated = listed
    .map(({ id }) => id.replace(/^regional\./, ''))
    .find((id) => {
      const scope = geography === 'global.' ? 'global.' : '';
      return id.startsWith(scope + wanted) && id.slice(scope.length).replace(VERSION, '') === wanted;
    });
  return [model, name, bare, ...(dated === undefined ? [] : [dated])];
}
