import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '../sdk/api/client';
import { BadUsage } from './usage';

/** What `npm start` leaves in its state folder, as far as it matters here. */
interface Local {
  apiUrl: string;
  adminKey: string;
}

/** By options, else by the environment, else the local cloud of this folder. Throws `BadUsage`. */
export function connection(
  options: { url?: string | undefined; key?: string | undefined },
  environment: NodeJS.ProcessEnv,
): Connection {
  const url = options.url ?? environment.TOCSIN_URL;
  const key = options.key ?? environment.TOCSIN_KEY;
  if (url !== undefined && key !== undefined) return { url: checkedUrl(url), key };
  if (url !== undefined) throw new BadUsage('A key is missing: --key, or TOCSIN_KEY in the environment.');
  const local = readLocal(environment.TOCSIN_STATE ?? join(__dirname, '..', '.tocsin'));
  return { url: local.apiUrl, key: key ?? local.adminKey };
}

function checkedUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new BadUsage(
      `${text} is no URL of an API, such as https://abc.execute-api.eu-west-1.amazonaws.com`,
    );
  // An agent's TOCSIN_URL names its key and itself behind the API's address.
  return (url.origin + url.pathname).replace(/\/in\/.*$/, '').replace(/\/+$/, '');
}

function readLocal(folder: string): Local {
  try {
    return JSON.parse(readFileSync(join(folder, 'local.json'), 'utf8')) as Local;
  } catch {
    throw new BadUsage(
      `There is no ${join(folder, 'local.json')}: run npm start, or say which API with --url and --key ` +
        '(TOCSIN_URL and TOCSIN_KEY in the environment).',
    );
  }
}
