import type { TestCloud } from './cloud';

export type Line = Record<string, unknown> & {
  _aws?: { CloudWatchMetrics: { Metrics: { Name: string }[] }[] };
};

/** The lines of JSON that a function has written. */
export const linesOf = ({ cloud }: TestCloud, name: string): Line[] =>
  cloud
    .output(name)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

/** The metrics in the lines of a function. */
export const measuredBy = (stack: TestCloud, name: string): Set<string> =>
  new Set(
    linesOf(stack, name).flatMap(({ _aws }) =>
      (_aws?.CloudWatchMetrics ?? []).flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name)),
    ),
  );
