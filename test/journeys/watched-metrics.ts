import { NAMESPACE } from '../../lambdas/metrics';
import { readTemplate } from '../../local/template/template';
import { assembly } from './cloud';

interface Metric {
  Namespace: string;
  MetricName: string;
  Dimensions?: { Value: { Ref: string } }[];
}

interface AlarmProperties extends Metric {
  Metrics?: { MetricStat?: { Metric: Metric } }[];
}

/** A metric of ours that somebody looks at, and the logical id of the function that is to write it. */
export interface Watched {
  metric: string;
  logicalId: string;
}

/** What the alarms and the dashboard of the template read of what functions write into their lines. */
export function watchedMetrics(): { byAlarms: Watched[]; onDashboard: Watched[] } {
  const resources = Object.values(readTemplate(assembly()).Resources);
  const of = <T>(type: string): T[] =>
    resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties as T);
  return {
    byAlarms: of<AlarmProperties>('AWS::CloudWatch::Alarm').flatMap(readByAlarm),
    onDashboard: of<{ DashboardBody: Join }>('AWS::CloudWatch::Dashboard').flatMap(shownOn),
  };
}

function readByAlarm({ Metrics = [], ...own }: AlarmProperties): Watched[] {
  const read = [own, ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])];
  return read
    .filter(({ Namespace }) => Namespace === NAMESPACE)
    .map(({ MetricName, Dimensions }) => ({
      metric: MetricName,
      logicalId: Dimensions?.[0]?.Value.Ref ?? '',
    }));
}

interface Join {
  'Fn::Join': [string, (string | { Ref?: string })[]];
}

function shownOn({ DashboardBody }: { DashboardBody: Join }): Watched[] {
  const parts = DashboardBody['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : (part.Ref ?? ''))).join('');
  const { widgets } = JSON.parse(text) as { widgets: { properties: { metrics?: string[][] } }[] };
  return widgets
    .flatMap(({ properties }) => properties.metrics ?? [])
    .filter(([namespace]) => namespace === NAMESPACE)
    .map(([, metric = '', , logicalId = '']) => ({ metric, logicalId }));
}
