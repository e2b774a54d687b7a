import { isDeepStrictEqual } from 'node:util';
import { ownPrice } from '../../../core/configuration/own-price';
import { ownPriceKey } from '../../../core/price/own-prices';
import type { Admin } from '../admin';
import type { Route } from '../route';
import type { Asked, Change, Item, Steps } from './configuration-steps';

/** The project's own prices, as `GET /v1/prices` shows them. */
export async function presentPrices(routes: readonly Route[], asked: Asked, admin: Admin): Promise<Item[]> {
  const shown = routes.find(({ method, path }) => method === 'get' && path === '/v1/prices');
  const answer = await shown?.prepare({ params: {}, query: {}, body: undefined })(asked, admin);
  return (answer?.body as { prices?: Item[] } | undefined)?.prices ?? [];
}

/** What a document's prices would change, or have changed: they are replaced as a whole, so all in one request. */
export async function settlePrices(
  steps: Steps,
  given: readonly Item[],
  found: readonly Item[],
  { apply, prune }: { apply: boolean; prune: boolean },
): Promise<Change[]> {
  const known = new Map(found.map((price) => [keyOf(price), price]));
  const named = new Set(given.map(keyOf));
  const others = found.filter((price) => !named.has(keyOf(price)));
  const changes = [
    ...given.map((price) => change(price, actionFor(price, known.get(keyOf(price))))),
    ...others.map((price) => change(price, prune ? 'delete' : 'leave')),
  ];
  const isChanged = changes.some(({ action }) => action !== 'keep' && action !== 'leave');
  // What is wrong with a price is found by the route, and named by its place in the document.
  await steps.replacePrices([...given, ...(prune ? [] : others)], apply && isChanged);
  return changes;
}

/** One that is no price is refused by the route. */
function keyOf(price: Item): string {
  const { success, data } = ownPrice.safeParse(price);
  return success ? ownPriceKey(data) : JSON.stringify(price);
}

function actionFor(price: Item, before: Item | undefined): 'create' | 'keep' | 'change' {
  if (!before) return 'create';
  return isDeepStrictEqual(price, before) ? 'keep' : 'change';
}

const change = (price: Item, action: Change['action']): Change => ({
  section: 'prices',
  name: nameOf(price),
  action,
  ...(action === 'change' && { fields: ['usdPerMillion'] }),
});

const nameOf = ({ provider, model, serviceTier }: Item): string =>
  [provider, model, serviceTier].filter((part) => typeof part === 'string').join(' ');
