import { FUNCTION_NAMES } from '../../lib/function-names';
import { resources, templateOf } from './synthesized';

interface Body {
  'Fn::Join': [string, (string | { Ref?: string; 'Fn::GetAtt'?: [string, string] })[]];
}

interface Widget {
  width: number;
  y: number;
  properties: { title: string; metrics?: unknown[][] };
}

function widgetsOf(name: string): Widget[] {
  const [dashboard] = resources(templateOf(name), 'AWS::CloudWatch::Dashboard');
  const parts = (dashboard?.[1].Properties['DashboardBody'] as Body)['Fn::Join'][1];
  const text = parts.map((part) =>
    typeof part === 'string' ? part : (part.Ref ?? part['Fn::GetAtt']?.[0] ?? ''),
  );
  return (JSON.parse(text.join('')) as { widgets: Widget[] }).widgets;
}

const widgets = widgetsOf('prod');
const shown = (metric: string, dimension: RegExp): unknown[][] =>
  widgets
    .flatMap(({ properties }) => properties.metrics ?? [])
    .filter(([, name, , value]) => name === metric && dimension.test(String(value)));

describe('the dashboard', () => {
  it.each(['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'])(
    'shows %s of the dead queue, for which an alarm rings',
    (metric) => {
      expect(shown(metric, /^DeadQueue/)).toHaveLength(1);
    },
  );

  it.each(['Errors', 'Throttles', 'ConcurrentExecutions'])('shows %s of every function', (metric) => {
    expect(shown(metric, /./)).toHaveLength(FUNCTION_NAMES.length);
  });

  it('fills its rows', () => {
    const rows = Map.groupBy(widgets, ({ y }) => y);
    for (const row of rows.values()) expect(row.reduce((sum, { width }) => sum + width, 0)).toBe(24);
  });

  it('never has two units on one axis', () => {
    const units = widgets.flatMap(({ properties }) => {
      const { yAxis } = properties as { yAxis?: { left: { label: string } } };
      return yAxis ? [yAxis.left.label] : [];
    });
    expect(units.length).toBeGreaterThan(10);
    for (const unit of units) expect(unit).toMatch(/^\w+$/);
  });
});
