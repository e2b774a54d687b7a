import type { components, paths } from './openapi';

/** A schema of the API's document, such as `Schema<'Alert'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths that take a method. */
export type PathOf<M extends Method> = {
  [Path in keyof paths]: paths[Path][M] extends object ? Path : never;
}[keyof paths];

type Operation<M extends Method, Path extends PathOf<M>> = NonNullable<paths[Path][M]>;

/** Parameters are optional in a place where none is required. */
type Parameter<Name extends string, Value> = [Value] extends [never]
  ? { [Key in Name]?: never }
  : Value extends object
    ? Partial<Value> extends Value
      ? { [Key in Name]?: Value }
      : { [Key in Name]: Value }
    : { [Key in Name]?: never };

type ParametersOf<Of> = Of extends { parameters: infer Given } ? Given : never;
type Place<Of, Name extends string> =
  ParametersOf<Of> extends { [Key in Name]?: infer Value } ? NonNullable<Value> : never;
type BodyOf<Of> = Of extends { requestBody?: { content: infer Content } }
  ? Content extends { 'application/json': infer Json }
    ? { body: Json }
    : { body?: unknown }
  : { body?: never };

/** What a request has beside its path: `path` and `query` parameters, and a `body`. */
export type RequestOf<M extends Method, Path extends PathOf<M>> = Parameter<
  'path',
  Place<Operation<M, Path>, 'path'>
> &
  Parameter<'query', Place<Operation<M, Path>, 'query'>> &
  BodyOf<Operation<M, Path>> & {
    /** POSTs have one anyway: the client sends a request again only under the same. */
    idempotencyKey?: string;
    signal?: AbortSignal;
  };

type Json<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Success = 200 | 201 | 202 | 204;

/** What a request that succeeds is answered: JSON, or undefined. */
export type AnswerOf<M extends Method, Path extends PathOf<M>> =
  Operation<M, Path> extends { responses: infer Responses }
    ? { [Status in keyof Responses & Success]: Json<Responses[Status]> }[keyof Responses & Success]
    : never;

/** A request without anything that is required may be left out. */
export type RequestArguments<M extends Method, Path extends PathOf<M>> =
  Partial<RequestOf<M, Path>> extends RequestOf<M, Path>
    ? [request?: RequestOf<M, Path>]
    : [request: RequestOf<M, Path>];
