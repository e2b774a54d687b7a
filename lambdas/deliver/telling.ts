import { decompress } from '../../core/event/entry';
import type { Telling } from '../../core/notice/quiet';

const TYPES: readonly string[] = [
  'alert.firing',
  'alert.acknowledged',
  'alert.resolved',
] satisfies Telling['type'][];

export const isOfAlert = (type: string): boolean => TYPES.includes(type);

/** What is told of an alert, from the stored body of its event; undefined for all other events. */
export function tellingOf(type: string, z: string): Telling | undefined {
  if (!isOfAlert(type)) return undefined;
  const { data } = JSON.parse(decompress(z)) as Pick<Telling, 'data'>;
  return { type: type as Telling['type'], data };
}
