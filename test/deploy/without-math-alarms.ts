interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

/**
 * The template without the alarms that compute: MiniStack refuses them. Whatever names their ARNs (the dashboard) gets a
 * word in their place.
 */
export function withoutMathAlarms(template: Template): { template: Template; removed: string[] } {
  const removed = Object.entries(template.Resources)
    .filter(
      ([, { Type, Properties }]) =>
        Type === 'AWS::CloudWatch::Alarm' && Properties?.['Metrics'] !== undefined,
    )
    .map(([id]) => id);
  const Resources = Object.fromEntries(
    Object.entries(template.Resources).filter(([id]) => !removed.includes(id)),
  );
  return { template: replaced({ ...template, Resources }, removed) as Template, removed };
}

function replaced(value: unknown, removed: string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => replaced(each, removed));
  if (typeof value !== 'object' || value === null) return value;
  const got = (value as { 'Fn::GetAtt'?: unknown[] })['Fn::GetAtt'];
  if (Array.isArray(got) && removed.includes(String(got[0])))
    return 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:none';
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, removed)]));
}
