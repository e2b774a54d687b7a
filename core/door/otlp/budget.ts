import { Undecodable } from './telemetry';

/**
 * Of whatever is kept as an object: spans, records, span events, resources, values within values. Empty messages take
 * two bytes each, and compressed next to nothing: 32 MiB of them would be more than a function has memory for.
 */
const MAX_OBJECTS = 100_000;

/** What a reader may still make of one request. */
export class Budget {
  #left = MAX_OBJECTS;

  /** Throws Undecodable when it is spent. */
  spend(): void {
    if (--this.#left < 0)
      throw new Undecodable(
        `The body holds more than ${MAX_OBJECTS} spans, records, events and values: send smaller batches`,
      );
  }
}

/** In JSON: each attribute of a span has four. Exporters send 512 spans at once. */
const MAX_MARKS = 1_200_000;
const [QUOTE, ESCAPE, COMMA, BRACE, BRACKET] = [...Buffer.from('"\\,{[')] as [
  number,
  number,
  number,
  number,
  number,
];

/** Throws Undecodable if a text of JSON holds so many values that parsing alone would take more memory than there is. */
export function checkJsonSize(bytes: Uint8Array): void {
  let marks = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === ESCAPE) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === COMMA || byte === BRACE || byte === BRACKET) marks++;
  }
  if (marks > MAX_MARKS)
    throw new Undecodable(`The body holds more than ${MAX_MARKS} values: send smaller batches`);
}
