/** One folder of `lambdas/` each, and one bundle. */
export const FUNCTION_NAMES = [
  'authorize',
  'ingest',
  'route',
  'deliver',
  'monitor',
  'sweep',
  'bury',
  'admin',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];
