import { hasMoreCharacters } from '../event/characters';
import type { PostedEvent } from '../event/accept';
import { rawObject } from '../event/body';
import { LIMITS } from '../event/limits';

/** An event that a door has made of what somebody else sends, before it is checked like any posted event. */
export interface DoorEvent {
  type: string;
  source: string;
  subject?: string;
  /** Made of what the reporter names, so that a repeat counts once; without one each report is a new event. */
  id?: string;
  /** RFC 3339; without one the time of acceptance. */
  time?: string;
  data: Readonly<Record<string, unknown>>;
}

/** As `POST /v1/events` would have cut it out of its body. */
export function asPosted(event: DoorEvent): PostedEvent {
  const given = Object.entries(event).filter(([, value]) => value !== undefined);
  const members = new Map(given.map(([name, value]) => [name, JSON.stringify(value)]));
  return {
    format: 'tocsin',
    value: Object.fromEntries(given),
    members,
    bytes: Buffer.byteLength(rawObject(members)),
  };
}

const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** A name of somebody else's as an attribute of an event may be: no control characters, not too long, not empty. */
export function asAttribute(text: string | undefined): string | undefined {
  const clean = text
    ?.slice(0, 2 * LIMITS.attributeCharacters)
    .replaceAll(CONTROL_CHARACTERS, ' ')
    .trim();
  if (clean === undefined || clean === '') return undefined;
  const wellFormed = clean.toWellFormed();
  return hasMoreCharacters(wellFormed, LIMITS.attributeCharacters)
    ? [...wellFormed].slice(0, LIMITS.attributeCharacters).join('')
    : wellFormed;
}
