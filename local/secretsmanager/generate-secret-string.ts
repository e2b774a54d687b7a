import { randomInt } from 'node:crypto';
import { propertyText } from '../property-text';

const KINDS = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  number: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
} as const;

type Wanted = Record<string, unknown>;

/**
 * A secret string as CloudFormation's `GenerateSecretString` asks for: a password, or a JSON template with the
 * password under `GenerateStringKey`. Throws if what is left of the alphabet cannot satisfy it.
 */
export function generateSecretString(wanted: Wanted): string {
  const password = generatePassword(wanted);
  const template = wanted['SecretStringTemplate'];
  const key = wanted['GenerateStringKey'];
  if (template === undefined && key === undefined) return password;
  if (typeof template !== 'string' || typeof key !== 'string') {
    throw new Error('SecretStringTemplate and GenerateStringKey must be given together');
  }
  return JSON.stringify({ ...(JSON.parse(template) as object), [key]: password });
}

function generatePassword(wanted: Wanted): string {
  const length = Number(wanted['PasswordLength'] ?? 32);
  if (!Number.isInteger(length) || length < 1 || length > 4096)
    throw new Error('PasswordLength must be 1 to 4096');
  const excluded = new Set(propertyText(wanted['ExcludeCharacters']) ?? '');
  const kinds = kindsOf(wanted).map((kind) => [...kind].filter((character) => !excluded.has(character)));
  const required = wanted['RequireEachIncludedType'] === false ? [] : kinds;
  const all = [...kinds.flat(), ...(wanted['IncludeSpace'] === true ? [' '] : [])];
  if (all.length === 0 || required.some((kind) => kind.length === 0) || required.length > length) {
    throw new Error('GenerateSecretString excludes too much for its PasswordLength');
  }
  const characters = [
    ...required.map(draw),
    ...Array.from({ length: length - required.length }, () => draw(all)),
  ];
  return shuffled(characters).join('');
}

function kindsOf(wanted: Wanted): string[] {
  const kept = (flag: string, kind: string): string[] => (wanted[flag] === true ? [] : [kind]);
  return [
    ...kept('ExcludeLowercase', KINDS.lower),
    ...kept('ExcludeUppercase', KINDS.upper),
    ...kept('ExcludeNumbers', KINDS.number),
    ...kept('ExcludePunctuation', KINDS.punctuation),
  ];
}

const draw = (characters: string[]): string => characters[randomInt(characters.length)] ?? '';

function shuffled(characters: string[]): string[] {
  const left = [...characters];
  return characters.flatMap(() => left.splice(randomInt(left.length), 1));
}
