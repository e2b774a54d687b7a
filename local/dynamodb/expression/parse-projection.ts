import type { Path } from './ast';
import type { Parser } from './parser';
import { pathClash } from './path';

export function parseProjection(parser: Parser): Path[] {
  const paths = parser.list(() => parser.path());
  paths.forEach((two, index) => {
    for (const one of paths.slice(0, index)) {
      const clash = pathClash(one, two);
      if (clash !== undefined) parser.complain(clash);
    }
  });
  parser.finish();
  return paths;
}
