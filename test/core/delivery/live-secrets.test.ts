import { liveSecrets } from '../../../core/delivery/live-secrets';

const secret = (sealed: string, expiresAt?: number) => ({
  ...{ sealed, createdAt: 1 },
  ...(expiresAt === undefined ? {} : { expiresAt }),
});

describe('liveSecrets', () => {
  it('are those that are not over yet, the current one first', () => {
    const all = [secret('new'), secret('over', 1_000), secret('older', 1_001)];
    expect(liveSecrets(all, 1_000).map(({ sealed }) => sealed)).toEqual(['new', 'older']);
    expect(liveSecrets(all, 999).map(({ sealed }) => sealed)).toEqual(['new', 'over', 'older']);
  });
});
