import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { openApi } from './described';

/**
 * `npm run sdk:types` writes the types of the SDK's client of the whole API; `-- --print` only prints them. Every refusal is
 * one type (sdk/api/problem.ts) and examples are for readers, so neither is in them.
 */
async function main(): Promise<void> {
  const { components, ...rest } = openApi as { components: Json };
  // Those are refusals as well.
  const { responses: _, ...kept } = components;
  const slim = slimmed({ ...rest, components: kept }) as OpenAPI3;
  const types = astToString(await openapiTS(slim, { alphabetize: true }));
  const text = `/** Made by \`npm run sdk:types\` of the API's OpenAPI document; do not edit. */\n\n${types}`;
  if (process.argv.includes('--print')) process.stdout.write(text);
  else writeFileSync(join(__dirname, '..', '..', 'sdk', 'api', 'openapi.ts'), text);
}

type Json = Record<string, unknown>;

function slimmed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(slimmed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Json).filter(([name, inner]) => isKept(name, inner));
  return Object.fromEntries(entries.map(([name, inner]) => [name, slimmed(inner)]));
}

/** Below `responses` stand statuses; a property of a schema that happens to be named `example` is an object. */
const isKept = (name: string, value: unknown): boolean =>
  !/^[45]\d\d$/.test(name) && !(name === 'example' || name === 'examples' ? !isSchema(value) : false);

const isSchema = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('type' in value || '$ref' in value);

void main();
