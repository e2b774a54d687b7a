import type { Arrived, Reply } from '../journeys/receiver';

interface PostableAlert {
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  startsAt?: string;
  endsAt?: string;
}

const NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

const areLabels = (labels: Record<string, string>, most = 1): boolean =>
  Object.keys(labels).length >= most &&
  Object.entries(labels).every(
    ([name, value]) => NAME.test(name) && typeof value === 'string' && value.isWellFormed(),
  );

/** An Alertmanager, as far as its API v2 takes alerts (`api/v2/openapi.yaml`, `types.go`): labels are the identity. */
export class Alertmanager {
  readonly alerts = new Map<string, PostableAlert>();

  answer({ body, path, method }: Pick<Arrived, 'body' | 'path' | 'method'>): Reply {
    if (method !== 'POST' || path !== '/api/v2/alerts') return { status: 404 };
    const alerts = JSON.parse(body) as PostableAlert[];
    const invalid = alerts.find(
      ({ labels, annotations = {}, startsAt, endsAt }) =>
        !areLabels(labels) ||
        !areLabels(annotations, 0) ||
        (startsAt !== undefined && endsAt !== undefined && Date.parse(endsAt) < Date.parse(startsAt)),
    );
    if (invalid) return { status: 400, body: JSON.stringify(`invalid alert ${JSON.stringify(invalid)}`) };
    for (const alert of alerts) this.alerts.set(JSON.stringify(Object.entries(alert.labels).sort()), alert);
    return { status: 200 };
  }

  /** Severities of what fires at a time (epoch ms). */
  firing(now: number): string[] {
    return [...this.alerts.values()]
      .filter(({ endsAt }) => endsAt === undefined || Date.parse(endsAt) > now)
      .map(({ labels }) => labels['severity'] ?? '');
  }
}
