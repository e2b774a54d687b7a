import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunctions } from '../lib/bundle';
import { stageNamed } from '../lib/stage';
import { TocsinStack } from '../lib/tocsin-stack';

/** What e-mail is sent from here; it never leaves the machine. */
const LOCAL_SENDER = 'tocsin@tocsin.example';

export interface SynthesizeOptions {
  /** A stage of lib/stage.ts; `dev` if not given. */
  stage?: string;
  /** Where the cloud assembly goes. */
  outdir: string;
  /** Bundles that exist already (`<name>/index.mjs`); without it the functions are bundled first. */
  bundleDir?: string;
  /** Called before each step with a word for it. */
  onProgress?: (step: 'bundling' | 'synthesizing') => void;
}

/** Paths are absolute. */
export interface Synthesized {
  templatePath: string;
  /** The asset manifest: `files[<S3Key without .zip>].source.path` is a directory within `outdir`. */
  assetsPath: string;
  stackName: string;
}

/**
 * The template and the bundles that `cdk deploy` would send, made in this process: the same feature flags, but
 * neither the CLI nor the validation that takes it seconds. Throws what bundling or the stack throw.
 */
export async function synthesize(options: SynthesizeOptions): Promise<Synthesized> {
  const stage = { mailFrom: LOCAL_SENDER, ...stageNamed(options.stage ?? 'dev') };
  if (!options.bundleDir) options.onProgress?.('bundling');
  const bundles = options.bundleDir ?? (await bundleFunctions());
  options.onProgress?.('synthesizing');
  const app = new App({
    outdir: options.outdir,
    context: featureFlags(),
    analyticsReporting: false,
    autoSynth: false,
  });
  const stack = new TocsinStack(app, stage, (name) => Code.fromAsset(join(bundles, name)));
  withoutValidation(() => app.synth());
  return {
    templatePath: resolve(options.outdir, stack.templateFile),
    assetsPath: resolve(options.outdir, `${stack.artifactId}.assets.json`),
    stackName: stack.stackName,
  };
}

function featureFlags(): Record<string, unknown> {
  const cdk = JSON.parse(readFileSync(join(__dirname, '..', 'cdk.json'), 'utf8')) as {
    context: Record<string, unknown>;
  };
  return cdk.context;
}

/** The CDK reads the switch from the environment only. */
function withoutValidation(synth: () => void): void {
  const before = process.env['CDK_VALIDATION'];
  process.env['CDK_VALIDATION'] = 'false';
  try {
    synth();
  } finally {
    if (before === undefined) delete process.env['CDK_VALIDATION'];
    else process.env['CDK_VALIDATION'] = before;
  }
}
