export { Client, Refused, Unreachable, type Connection, type Problem } from './api/client';
export { conservation, type Conservation, type Stranded } from './api/conservation';
export type { AnswerOf, Method, PathOf, RequestOf, Schema } from './api/endpoints';
export type { paths, webhooks } from './api/openapi';
