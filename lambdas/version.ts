import { version } from '../package.json';

/** Tocsin's version, as in the `user-agent` of every request and in `GET /v1/health`. */
export const VERSION = version;
