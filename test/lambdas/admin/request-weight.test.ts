import { HEAVY, weightOf } from '../../../lambdas/admin/request-weight';
import { resources } from '../../../lambdas/admin/routes';

describe('weightOf', () => {
  it.each([
    ['POST', '/v1/monitors/preview', 20],
    ['GET', '/v1/conservation', 20],
    ['GET', '/v1/spend', 20],
    ['PUT', '/v1/configuration', 20],
    ['GET', '/v1/monitors/mon_1/values', 5],
    ['POST', '/v1/routing/explain', 5],
    ['GET', '/v1/monitors/preview', 1],
    ['GET', '/v1/monitors/a/b/values', 1],
    ['POST', '/v1/keys', 1],
  ])('%s %s counts as %i', (method, path, weight) => {
    expect(weightOf(method, path)).toBe(weight);
  });

  it('Every heavy request is one that the API answers', () => {
    const declared = resources([]).map(({ method, path }) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, 'x'),
    }));
    for (const heavy of HEAVY)
      expect(
        declared.filter(({ method, path }) => method === heavy.method && heavy.path.test(path)),
      ).toHaveLength(1);
  });
});
