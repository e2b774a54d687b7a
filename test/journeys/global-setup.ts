import { DEPLOYED } from '../deploy/deployed';
import { cachedAssembly } from './cached-assembly';

/** The variable by which test files find the assembly. */
export const ASSEMBLY = 'TOCSIN_TEST_ASSEMBLY';

/** Synthesizes once for all test files, unless they are to ask a stack that is deployed. */
export default async function setup(): Promise<void> {
  if (process.env[DEPLOYED] !== undefined) return;
  process.env[ASSEMBLY] = JSON.stringify(await cachedAssembly('test-cdk.out'));
}
