import type { Arrived, Reply } from '../journeys/receiver';

const text = (value: unknown, max: number): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= max;

/** By https://developer.pagerduty.com/docs/events-api-v2/trigger-events. */
function problems(event: Record<string, unknown>): string[] {
  const { routing_key: key, event_action: action, dedup_key: dedup, links = [] } = event;
  const payload = (event['payload'] ?? {}) as Record<string, unknown>;
  const trigger = action === 'trigger';
  return [
    ...(typeof key === 'string' && /^[0-9A-Za-z]{32}$/.test(key) ? [] : ["'routing_key' is invalid"]),
    ...(['trigger', 'acknowledge', 'resolve'].includes(String(action)) ? [] : ["'event_action' is invalid"]),
    ...((trigger && dedup === undefined) || text(dedup, 255) ? [] : ["'dedup_key' is missing or too long"]),
    ...(!trigger || text(payload['summary'], 1_024) ? [] : ["'payload.summary' is missing or too long"]),
    ...(!trigger || text(payload['source'], 255) ? [] : ["'payload.source' is missing or blank"]),
    ...(!trigger || ['critical', 'error', 'warning', 'info'].includes(String(payload['severity']))
      ? []
      : ["'payload.severity' is invalid"]),
    ...(payload['timestamp'] === undefined ||
    (typeof payload['timestamp'] === 'string' && !Number.isNaN(Date.parse(payload['timestamp'])))
      ? []
      : ["'payload.timestamp' is invalid"]),
    ...((links as { href?: string }[]).every(({ href }) => /^https?:/.test(href ?? ''))
      ? []
      : ["'links' is invalid"]),
  ];
}

/** An account of PagerDuty that takes events and keeps incidents as its documents say. */
export class PagerDuty {
  /** By routing key and dedup key; what ends is gone. */
  readonly incidents = new Map<string, 'triggered' | 'acknowledged'>();
  readonly log: string[] = [];

  answer({ body, path }: Pick<Arrived, 'body' | 'path'>): Reply {
    if (path !== '/v2/enqueue') return { status: 404 };
    if (Buffer.byteLength(body) > 512 * 1_024) return this.refused(['Event object is too large']);
    let event: Record<string, unknown>;
    try {
      event = JSON.parse(body) as Record<string, unknown>;
    } catch {
      return this.refused(['Event object is invalid JSON']);
    }
    const errors = problems(event);
    if (errors.length > 0) return this.refused(errors);
    this.take(event);
    const done = { status: 'success', message: 'Event processed', dedup_key: event['dedup_key'] };
    return { status: 202, body: JSON.stringify(done) };
  }

  private refused(errors: string[]): Reply {
    return {
      status: 400,
      body: JSON.stringify({ status: 'invalid event', message: 'Event object is invalid', errors }),
    };
  }

  /** What is resolved or acknowledged without an incident is dropped; a trigger of one that is there adds to it. */
  private take({ routing_key: key, dedup_key: dedup, event_action: action }: Record<string, unknown>): void {
    const name = `${String(key)} ${String(dedup)}`;
    const state = this.incidents.get(name);
    this.log.push(`${String(action)}${action !== 'trigger' && !state ? ' dropped' : ''}`);
    if (action === 'trigger' && !state) this.incidents.set(name, 'triggered');
    if (action === 'acknowledge' && state) this.incidents.set(name, 'acknowledged');
    if (action === 'resolve') this.incidents.delete(name);
  }
}
