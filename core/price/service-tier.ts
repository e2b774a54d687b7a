/** A request's tier of service, in lower case; undefined for the usual one. */
export type ServiceTier = string | undefined;

type Fields = Readonly<Record<string, unknown>>;

const USUAL = new Set(['', 'auto', 'default', 'on_demand', 'standard', 'standard_only']);
const HALF = {
  batch: new Set([
    'anthropic',
    'aws',
    'azure',
    'fireworks',
    'google',
    'groq',
    'mistral',
    'openai',
    'together',
    'x-ai',
  ]),
  flex: new Set(['aws', 'google', 'openai']),
};

/** Which tier the request was served in, as its event or the provider's usage says. */
export function serviceTier(data: Fields, usage: Fields): ServiceTier {
  if (data['batch'] === true || usage['batch'] === true) return 'batch';
  if (data['flex'] === true || usage['flex'] === true) return 'flex';
  const said = [data['serviceTier'], data['service_tier'], usage['serviceTier'], usage['service_tier']]
    .map(nameOf)
    .find((name) => name !== undefined && !USUAL.has(name));
  return said;
}

/** Bedrock says `{"type": "flex"}`. */
function nameOf(tier: unknown): string | undefined {
  if (typeof tier === 'string') return tier.trim().toLowerCase();
  return tier !== null && typeof tier === 'object' ? nameOf((tier as Fields)['type']) : undefined;
}

/** What the tier makes of the usual price; undefined if that is not known. */
export function tierFactor(tier: ServiceTier, provider: string | undefined): number | undefined {
  if (tier === undefined) return 1;
  // Groq's flexible tier may refuse, and costs the same.
  if (tier === 'flex' && provider === 'groq') return 1;
  const half = Object.hasOwn(HALF, tier) ? HALF[tier as keyof typeof HALF] : undefined;
  return provider !== undefined && half?.has(provider) ? 0.5 : undefined;
}
