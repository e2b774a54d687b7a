import { readDescribed } from './described-file';

/** Stands in for `described.ts` in tests of the project `cloud` (jest.config.js). */
export const openApi = readDescribed();
