import { seededRandom } from '../../local/random';
import type { EventPlan } from './plan';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The data of an event; the same for the same plan. */
export const eventData = ({ n, bytes, other }: EventPlan): Record<string, unknown> => ({
  n,
  ...(other ? { other } : {}),
  text: badlyCompressed(n, bytes),
});

function badlyCompressed(seed: number, length: number): string {
  const random = seededRandom(seed);
  let text = '';
  for (let index = 0; index < length; index++) text += ALPHABET[Math.floor(random() * ALPHABET.length)];
  return text;
}
