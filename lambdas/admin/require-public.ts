import type { GivenDestination } from '../../core/configuration/destination';
import { InvalidInput } from '../../core/configuration/errors';
import { MASK } from '../../core/configuration/mask';
import { isAllowedAddress } from '../../core/destination/mail-domain';
import { isOwnHost } from '../../core/destination/own-host';
import { isPublicAddress } from '../../core/destination/public-address';
import { bareHost } from '../../core/destination/url';
import type { Admin } from './admin';
import type { Call } from './route';

/** Refuses a destination for where its URL leads to, if it has one of its own. Throws `InvalidInput`. */
export async function requirePublicDestination(
  destination: GivenDestination,
  call: Parameters<typeof requirePublic>[1],
  admin: Pick<Admin, 'allowedHosts' | 'resolve' | 'mailFrom' | 'mailTo'>,
): Promise<void> {
  if (destination.kind === 'email' && admin.mailFrom === '')
    throw new InvalidInput([
      {
        pointer: '/destination/kind',
        detail:
          'must not be "email": this installation has no address to send from (see docs/people.md, mailFrom)',
      },
    ]);
  if (destination.kind === 'email') requireAllowed(destination.to, admin.mailTo);
  const url = 'url' in destination ? destination.url : undefined;
  if (url !== undefined && url !== MASK) await requirePublic(url, call, admin);
}

function requireAllowed(to: readonly string[], domains: readonly string[]): void {
  const strangers = to.flatMap((address, index) => (isAllowedAddress(address, domains) ? [] : [index]));
  if (strangers.length > 0)
    throw new InvalidInput(
      strangers.map((index) => ({
        pointer: `/destination/to/${index}`,
        detail: `must be an address at ${domains.join(' or ')}: this installation sends nowhere else (mailTo)`,
      })),
    );
}

/**
 * Refuses a destination, whose text is known to be right, for where it leads: to this API, or to an address that is
 * not public. A name that does not resolve may yet; each attempt checks anew. Throws `InvalidInput`.
 */
async function requirePublic(
  text: string,
  { api }: Pick<Call<unknown, unknown, unknown>, 'api'>,
  { allowedHosts, resolve }: Pick<Admin, 'allowedHosts' | 'resolve'>,
): Promise<void> {
  const url = new URL(text);
  if (isOwnHost(url, api)) refuse('must not lead to this API: what it sent would be sent again');
  const host = bareHost(url);
  if (allowedHosts.includes(host)) return;
  const addresses = await resolve(host);
  if (!addresses.every(isPublicAddress))
    refuse('must not have a host that resolves to an address that is not public');
}

function refuse(detail: string): never {
  throw new InvalidInput([{ pointer: '/destination/url', detail }]);
}
