import { isGateway, knownProvider, providerId } from './provider';

/** Which model an event means, whatever its gateway calls it. */
export interface ModelName {
  /** The price list's id of the provider, or the name that was given; undefined if nothing says it. */
  provider?: string;
  /** As its provider names it, in lower case: without prefixes, paths and ARNs. */
  model: string;
}

/** Longer than any name of a model. What is longer is cut, so that it fits into keys, rows and events. */
const MAX_CHARACTERS = 128;

const ARN = /^arn:aws[a-z-]*:(bedrock|sagemaker)[a-z-]*:[^:]*:[^:]*:(.+)$/;
/** Where a profile of Bedrock sends requests to: `us.`, `global.`. */
export const GEOGRAPHY = /^(?:[a-z]{2}(?:-gov)?|apac|amer|global)\.(?=[a-z0-9]+\.)/;
/** `us.anthropic.claude-…`: a profile of a geography, a vendor, a model. */
const BEDROCK_ID =
  /^(?:[a-z]{2}(?:-gov)?\.|apac\.|global\.|amer\.)?(?:ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|stability|twelvelabs|writer|zai)\.[a-z]/;
const GOOGLE_PATH = /^(?:projects\/[^/]+\/)?(?:locations\/[^/]+\/)?(?:publishers\/[^/]+\/)?models\/(.+)$/;
const GOOGLE_RESOURCE = /^(?:projects\/[^/]+\/locations\/|tunedmodels\/)/;

/**
 * Names of models that only their maker sells by this name. Open weights (`llama-…`, `gpt-oss-…`, `gemma-…`) are not here,
 * and neither is any name with a tag (`deepseek-r1:8b`): what they cost depends on who runs them.
 */
const MAKERS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:gpt-(?!oss)|chatgpt-|o[1-9](?:-|$)|text-embedding-(?:3|ada)|text-davinci-|davinci-002$|babbage-002$|codex-mini|computer-use-preview|omni-moderation|text-moderation|whisper-1$|tts-1|dall-e-)/,
    'openai',
  ],
  [/^ft:(?:gpt-|o[1-9]-|davinci-002|babbage-002)/, 'openai'],
  [/^claude-/, 'anthropic'],
  [/^(?:gemini-|learnlm-|text-embedding-00\d)/, 'google'],
  [/^(?:command(?:-|$)|embed-(?:v4|english|multilingual)|rerank-)/, 'cohere'],
  [/^deepseek-(?:chat|reasoner|v\d)/, 'deepseek'],
  [
    /^(?:mistral-(?:tiny|small|medium|large|embed|ocr|saba)|ministral-|codestral-|devstral-|magistral-|pixtral-large|voxtral-|open-mi[sx]tral-)/,
    'mistral',
  ],
  [/^grok-/, 'x-ai'],
  [/^(?:kimi-(?:k\d|latest)|moonshot-v)/, 'moonshotai'],
  [/^sonar(?:-|$)/, 'perplexity'],
  [/^voyage-/, 'voyageai'],
  [/^glm-/, 'zhipuai'],
  [/^minimax-m/, 'minimax'],
  [/^composer-/, 'cursor'],
  [/^@cf\//, 'cloudflare'],
  [/^accounts\/fireworks\//, 'fireworks'],
];

/**
 * Which model of which provider `model` means. A provider that is given, beside the name or in it, is never replaced by
 * another; only a gateway stands for the provider that it names.
 */
export function modelName(model: string, given?: string): ModelName {
  const name = model.trim().toLowerCase();
  const provider =
    given === undefined || given.trim() === '' || isGateway(given) ? undefined : providerId(given);
  const found = read(name, provider);
  return { ...found, model: found.model.slice(0, MAX_CHARACTERS).toWellFormed() };
}

function read(name: string, provider: string | undefined): ModelName {
  const own = resource(name);
  if (own) return provider === undefined || provider === own.provider ? own : { provider, model: name };
  const prefix = prefixOf(name);
  if (prefix && isRead(prefix, provider))
    return read(prefix.rest, prefix.isGateway ? provider : prefix.provider);
  return provider === undefined ? byMaker(name) : ofProvider(name, provider);
}

/** On resellers `openai/gpt-oss-120b` is the name itself. */
const isRead = (prefix: Prefix, provider: string | undefined): boolean =>
  prefix.isGateway ? prefix.rest !== '' : provider === undefined || prefix.provider === provider;

function ofProvider(name: string, provider: string): ModelName {
  if (provider === 'huggingface') return hosted(name);
  const inner = withinProvider(name, provider);
  // An ARN may stand behind a route: `bedrock/converse/arn:aws:…`.
  return inner === name ? { provider, model: name } : read(inner, provider);
}

function byMaker(name: string): ModelName {
  const maker = makerOf(name);
  return maker === undefined ? { model: name } : { provider: maker, model: withinProvider(name, maker) };
}

/** An ARN or a path of Google Cloud says by itself whose it is. */
function resource(name: string): ModelName | undefined {
  const arn = ARN.exec(name);
  if (arn) return { provider: arn[1] === 'bedrock' ? 'aws' : 'sagemaker', model: inArn(arn[2] ?? '') };
  const path = GOOGLE_PATH.exec(name);
  if (path) return { provider: 'google', model: path[1] ?? '' };
  return GOOGLE_RESOURCE.test(name) ? { provider: 'google', model: name } : undefined;
}

/** The profiles and models of an account's own are names that only it understands. */
const inArn = (tail: string): string =>
  /^(?:foundation-model|inference-profile)\/(.+)$/.exec(tail)?.[1] ?? tail;

interface Prefix {
  provider: string;
  isGateway: boolean;
  rest: string;
}

/** `azure/gpt-4o`, `openai:gpt-4o`: what stands before the first "/" or ":", if it names a provider. */
function prefixOf(name: string): Prefix | undefined {
  const at = name.search(/[/:]/);
  if (at <= 0 || at === name.length - 1) return undefined;
  const [first, rest] = [name.slice(0, at), name.slice(at + 1)];
  if (isGateway(first)) return { provider: '', isGateway: true, rest };
  const provider = knownProvider(first);
  return provider === undefined ? undefined : { provider, isGateway: false, rest };
}

/** Hugging Face routes to others, each with its own prices: `huggingface/together/meta-llama/…`. */
function hosted(name: string): ModelName {
  const [host, ...rest] = name.split('/');
  return rest.length > 1
    ? { provider: `huggingface_${host}`, model: rest.join('/') }
    : { provider: 'huggingface', model: name };
}

function withinProvider(name: string, provider: string): string {
  switch (provider) {
    case 'aws':
      // LiteLLM's routes and regions: `bedrock/converse/us-east-1/anthropic.claude-…`.
      return name.replace(/^(?:(?:converse|converse_like|invoke|mantle|[a-z]{2}(?:-[a-z]+)+-\d)\/)+/, '');
    case 'azure':
      return name.replace(
        /^(?:global|global-standard|eu|us|responses|chat|[a-z]+\d?)\/(?=gpt-|o\d|text-)/,
        '',
      );
    case 'openai':
      // The organisation, and the id of the tuning, are not part of the price.
      return name.replace(/^(?:responses|chat)\//, '').replace(/^(ft:[^:]+):.*$/, '$1');
    case 'fireworks':
      return name.replace(/^accounts\/fireworks\/models\//, '');
    case 'google':
      return name.replace(/^gemini\//, '');
    default:
      return name;
  }
}

function makerOf(name: string): string | undefined {
  if (BEDROCK_ID.test(name)) return 'aws';
  // A version behind "@" is how Vertex AI names a model.
  if (/^claude-[^@]+@/.test(name)) return 'google';
  if (name.includes(':') && !name.startsWith('ft:')) return undefined;
  return MAKERS.find(([pattern]) => pattern.test(name))?.[1];
}
