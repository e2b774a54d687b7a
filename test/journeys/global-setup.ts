import { join } from 'node:path';
import { synthesize } from '../../local/synthesize';

/** The variable by which test files find the assembly. */
export const ASSEMBLY = 'TOCSIN_TEST_ASSEMBLY';

/** Synthesizes once for all test files. */
export default async function setup(): Promise<void> {
  const outdir = join(__dirname, '..', '..', '.build', 'test-cdk.out');
  process.env[ASSEMBLY] = JSON.stringify(await synthesize({ outdir }));
}
