import { bundleFunctions } from '../lib/bundle';
import type { ToParent } from './synthesize-in-child';
import type { SynthesizeOptions } from './synthesize';

/** The program behind `synthesizeInChild`; its argument are the options as JSON. */
async function main(): Promise<void> {
  // The parent has ended, so nobody needs the answer.
  process.once('disconnect', () => process.exit(1));
  const options = JSON.parse(process.argv[2] ?? '{}') as SynthesizeOptions;
  // esbuild is a process of its own: this one loads the CDK meanwhile.
  const [bundleDir, { synthesize }] = await Promise.all([
    options.bundleDir ?? bundleFunctions(),
    import('./synthesize'),
  ]);
  const onProgress = (step: string): void => tell({ step });
  tell({ synthesized: await synthesize({ ...options, bundleDir, onProgress }) });
}

const tell = (message: ToParent): void => void process.send?.(message);

main()
  .catch((error: unknown) => tell({ error: error instanceof Error ? (error.stack ?? '') : String(error) }))
  .finally(() => process.disconnect());
