import * as z from 'zod';
import type { Write } from '../../adapters/aws/transact';
import { InvalidInput } from '../../core/configuration/errors';
import type { OwnApi } from '../../core/destination/own-host';
import type { Caller } from '../caller';
import type { Admin } from './admin';
import { fieldErrors, type UnknownName } from './http/field-errors';
import { unknownField, unknownParameter } from './http/unknown-names';

/** `public` needs no key; `read` and `admin` are a project's (admin implies read); `root` is the deployment's. */
export type Scope = 'public' | 'read' | 'admin' | 'root';

export interface RouteResponse {
  description: string;
  schema?: z.ZodType;
  example?: unknown;
  /** What the answer may be else than JSON, by media type. */
  media?: Record<string, z.ZodType>;
  headers?: Record<string, z.ZodType>;
}

/** What a handler is given: input that its schemas have accepted, who asks, and when. */
export interface Call<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  caller: Caller;
  /** This API, as the request has reached it. */
  api: OwnApi;
  /** The project acted in; empty on `root` and `public` routes. */
  project: string;
  /** Epoch ms. */
  now: number;
  /** Where a list goes on, from its cursor. */
  after?: string | undefined;
  /** The revisions that `If-Match` names, if it names any. */
  ifMatch?: readonly number[] | undefined;
  /** The media types that the client takes, as its header says. */
  accept?: string | undefined;
  /** A list's answer, with the cursor that leads to its next page. */
  page(data: unknown[], next: string | undefined): Answer;
}

/** What a handler decides. `writes` become one transaction, with the answer remembered in it. */
export interface Answer {
  status: number;
  body?: unknown;
  /** JSON text to be answered as it is, instead of `body`. */
  text?: string;
  headers?: Record<string, string>;
  writes?: Write[];
  /** What follows the transaction. Should it fail, the sweep finds from the rows what is left to do. */
  afterwards?: () => Promise<unknown>;
}

interface Declaration<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI form: `/v1/keys/{id}`. */
  path: string;
  scope: Scope;
  tag: string;
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  body?: B;
  /** What a body's unknown fields are called here, by the names that other products give them. */
  hints?: Readonly<Record<string, string>>;
  /** The body may be YAML as well. */
  yaml?: true;
  /** A body that the schema accepts; shown in the document. */
  example?: unknown;
  responses: Record<number, RouteResponse>;
  /** The answer holds a secret: remembered only sealed. */
  secret?: true;
  handler(call: Call<z.output<P>, z.output<Q>, z.output<B>>, admin: Admin): Promise<Answer>;
}

/** Input as it came in, before any schema. */
export interface RawInput {
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

type Circumstances = Omit<Call<unknown, unknown, unknown>, keyof RawInput>;

/** A declared route: the router and the OpenAPI document are both made from it. */
export interface Route extends Omit<Declaration<z.ZodType, z.ZodType, z.ZodType>, 'handler'> {
  /** Checks input by the schemas; the result runs the handler, again and again if need be. Throws `InvalidInput`. */
  prepare(raw: RawInput): (circumstances: Circumstances, admin: Admin) => Promise<Answer>;
}

const nothing = z.strictObject({});

/** Declares a route; the handler's types come from its schemas. */
export function route<
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = z.ZodUndefined,
>({ handler, ...declaration }: Declaration<P, Q, B>): Route {
  return {
    ...declaration,
    prepare(raw) {
      const { params: ofPath, query: ofQuery = nothing, body: ofBody, hints = {} } = declaration;
      const params = parse(ofPath, raw.params, () => 'is not a known part of the path') as z.output<P>;
      const query = parse(ofQuery, raw.query, unknownParameter(ofQuery)) as z.output<Q>;
      const body = parse(ofBody, raw.body, unknownField(ofBody, hints)) as z.output<B>;
      return (circumstances, admin) => handler({ ...circumstances, params, query, body }, admin);
    },
  };
}

function parse(schema: z.ZodType | undefined, input: unknown, unknownName: UnknownName): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new InvalidInput(parsed.error.issues.flatMap((issue) => fieldErrors(issue, unknownName)));
}
