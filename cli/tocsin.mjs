#!/usr/bin/env node
// The command that npx finds. All else is TypeScript, which tsx loads.
import 'tsx';

const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2), process.env);
