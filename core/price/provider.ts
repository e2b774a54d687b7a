/**
 * What gateways, SDKs and conventions call a provider, by the id that the price list has for it. A provider that is not
 * here keeps its own name: nothing is known of its prices, unless the project has said them.
 */
const ALIASES: Readonly<Record<string, string>> = {
  anthropic: 'anthropic claude anthropic_text',
  aws: 'aws bedrock amazon aws_bedrock amazon_bedrock bedrock_converse bedrock_mantle bedrockconverse',
  azure:
    'azure azure_ai azure_openai azureopenai az_ai_openai az_ai_inference azure_ai_openai azure_ai_inference ' +
    'azure_ai_foundry azure_foundry microsoft_foundry microsoft_azure azure_text azure_cognitive_services',
  baseten: 'baseten',
  cerebras: 'cerebras',
  cloudflare: 'cloudflare workers_ai cloudflare_workers_ai',
  cohere: 'cohere cohere_chat cohere_ai',
  cursor: 'cursor',
  deepseek: 'deepseek',
  doubleword: 'doubleword',
  fireworks: 'fireworks fireworks_ai fireworksai',
  'github-copilot': 'github_copilot copilot',
  google:
    'google gemini vertex vertexai vertex_ai vertex_ai_beta google_ai google_ai_studio google_genai google_gla ' +
    'google_generative_ai google_vertex google_vertexai google_vertex_ai google_vertex_anthropic ' +
    'vertex_ai_anthropic_models vertex_anthropic googleai gcp gcp_gemini gcp_gen_ai gcp_vertex_ai',
  groq: 'groq',
  minimax: 'minimax',
  mistral: 'mistral mistralai mistral_ai codestral',
  moonshotai: 'moonshotai moonshot moonshot_ai',
  novita: 'novita novita_ai',
  openai: 'openai open_ai openai_chat openai_responses text_completion_openai',
  openrouter: 'openrouter open_router',
  ovhcloud: 'ovhcloud ovh',
  perplexity: 'perplexity perplexity_ai pplx',
  together: 'together together_ai togetherai',
  voyageai: 'voyageai voyage voyage_ai',
  'x-ai': 'xai x_ai x-ai',
  zai: 'zai z_ai',
  zhipuai: 'zhipuai zhipu zhipu_ai bigmodel',
  // Known as prefixes; the list has no prices of theirs. Local ones cost what their owner says.
  ollama: 'ollama ollama_chat',
  vllm: 'vllm hosted_vllm',
  lmstudio: 'lmstudio lm_studio',
  llamacpp: 'llamacpp llama_cpp llama_cpp_python',
  llamafile: 'llamafile',
  localai: 'localai local_ai',
  local: 'local localhost',
  tgi: 'tgi text_generation_inference',
  xinference: 'xinference',
  docker: 'docker docker_model_runner',
  mlx: 'mlx',
  ai21: 'ai21 ai21_chat',
  anyscale: 'anyscale',
  dashscope: 'dashscope alibaba alibaba_cloud',
  databricks: 'databricks',
  deepinfra: 'deepinfra',
  github: 'github github_models',
  friendliai: 'friendliai friendli',
  heroku: 'heroku',
  huggingface: 'huggingface hf',
  hyperbolic: 'hyperbolic',
  lambda: 'lambda lambda_ai',
  nebius: 'nebius nebius_ai',
  nscale: 'nscale',
  nvidia: 'nvidia nvidia_nim nim',
  oci: 'oci oracle oci_genai',
  replicate: 'replicate',
  requesty: 'requesty',
  sagemaker: 'sagemaker sagemaker_chat aws_sagemaker',
  sambanova: 'sambanova',
  snowflake: 'snowflake',
  volcengine: 'volcengine ark doubao',
  watsonx: 'watsonx ibm_watsonx_ai watsonx_ai ibm',
};

/** They pass requests on at the provider's own price, and name it as a prefix of the model. */
const GATEWAYS = new Set(
  (
    'litellm litellm_proxy vercel vercel_ai_gateway ai_gateway gateway helicone portkey tensorzero bifrost kong ' +
    'langdock cloudflare_ai_gateway'
  ).split(' '),
);

/** Longer than any name of a provider. */
const MAX_CHARACTERS = 64;

/** What the Vercel AI SDK puts behind a provider's name: `openai.responses`, `google.vertex.chat`. */
const APIS =
  /(?:\.(?:chat|responses|completions?|messages|embeddings?|image|generative-ai|speech|transcription))+$/;

const BY_NAME = new Map(
  Object.entries(ALIASES).flatMap(([id, names]) => [
    [spelled(id), id] as const,
    ...names.split(' ').map((name) => [spelled(name), id] as const),
  ]),
);

function spelled(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(APIS, '')
    .replace(/[.\s-]+/g, '_');
}

/** The id of a provider that is known by this name. */
export const knownProvider = (name: string): string | undefined => BY_NAME.get(spelled(name));

/** Whether this names a gateway, whose prices are those of the provider behind it. */
export const isGateway = (name: string): boolean => GATEWAYS.has(spelled(name));

/** The id of a provider as somebody has named it; one that is not known keeps its name. */
export const providerId = (name: string): string =>
  knownProvider(name) ?? spelled(name).slice(0, MAX_CHARACTERS).toWellFormed();
