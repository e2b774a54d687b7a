import { join } from 'node:path';
import { synthesizeInChild } from '../../local/synthesize-in-child';
import { DEPLOYED } from '../deploy/deployed';

/** The variable by which test files find the assembly. */
export const ASSEMBLY = 'TOCSIN_TEST_ASSEMBLY';

/** Synthesizes once for all test files, unless they are to ask a stack that is deployed. */
export default async function setup(): Promise<void> {
  if (process.env[DEPLOYED] !== undefined) return;
  const outdir = join(__dirname, '..', '..', '.build', 'test-cdk.out');
  process.env[ASSEMBLY] = JSON.stringify(await synthesizeInChild({ outdir }));
}
