import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { loadAgents } from '../../adapters/aws/agents';
import { directive } from '../../core/agent/directive';
import { json, problemAnswer } from './answer';
import { askedAgent, type AskedBy } from './asked-agent';
import type { IngestTools } from './ingest';

type DirectiveRequest = AskedBy & Pick<APIGatewayProxyEventV2, 'headers' | 'requestContext'>;

/**
 * `GET /v1/agents/{agent}/directive` with an ETag, so that an agent can ask often for little. The tag covers the
 * live holds as well as the version, since a hold ends without a write.
 */
export async function showDirective(
  { tables, monitoringTable }: IngestTools,
  project: string,
  request: DirectiveRequest,
  now: number,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { headers, requestContext } = request;
  const agent = askedAgent(request);
  if (typeof agent !== 'string') return problemAnswer(agent, requestContext.requestId);
  const rows = await loadAgents(tables, monitoringTable, project, [agent]);
  const shown = directive(agent, rows.get(agent) ?? [], now);
  const etag = `"${[shown.version, ...shown.holds.map(({ id }) => id)].join('-')}"`;
  if (isKnown(headers['if-none-match'], etag)) return { statusCode: 304, headers: { etag } };
  return json(200, shown, { etag });
}

/** If-None-Match: a list of tags, compared weakly, or `*` (RFC 9110, section 13.1.2). A proxy may have made ours weak. */
const isKnown = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
