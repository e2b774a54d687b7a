import * as z from 'zod';
import type { PriceRow } from '../../../adapters/aws/prices';
import { NotFound } from '../../../core/configuration/errors';
import { MAX_PRICES, ownPrice, ownPriceList } from '../../../core/configuration/own-price';
import { ownPriceKey, type OwnPrice } from '../../../core/price/own-prices';
import type { Admin } from '../admin';
import { HttpFault } from '../http/fault';
import { etagHeader } from '../fields';
import { route, type Answer, type Call } from '../route';

const example = {
  prices: [
    { model: 'our-own-7b', provider: 'ollama', usdPerMillion: { input: 0, output: 0 } },
    { model: 'gpt-4o', provider: 'azure', usdPerMillion: { input: 2.2, output: 8.8, cachedInput: 1.1 } },
  ],
};
const shown = { 200: { description: 'The prices', schema: ownPriceList, example, headers: etagHeader } };

type Asked = Pick<Call<unknown, unknown, unknown>, 'project' | 'now' | 'caller' | 'ifMatch'>;

/** Throws 412 if the caller has seen another revision. */
async function found({ project, now, ifMatch }: Asked, { prices }: Admin): Promise<PriceRow | undefined> {
  const row = await prices.get(project, now);
  const revision = row?.revision ?? 0;
  if (ifMatch && !ifMatch.includes(revision))
    throw new HttpFault(412, `The prices are at revision ${revision}, not ${ifMatch.join(' or ')}.`);
  return row;
}

function replaced(
  { project, now, caller }: Asked,
  admin: Admin,
  before: PriceRow | undefined,
  prices: OwnPrice[],
): { row: PriceRow; writes: NonNullable<Answer['writes']> } {
  const row = { project, prices, revision: (before?.revision ?? 0) + 1, updatedAt: now };
  const change = { at: now, project, actor: caller.keyId, action: 'prices.put', target: 'prices' };
  const { projects, changes } = admin;
  return {
    row,
    writes: [admin.prices.putWrite(row, before), projects.versionBump(project), changes.write(change)],
  };
}

const etag = (row: PriceRow | undefined) => ({ etag: `"${row?.revision ?? 0}"` });

export const prices = [
  route({
    method: 'get',
    path: '/v1/prices',
    scope: 'read',
    tag: 'Prices',
    summary: 'Show what this project pays for models',
    description: 'Only its own prices: all others are those of the public price list.',
    responses: shown,
    async handler(call, admin) {
      const row = await found(call, admin);
      return { status: 200, body: { prices: row?.prices ?? [] }, headers: etag(row) };
    },
  }),
  route({
    method: 'put',
    path: '/v1/prices',
    scope: 'admin',
    tag: 'Prices',
    summary: 'Say what this project pays for models',
    description:
      `Replaces all of its own prices, at most ${MAX_PRICES}. They come before the public price list, for events that ` +
      'are counted from now on. `If-Match` guards against lost updates.',
    body: ownPriceList,
    example,
    responses: shown,
    async handler(call, admin) {
      const before = await found(call, admin);
      const { row, writes } = replaced(call, admin, before, call.body.prices);
      return { status: 200, body: { prices: row.prices }, headers: etag(row), writes };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/prices',
    scope: 'admin',
    tag: 'Prices',
    summary: 'Forget one of its own prices',
    query: z.strictObject(ownPrice.omit({ usdPerMillion: true }).shape),
    responses: { 204: { description: 'Forgotten' } },
    async handler(call, admin) {
      const before = await found(call, admin);
      const gone = ownPriceKey(call.query);
      const rest = (before?.prices ?? []).filter((price) => ownPriceKey(price) !== gone);
      if (!before || rest.length === before.prices.length) throw new NotFound('price');
      return { status: 204, writes: replaced(call, admin, before, rest).writes };
    },
  }),
];
