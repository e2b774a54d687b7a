import { MAX_LIVE_SECRETS, rotated } from '../../../core/configuration/secret';
import type { SealedSecret } from '../../../core/subscription/subscription';

const NOW = 1_000_000;
const next: SealedSecret = { sealed: 'next', createdAt: NOW };

describe('rotation', () => {
  it('puts the new secret first and ends the current one after the overlap', () => {
    expect(rotated([{ sealed: 'current', createdAt: 1 }], next, NOW, 60)).toEqual([
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
    expect(rotated(older, next, NOW, 60)?.map(({ sealed, expiresAt }) => [sealed, expiresAt])).toEqual([
      ['next', undefined],
      ['current', NOW + 60_000],
      ['older', NOW + 1],
    ]);
  });

  it('ends the current one at once without an overlap', () => {
    expect(rotated([{ sealed: 'current', createdAt: 1 }], next, NOW, 0)).toEqual([next]);
  });

  it('refuses more than ten that live', () => {
    const live = Array.from({ length: MAX_LIVE_SECRETS - 1 }, (_, index) => ({
      sealed: `s${index}`,
      createdAt: index,
      ...(index > 0 && { expiresAt: NOW + 1 }),
    }));
    expect(rotated(live, next, NOW, 60)).toHaveLength(MAX_LIVE_SECRETS);
    const more = [...live, { sealed: 'more', createdAt: 0, expiresAt: NOW + 1 }];
    expect(rotated(more, next, NOW, 60)).toBeUndefined();
  });
});
