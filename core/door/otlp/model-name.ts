/** Providers' names with dots (GenAI conventions, `gen_ai.provider.name`); any other dot divides provider and API. */
const DOTTED: ReadonlySet<string> = new Set([
  ...['aws.bedrock', 'azure.ai.openai', 'azure.ai.inference', 'gcp.gemini', 'gcp.gen_ai', 'gcp.vertex_ai'],
  'ibm.watsonx.ai',
]);

/** Frameworks that name themselves where a provider should stand. */
const NO_PROVIDERS: ReadonlySet<string> = new Set(['strands-agents', 'langchain', 'langgraph', 'litellm']);

/** As price lists spell it. */
const SPELLINGS: Readonly<Record<string, string>> = { x_ai: 'x-ai', xai: 'x-ai' };

export function providerName(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const lower = given.toLowerCase();
  const name = DOTTED.has(lower) ? lower : (lower.split('.')[0] ?? '');
  if (name === '' || NO_PROVIDERS.has(name)) return undefined;
  return Object.hasOwn(SPELLINGS, name) ? SPELLINGS[name] : name;
}

/** Prefixes by which LiteLLM chooses a provider; models of open weights have slashes of their own. */
const PREFIXES: ReadonlySet<string> = new Set([
  ...['openai', 'anthropic', 'azure', 'azure_ai', 'bedrock', 'vertex_ai', 'gemini', 'mistral', 'groq'],
  ...['deepseek', 'xai', 'cohere', 'perplexity', 'openrouter', 'together_ai', 'fireworks_ai'],
]);

/** The model without LiteLLM's prefix, and the provider, which the prefix names if nothing else does. */
export function modelAndProvider(
  model: string | undefined,
  provider: string | undefined,
): { model: string | undefined; provider: string | undefined } {
  const [prefix = '', ...rest] = model?.split('/') ?? [];
  if (rest.length === 0 || !PREFIXES.has(prefix)) return { model, provider };
  // Through OpenRouter a model is sold under the name with the prefix.
  if (provider === 'openrouter' && prefix !== 'openrouter') return { model, provider };
  return { model: rest.join('/'), provider: provider ?? providerName(prefix) };
}
