import type { LookupAddress } from 'node:dns';
import { isIPv6, type LookupFunction } from 'node:net';
import { isPublicAddress } from '../../core/destination/public-address';
import type { Resolve } from './resolve';

/** The address of a destination is not public; `code` is what the error's name is made from. */
export class BlockedAddressError extends Error {
  readonly code = 'BLOCKED_ADDRESS';

  constructor(host: string, address: string) {
    super(`${host} leads to ${address}, which is not a public address`);
  }
}

/** A name server's failures share codes with those of connections (ECONNREFUSED); this one they do not. */
class NameNotResolvedError extends Error {
  readonly code = 'NAME_NOT_RESOLVED';
}

/** A name with more addresses than this is no reason to try them all: a destination is no port scanner. */
const MAX_ADDRESSES = 8;

/**
 * A `lookup` for sockets that resolves once and refuses the name if any of its addresses is not public.
 * The socket connects to the very addresses that were checked, so that a second, different DNS answer has no
 * effect. It is never called for address literals: those are checked with the URL.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    const answer = publicAddresses(host, resolve).then((addresses): void => {
      const [first] = addresses as [LookupAddress];
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
    answer.catch((error: Error) => callback(error, []));
  };
}

/** At least one. Throws the named errors. */
async function publicAddresses(host: string, resolve: Resolve): Promise<LookupAddress[]> {
  const addresses = await resolve(host).catch((cause: unknown) => {
    throw new NameNotResolvedError(`${host} could not be resolved`, { cause });
  });
  if (addresses.length === 0) throw new NameNotResolvedError(`${host} has no address`);
  const blocked = addresses.find((address) => !isPublicAddress(address));
  if (blocked !== undefined) throw new BlockedAddressError(host, blocked);
  return addresses.slice(0, MAX_ADDRESSES).map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
}
