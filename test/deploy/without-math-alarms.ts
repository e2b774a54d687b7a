import type { Template } from './assembly';

/** What stands where an alarm that is left out was named, e.g. on the dashboard. */
const NO_ALARM = 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:none';

/** The template without the alarms that compute, and their logical ids. */
export function withoutMathAlarms(template: Template): { template: Template; removed: string[] } {
  const computes = ({ Type, Properties }: Template['Resources'][string]): boolean =>
    Type === 'AWS::CloudWatch::Alarm' && Properties?.['Metrics'] !== undefined;
  const all = Object.entries(template.Resources);
  const removed = all.filter(([, resource]) => computes(resource)).map(([id]) => id);
  const Resources = Object.fromEntries(all.filter(([id]) => !removed.includes(id)));
  return { template: withoutNames({ ...template, Resources }, removed) as Template, removed };
}

function withoutNames(value: unknown, removed: string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutNames(each, removed));
  if (typeof value !== 'object' || value === null) return value;
  const [named] = (value as { 'Fn::GetAtt'?: unknown[] })['Fn::GetAtt'] ?? [];
  if (removed.includes(String(named))) return NO_ALARM;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutNames(each, removed)]));
}
