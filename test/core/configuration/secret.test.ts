import {
  kindOf,
  MAX_LIVE_SECRETS,
  missing,
  needs,
  rotated,
  secretProblem,
  usable,
} from '../../../core/configuration/secret';
import { newSecret } from '../../../core/delivery/signature/signing-secret';
import type { SealedSecret, Signature } from '../../../core/subscription/subscription';

const NOW = 1_000_000;
const next: SealedSecret = { sealed: 'next', createdAt: NOW };

describe('rotation', () => {
  it('puts the new secret first and ends the current one after the overlap', () => {
    expect(rotated([{ sealed: 'current', createdAt: 1 }], [next], NOW, 60)).toEqual([
      next,
      { sealed: 'current', createdAt: 1, expiresAt: NOW + 60_000 },
    ]);
  });

  it('leaves the ends of older ones and drops those that are over', () => {
    const older = [
      { sealed: 'current', createdAt: 3 },
      { sealed: 'older', createdAt: 2, expiresAt: NOW + 1 },
      { sealed: 'over', createdAt: 1, expiresAt: NOW },
    ];
    expect(rotated(older, [next], NOW, 60)?.map(({ sealed, expiresAt }) => [sealed, expiresAt])).toEqual([
      ['next', undefined],
      ['current', NOW + 60_000],
      ['older', NOW + 1],
    ]);
  });

  it('ends the current one at once without an overlap', () => {
    expect(rotated([{ sealed: 'current', createdAt: 1 }], [next], NOW, 0)).toEqual([next]);
  });

  it('refuses more than ten that live', () => {
    const live = Array.from({ length: MAX_LIVE_SECRETS - 1 }, (_, index) => ({
      sealed: `s${index}`,
      createdAt: index,
      ...(index > 0 && { expiresAt: NOW + 1 }),
    }));
    expect(rotated(live, [next], NOW, 60)).toHaveLength(MAX_LIVE_SECRETS);
    const more = [...live, { sealed: 'more', createdAt: 0, expiresAt: NOW + 1 }];
    expect(rotated(more, [next], NOW, 60)).toBeUndefined();
  });

  it('renews a key pair beside the secret, and counts ten of each', () => {
    const pair = (sealed: string): SealedSecret => ({ sealed, createdAt: 1, kind: 'ed25519' });
    let secrets: SealedSecret[] | undefined = [next, pair('p0')];
    for (let round = 1; round < MAX_LIVE_SECRETS; round++) {
      secrets = rotated(secrets ?? [], [{ ...next, sealed: `n${round}` }, pair(`p${round}`)], NOW, 60);
    }
    expect(secrets).toHaveLength(2 * MAX_LIVE_SECRETS);
    expect(secrets?.slice(0, 4).map(({ sealed, expiresAt }) => [sealed, expiresAt])).toEqual([
      ['n9', undefined],
      ['p9', undefined],
      ['n8', NOW + 60_000],
      ['p8', NOW + 60_000],
    ]);
    expect(rotated(secrets ?? [], [pair('p10')], NOW, 60)).toBeUndefined();
  });
});

const STANDARD: Signature = { scheme: 'standard' };
const V1A: Signature = { scheme: 'standard', versions: ['v1a'] };
const BOTH: Signature = { scheme: 'standard', versions: ['v1', 'v1a'] };
const GITHUB: Signature = { scheme: 'github' };
const whsec: SealedSecret = { sealed: 'whsec', createdAt: 1 };
const text: SealedSecret = { sealed: 'text', createdAt: 1, kind: 'text' };
const pair: SealedSecret = { sealed: 'pair', createdAt: 1, kind: 'ed25519' };

describe('a scheme and its secrets', () => {
  it.each<[string, Signature, string[], SealedSecret[]]>([
    ['standard', STANDARD, ['secret'], [whsec]],
    ['v1a', V1A, ['keyPair'], [pair]],
    ['v1 and v1a', BOTH, ['secret', 'keyPair'], [whsec, pair]],
    ['github', GITHUB, ['secret'], [whsec, text]],
  ])('%s', (_, signature, needed, used) => {
    expect(needs(signature)).toEqual(needed);
    expect(usable([whsec, text, pair], signature)).toEqual(used);
  });

  it('is missing what it has no current one of', () => {
    expect(missing([whsec], BOTH)).toEqual(['keyPair']);
    expect(missing([text, pair], BOTH)).toEqual(['secret']);
    expect(missing([whsec, { ...pair, expiresAt: NOW }], BOTH)).toEqual(['keyPair']);
    expect(missing([text], GITHUB)).toEqual([]);
  });

  it('takes a secret of its own form only', () => {
    const own = newSecret(Buffer.alloc(24));
    expect(secretProblem(own, STANDARD)).toBeUndefined();
    expect(secretProblem(own, GITHUB)).toBeUndefined();
    expect(secretProblem('any text is right', GITHUB)).toBeUndefined();
    expect(secretProblem('any text is right', BOTH)).toMatch(/24 to 64 bytes/);
    expect(secretProblem(own, V1A)).toMatch(/public key only/);
    expect([kindOf(own), kindOf('any text is right')]).toEqual([{}, { kind: 'text' }]);
  });
});
