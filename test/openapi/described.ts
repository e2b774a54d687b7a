import { openApiDocument } from '../../lambdas/admin/document';
import { about } from '../../lambdas/admin/resources/about';
import { resources } from '../../lambdas/admin/routes';
import { VERSION } from '../../lambdas/version';

export interface MediaType {
  schema?: object;
}

export interface DescribedResponse {
  $ref?: string;
  headers?: Record<string, { required?: boolean }>;
  content?: Record<string, MediaType>;
}

export interface Operation {
  operationId: string;
  description?: string;
  summary: string;
  parameters?: { $ref?: string; in?: string; name?: string; required?: boolean }[];
  requestBody?: { content: Record<string, MediaType> };
  responses: Record<string, DescribedResponse>;
  security?: object[];
}

export interface OpenApi {
  openapi: string;
  info: object;
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation }>;
  components: {
    schemas: Record<string, object>;
    responses: Record<string, DescribedResponse>;
    parameters: Record<string, { name: string; required?: boolean }>;
  };
}

const described = resources([]);

/** The routes of `admin`. */
export const adminRoutes = [...described, ...about(described, VERSION)];

/** The document as `GET /v1/openapi.json` answers it, made without a running stack. */
export const openApi = JSON.parse(JSON.stringify(openApiDocument(adminRoutes, VERSION))) as OpenApi;
