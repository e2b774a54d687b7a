import { MASK } from '../../../core/configuration/mask';
import type { Destination } from '../../../core/destination/destination';
import type { OutgoingRequest } from '../../../core/destination/kind';

/** A request as its owner may see it: without the credential, and without the values of headers of the owner's own. */
export function masked(
  { url, headers, body }: OutgoingRequest,
  destination: Destination,
  credential: string | undefined,
): OutgoingRequest {
  const own = new Set(
    Object.keys(('sealedHeaders' in destination && destination.sealedHeaders) || {}).map((name) =>
      name.toLowerCase(),
    ),
  );
  const hidden = (text: string): string => (credential ? text.replaceAll(credential, MASK) : text);
  const shown = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    own.has(name.toLowerCase()) ? MASK : hidden(value),
  ]);
  return { url: hidden(url), headers: Object.fromEntries(shown), body: hidden(body) };
}
