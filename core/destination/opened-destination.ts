import type { Destination } from './destination';

/** As a request is made of it. */
export const openedDestination = <D extends Destination>(
  destination: D,
  open: (sealed: string) => string,
): D =>
  'sealedHeaders' in destination && destination.sealedHeaders
    ? {
        ...destination,
        headers: Object.fromEntries(
          Object.entries(destination.sealedHeaders).map(([name, sealed]) => [name, open(sealed)]),
        ),
      }
    : destination;
