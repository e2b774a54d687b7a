import { pathHint } from '../../../lambdas/admin/http/path-hint';
import { resources } from '../../../lambdas/admin/routes';

const templates = resources([]).map(({ path }) => path);

test.each([
  ['/v1/subscription', 'Did you mean /v1/subscriptions?'],
  ['/v1/silence', 'Did you mean /v1/silences?'],
  ['/v1/Monitors', 'Did you mean /v1/monitors?'],
  ['/v1/monitors/', 'Did you mean /v1/monitors?'],
  ['/v1/monitor/mon_1', 'Did you mean /v1/monitors/{id}?'],
  ['/v1/alerts/alt_1/acknowlege', 'Did you mean /v1/alerts/{id}/acknowledge?'],
  ['/v1/agents/support-bot/resum', 'Did you mean /v1/agents/{agent}/resume?'],
  [
    '/v1/deliveries',
    'Deliveries are listed under /v1/subscriptions/{id}/deliveries and /v1/events/{id}/deliveries.',
  ],
])('%s is answered: %s', (path, hint) => {
  expect(pathHint(path, templates)).toBe(hint);
});

test('Of a path that stops too early, what is behind it is named', () => {
  expect(pathHint('/v1/dead-letters/dlv_1', ['/v1/dead-letters/{id}/replay', '/v1/keys'])).toBe(
    'There is /v1/dead-letters/{id}/replay.',
  );
  const many = Array.from({ length: 9 }, (_, index) => `/v1/x/{id}/a${index}`);
  expect(pathHint('/v1/x/1', many)).toBe(`There is ${many.slice(0, 5).join(', ')} ...`);
});

test.each(['/v1/usage-of-all', '/', '/v1', '/v1/__proto__', '/v1/a/b/c/d/e/f/g', `/v1/${'s'.repeat(600)}`])(
  'Of %s nobody can know what was meant',
  (path) => {
    expect(pathHint(path, templates)).toBeUndefined();
  },
);

test('Each hint leads to something that there is', () => {
  const known = new Set(templates);
  for (const path of ['deliveries', 'webhooks', 'endpoints', 'rules', 'budgets', 'mutes', 'audit', 'runs']) {
    const hint = pathHint(`/v1/${path}`, templates) ?? '';
    const named = [...hint.matchAll(/\/v1\/[a-z{}/-]+/g)].map(([found]) => found);
    expect(named.length).toBeGreaterThan(0);
    for (const one of named) expect(known).toContain(one);
  }
});
