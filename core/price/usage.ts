/** What a request to a model has used, in tokens; `input` and `output` are totals that include their parts. */
export interface Usage {
  input: number;
  output: number;
  /** Parts of `input`. */
  cachedInput: number;
  cacheWrite: number;
  /** Part of `cacheWrite`: kept for an hour. */
  cacheWrite1h: number;
  inputAudio: number;
  inputImage: number;
  /** Part of `cachedInput` and of `inputAudio`. */
  cachedAudio: number;
  /** Parts of `output`. */
  reasoning: number;
  outputAudio: number;
  outputImage: number;
  webSearches: number;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};

const INPUT = 'inputTokens input_tokens promptTokens prompt_tokens promptTokenCount prompt_token_count';
const OUTPUT =
  'outputTokens output_tokens completionTokens completion_tokens candidatesTokenCount candidates_token_count';
const CACHED =
  'cachedInputTokens cached_input_tokens cacheReadInputTokens cache_read_input_tokens cacheReadTokens ' +
  'cache_read_tokens cachedTokens cached_tokens prompt_cache_hit_tokens cachedContentTokenCount ' +
  'cached_content_token_count cache_read';
const WRITTEN =
  'cacheWriteInputTokens cache_write_input_tokens cacheCreationInputTokens cache_creation_input_tokens ' +
  'cacheWriteTokens cache_write_tokens cacheCreationTokens cache_creation_tokens cache_creation_prompt_tokens';
const THOUGHTS = 'thoughtsTokenCount thoughts_token_count';
const REASONING = `reasoningTokens reasoning_tokens reasoningOutputTokens reasoning_output_tokens ${THOUGHTS}`;
const TOTAL = 'totalTokens total_tokens totalTokenCount total_token_count';
const INPUT_AUDIO = 'inputAudioTokens input_audio_tokens audioInputTokens audio_input_tokens';
const OUTPUT_AUDIO = 'outputAudioTokens output_audio_tokens audioOutputTokens audio_output_tokens';
const INPUT_DETAILS =
  'prompt_tokens_details input_tokens_details input_token_details promptTokensDetails inputTokensDetails inputTokenDetails';
const OUTPUT_DETAILS =
  'completion_tokens_details output_tokens_details output_token_details completionTokensDetails ' +
  'candidatesTokensDetails candidates_tokens_details outputTokensDetails outputTokenDetails';
const CACHE_DETAILS = 'cached_tokens_details cacheTokensDetails cache_tokens_details cachedTokensDetails';

const present = (fields: Fields, names: string): unknown => {
  const name = names.split(' ').find((one) => fields[one] !== undefined && fields[one] !== null);
  return name === undefined ? undefined : fields[name];
};

/** A count of tokens; NaN for what is there and is none, so that whatever is made of it is none either. */
function count(fields: Fields, names: string): number | undefined {
  const value = present(fields, names);
  if (value === undefined) return undefined;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : NaN;
}

const countOr0 = (fields: Fields, names: string): number => count(fields, names) ?? 0;

/** Tokens of sound or pictures: a member of the details, or an entry of Google's list of modalities. */
function modality(details: unknown, name: 'audio' | 'image'): number {
  if (!Array.isArray(details)) return countOr0(fieldsOf(details), `${name}_tokens ${name}Tokens ${name}`);
  return details
    .map(fieldsOf)
    .filter(({ modality }) => typeof modality === 'string' && modality.toLowerCase() === name)
    .reduce((sum, fields) => sum + countOr0(fields, 'tokenCount token_count'), 0);
}

/** Where the counts of a request may stand in its event's data. */
const places = (data: Fields): Fields[] =>
  [
    ...[
      data['usage'],
      data['usageMetadata'],
      data['usage_metadata'],
      data['tokenUsage'],
      data['token_usage'],
    ],
    fieldsOf(data['metadata'])['usage_object'],
    data,
  ]
    .map(fieldsOf)
    // Cohere bills fewer tokens than its models read.
    .map((fields) => ({ ...fields, ...fieldsOf(fields['billed_units']) }));

/** The object of an event's data that has the counts; undefined if none has any. */
export const usageFields = (data: Fields): Fields | undefined =>
  places(data).find((fields) =>
    [INPUT, OUTPUT, CACHED, WRITTEN, REASONING, TOTAL].some((names) => present(fields, names) !== undefined),
  );

/**
 * What was used, as providers, gateways and our own fields report it; undefined if nothing is said, `unclear` if a count
 * is no number, or only the total is known.
 */
export function readUsage(data: Fields): Usage | 'unclear' | undefined {
  const fields = usageFields(data);
  if (!fields) return undefined;
  const usage = whole(counts(fields), count(fields, TOTAL));
  const known = [INPUT, OUTPUT, CACHED, WRITTEN, REASONING].some(
    (names) => present(fields, names) !== undefined,
  );
  return known && Object.values(usage).every(Number.isFinite) ? usage : 'unclear';
}

/** By our own names, what an event's data says by a provider's; undefined if it has ours, or says nothing. */
export function ownTokenFields(data: Fields): Fields | undefined {
  if (data['inputTokens'] !== undefined || data['outputTokens'] !== undefined) return undefined;
  const usage = readUsage(data);
  if (usage === undefined || usage === 'unclear') return undefined;
  const { input, output, cachedInput, cacheWrite, reasoning } = usage;
  return {
    inputTokens: input,
    outputTokens: output,
    cachedInputTokens: cachedInput,
    cacheWriteInputTokens: cacheWrite,
    reasoningTokens: reasoning,
  };
}

interface Counts extends Usage {
  /** The provider says that `cachedInput` and `cacheWrite` stand beside `input`. */
  besideCache: boolean;
}

function counts(fields: Fields): Counts {
  const inputDetails = present(fields, INPUT_DETAILS);
  const outputDetails = present(fields, OUTPUT_DETAILS);
  const ofInput = fieldsOf(inputDetails);
  const cacheDetails = present(fields, CACHE_DETAILS) ?? present(ofInput, CACHE_DETAILS);
  return {
    input: countOr0(fields, INPUT) + countOr0(fields, 'toolUsePromptTokenCount tool_use_prompt_token_count'),
    // Google's thoughts are not among its candidates.
    output: countOr0(fields, OUTPUT) + countOr0(fields, THOUGHTS),
    cachedInput: count(fields, CACHED) ?? countOr0(ofInput, CACHED),
    ...cacheWrites(fields, ofInput),
    inputAudio: count(fields, INPUT_AUDIO) ?? modality(inputDetails, 'audio'),
    inputImage: modality(inputDetails, 'image'),
    cachedAudio: modality(cacheDetails, 'audio'),
    reasoning: count(fields, REASONING) ?? countOr0(fieldsOf(outputDetails), `${REASONING} reasoning`),
    outputAudio: count(fields, OUTPUT_AUDIO) ?? modality(outputDetails, 'audio'),
    outputImage: modality(outputDetails, 'image'),
    webSearches: countOr0(fieldsOf(fields['server_tool_use']), 'web_search_requests'),
    besideCache: isAnthropic(fields),
  };
}

/** Anthropic splits what is written by how long it is kept. */
function cacheWrites(fields: Fields, ofInput: Fields): Pick<Usage, 'cacheWrite' | 'cacheWrite1h'> {
  const inCache = fieldsOf(fields['cache_creation']);
  const hour = countOr0(inCache, 'ephemeral_1h_input_tokens');
  const cacheWrite =
    count(fields, WRITTEN) ??
    count(ofInput, `${WRITTEN} cache_creation`) ??
    hour + countOr0(inCache, 'ephemeral_5m_input_tokens');
  return { cacheWrite, cacheWrite1h: Math.min(hour, cacheWrite) };
}

/** Anthropic's own names. Others take them over beside `prompt_tokens`, which then include what is cached. */
const isAnthropic = (fields: Fields): boolean =>
  typeof fields['input_tokens'] === 'number' &&
  [
    'cache_read_input_tokens',
    'cache_creation_input_tokens',
    'cache_read_tokens',
    'cache_creation_tokens',
  ].some((name) => fields[name] !== undefined);

/**
 * Counts as totals that include their parts. Whether a part stands beside its whole is said by the total of both, if it
 * is there; else by the provider's names; and a part that is greater than the whole cannot be in it.
 */
function whole({ besideCache, ...counts }: Counts, total: number | undefined): Usage {
  const { input, output, reasoning } = counts;
  const cache = counts.cachedInput + counts.cacheWrite;
  const pictures = counts.inputAudio + counts.inputImage;
  const shown = counts.outputAudio + counts.outputImage;
  const beside = splitBy(total, { input, output, cache, reasoning }) ?? {
    cache: besideCache || cache > input,
    reasoning: reasoning > output,
  };
  const inputs = input + (beside.cache ? cache : 0);
  const outputs = output + (beside.reasoning ? reasoning : 0);
  return {
    ...counts,
    input: inputs + (pictures > inputs ? pictures : 0),
    output: outputs + (shown + reasoning > outputs ? shown : 0),
  };
}

function splitBy(
  total: number | undefined,
  { input, output, cache, reasoning }: Record<'input' | 'output' | 'cache' | 'reasoning', number>,
): { cache: boolean; reasoning: boolean } | undefined {
  const ways = [false, true].flatMap((one) =>
    [false, true].map((other) => ({ cache: one, reasoning: other })),
  );
  return ways.find(
    (beside) =>
      total === input + output + (beside.cache ? cache : 0) + (beside.reasoning ? reasoning : 0) &&
      (beside.cache || cache <= input) &&
      (beside.reasoning || reasoning <= output),
  );
}
