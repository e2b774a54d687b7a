import type { FunctionName } from '../../lib/function-names';

type Answer = Record<string, unknown> | null;

const status =
  (code: number) =>
  (answer: Answer): boolean =>
    answer?.['statusCode'] === code;

const nothingComesBack = (answer: Answer): boolean => {
  const failures = answer?.['batchItemFailures'];
  return Array.isArray(failures) && failures.length === 0;
};

/** Whether a function has done what the story asks of it: a failure has an answer too. */
const RIGHT: Record<FunctionName, (answer: Answer) => boolean> = {
  authorize: (answer) => answer?.['isAuthorized'] === true,
  ingest: status(202),
  route: nothingComesBack,
  deliver: nothingComesBack,
  monitor: nothingComesBack,
  sweep: (answer) => answer === null,
  bury: nothingComesBack,
  admin: status(201),
};

/** `payload` is what the client has posted; of no value at all, it is empty. */
export const isRight = (name: FunctionName, payload: string): boolean =>
  RIGHT[name](payload === '' ? null : (JSON.parse(payload) as Answer));
