import { DEPLOYED } from '../deploy/deployed';
import { openApi } from '../openapi/described';
import { keepDescribed } from '../openapi/described-file';
import { cachedAssembly } from './cached-assembly';

/** The variable by which test files find the assembly. */
export const ASSEMBLY = 'TOCSIN_TEST_ASSEMBLY';

/** Describes the API once for all test files, and synthesizes unless they are to ask a stack that is deployed. */
export default async function setup(): Promise<void> {
  keepDescribed(openApi);
  if (process.env[DEPLOYED] !== undefined) return;
  process.env[ASSEMBLY] = JSON.stringify(await cachedAssembly('test-cdk.out'));
}
