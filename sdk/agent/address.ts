/** Where an agent reports to, and as whom. */
export interface Address {
  /** Of the API, without a slash at the end. */
  base: string;
  key: string;
  agent: string;
}

/** What the options and the environment say. */
export interface AddressParts {
  url: string;
  key?: string | undefined;
  agent?: string | undefined;
}

/** The key's text and the agent's name behind the API's base. */
const DOOR = /^(.*?)\/in\/([^/]+)(?:\/([^/]+))?\/*$/;

/**
 * Reads `https://API/in/KEY/AGENT`, the string that `OTEL_EXPORTER_OTLP_ENDPOINT` takes as well, or an API's base with
 * a key beside it. A given agent comes before that of the URL. Returns why it is none, without the key.
 */
export function readAddress({ url: text, key: givenKey, agent: givenAgent }: AddressParts): Address | string {
  const url = parsedUrl(text);
  if (!url) return 'TOCSIN_URL is no URL of http or https without credentials';
  const [, path, pathKey, pathAgent] = DOOR.exec(url.pathname) ?? [];
  const key = pathKey ?? givenKey;
  if (key === undefined) return 'TOCSIN_URL has no key: it must end with /in/KEY/AGENT';
  const agent = givenAgent ?? decoded(pathAgent);
  if (agent === undefined || agent === '')
    return 'The name of the agent is missing: TOCSIN_URL must end with /in/KEY/AGENT, or set the option agent';
  if (!isWellFormed(agent)) return 'The name of the agent is no well-formed Unicode';
  return { base: (url.origin + (path ?? url.pathname)).replace(/\/+$/, ''), key, agent };
}

function parsedUrl(text: string): URL | undefined {
  try {
    const url = new URL(text);
    const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
    return isHttp && url.username === '' && url.password === '' ? url : undefined;
  } catch {
    return undefined;
  }
}

function decoded(segment: string | undefined): string | undefined {
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Half a character cannot be percent-encoded. */
function isWellFormed(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
