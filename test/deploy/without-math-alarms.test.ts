import { withoutMathAlarms } from './without-math-alarms';

const alarm = (Properties: Record<string, unknown>) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
const dashboard = (...alarms: string[]) => ({
  Type: 'AWS::CloudWatch::Dashboard',
  Properties: { DashboardBody: { 'Fn::Join': ['', alarms.map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] }))] } },
});

it('alarms that compute go, and whatever names them has another word', () => {
  const Resources = { Sum: alarm({ Metrics: [] }), Plain: alarm({ MetricName: 'Errors' }) };
  const { template, removed } = withoutMathAlarms({
    Resources: { ...Resources, Page: dashboard('Sum', 'Plain') },
  });
  expect(removed).toEqual(['Sum']);
  expect(Object.keys(template.Resources)).toEqual(['Plain', 'Page']);
  expect(JSON.stringify(template.Resources['Page'])).not.toContain('Sum');
  expect(JSON.stringify(template.Resources['Page'])).toContain('"Fn::GetAtt":["Plain","Arn"]');
});

it('a template without such alarms stays as it is', () => {
  const template = { Resources: { Plain: alarm({ MetricName: 'Errors' }), Page: dashboard('Plain') } };
  expect(withoutMathAlarms(template)).toEqual({ template, removed: [] });
});
