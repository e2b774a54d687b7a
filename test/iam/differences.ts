import type { Calls } from './calls';

/** What `after` has and `before` has not (+), and the other way round (-), a line for each. */
export function differences(before: Calls, after: Calls): string[] {
  const [old, now] = [lines(before), lines(after)];
  return [
    ...now.filter((each) => !old.includes(each)).map((each) => `+ ${each}`),
    ...old.filter((each) => !now.includes(each)).map((each) => `- ${each}`),
  ];
}

const lines = (calls: Calls): string[] =>
  Object.entries(calls).flatMap(([who, of]) => of.map((call) => `${who}: ${call}`));
