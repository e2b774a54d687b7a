/** A route of an HTTP API, from its key: `POST /v1/events`, `ANY /v1/{proxy+}` or `$default`. */
export interface Route {
  key: string;
  /** `ANY` fits every method. */
  method: string;
  /** Missing for `$default`. */
  segments?: string[];
  integrationId: string;
  authorizerId?: string;
}

export interface Match {
  route: Route;
  pathParameters: Record<string, string>;
}

export function parseRoute(key: string, integrationId: string, authorizerId?: string): Route {
  const target = { key, integrationId, ...(authorizerId !== undefined && { authorizerId }) };
  if (key === '$default') return { ...target, method: 'ANY' };
  const [method = '', path = ''] = key.split(' ');
  return { ...target, method, segments: path.split('/').slice(1) };
}

/**
 * The route that API Gateway chooses: a full match before one with a greedy variable before `$default`, fixed
 * segments before variables, a method before `ANY` ("Routing API requests" in its developer guide). It looks at the
 * decoded path, in which an encoded slash divides as any other.
 */
export function chooseRoute(routes: readonly Route[], method: string, path: string): Match | undefined {
  const segments = decode(path).split('/').slice(1);
  const matches = routes.flatMap((route) => {
    if (route.method !== 'ANY' && route.method !== method) return [];
    const pathParameters = route.segments ? parametersOf(route.segments, segments) : {};
    return pathParameters ? [{ route, pathParameters }] : [];
  });
  return matches.sort((a, b) => compare(rank(a.route), rank(b.route)))[0];
}

const PERCENT = '%25';

/** Every escape but that of `%`, which an HTTP API leaves in the path; what is no UTF-8 stays as it is. */
export const decode = (path: string): string => path.split(PERCENT).map(decodePart).join(PERCENT);

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parametersOf(template: string[], segments: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(part) ?? [];
    if (name === undefined && part !== segment) return undefined;
    if (name === undefined) continue;
    const value = greedy ? segments.slice(index).join('/') : segment;
    if (value === '') return undefined;
    // Parameters are decoded before they are handed on ("Routing API requests").
    parameters[name] = value.replaceAll(PERCENT, '%');
    if (greedy) return parameters;
  }
  return template.length === segments.length ? parameters : undefined;
}

/** Lower is better, place by place. */
function rank({ method, segments }: Route): number[] {
  const byMethod = method === 'ANY' ? 1 : 0;
  if (!segments) return [2, byMethod];
  const kinds = segments.map((part) => (part.endsWith('+}') ? 2 : part.startsWith('{') ? 1 : 0));
  return [kinds.includes(2) ? 1 : 0, ...kinds, byMethod];
}

function compare(a: number[], b: number[]): number {
  for (let place = 0; place < Math.max(a.length, b.length); place++) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
