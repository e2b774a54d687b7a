import type { Expectation, ExpectationOf } from '../format/expectation';
import { body, data } from './expectations/contents';
import { connections, requests, taken } from './expectations/counting';
import { header, line, timestamp } from './expectations/heads';
import { delivered, status, told } from './expectations/results';
import { secret } from './expectations/secret';
import { signatures } from './expectations/signatures';
import { before, closed, delay, interval, spread } from './expectations/timing';
import type { Stage } from './stage';

type Fault = string | undefined;

const CHECKS: {
  [Kind in Expectation['expect']]: (stage: Stage, expected: ExpectationOf<Kind>) => Fault | Promise<Fault>;
} = {
  requests,
  connections,
  line,
  header,
  signatures,
  timestamp,
  data,
  body,
  interval,
  spread,
  delay,
  before,
  taken,
  closed,
  delivered,
  status,
  told,
  secret,
};

/** What is wrong, as a sentence; undefined if the expectation holds. */
export async function check(stage: Stage, expected: Expectation): Promise<Fault> {
  // The compiler does not see that the key and the argument go together.
  const checkOne = CHECKS[expected.expect] as (stage: Stage, expected: Expectation) => Fault | Promise<Fault>;
  return await checkOne(stage, expected);
}
