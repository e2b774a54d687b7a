import { defineConfig } from 'tsdown';

/** `npm run build:sdk`: the package `@tocsin/sdk` in `sdk/dist`, for `import` and `require`, with its types. */
export default defineConfig({
  entry: {
    ...{ tocsin: 'tocsin.ts', api: 'api.ts', verify: 'verify/verify.ts' },
    ...{
      ai: 'adapters/ai.ts',
      'openai-agents': 'adapters/openai-agents.ts',
      langchain: 'adapters/langchain.ts',
    },
    'claude-agent-sdk': 'adapters/claude-agent-sdk.ts',
  },
  format: ['esm', 'cjs'],
  platform: 'neutral',
  fixedExtension: true,
  target: 'es2022',
  dts: true,
  clean: true,
  outDir: 'dist',
  copy: ['../LICENSE'],
  logLevel: 'error',
});
