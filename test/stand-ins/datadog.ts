import type { Arrived, Reply } from '../journeys/receiver';

const refused = (...errors: string[]): Reply => ({ status: 400, body: JSON.stringify({ errors }) });

/** By https://docs.datadoghq.com/api/latest/events/#post-an-event-v1. */
export function datadogAnswer({ body, headers, path }: Pick<Arrived, 'body' | 'headers' | 'path'>): Reply {
  if (path !== '/api/v1/events') return { status: 404 };
  if (!/^[0-9a-f]{32}$/.test(String(headers['dd-api-key'])))
    return { status: 403, body: JSON.stringify({ errors: ['Forbidden'] }) };
  const event = JSON.parse(body) as Record<string, unknown>;
  const { title, text, alert_type: kind, aggregation_key: key = '', tags = [] } = event;
  if (typeof title !== 'string' || title === '' || title.length > 100) return refused('title');
  if (typeof text !== 'string' || text === '' || text.length > 4_000) return refused('text');
  if (/@\S/.test(`${title}\n${text}`)) return refused('somebody is mentioned');
  if (text.startsWith('%%%')) return refused('text is markdown');
  if (!['error', 'warning', 'info', 'success'].includes(String(kind))) return refused('alert_type');
  if (String(key).length > 100) return refused('aggregation_key');
  if (!(tags as string[]).every((tag) => tag.length <= 200 && /^[\p{L}\p{N}_\-:./]+$/u.test(tag)))
    return refused('tags');
  return { status: 202, body: JSON.stringify({ status: 'ok', event: { id: 1 } }) };
}
