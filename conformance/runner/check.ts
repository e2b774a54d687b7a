import type { Expectation } from '../format/expectation';
import { body, data } from './expectations/contents';
import { connections, requests, taken } from './expectations/counting';
import { header, line, timestamp } from './expectations/heads';
import { delivered, status, told } from './expectations/results';
import { secret } from './expectations/secret';
import { signatures } from './expectations/signatures';
import { before, closed, delay, interval, spread } from './expectations/timing';
import type { Stage } from './stage';

/** What is wrong, as a sentence; undefined if the expectation holds. */
export async function check(stage: Stage, expected: Expectation): Promise<string | undefined> {
  switch (expected.expect) {
    case 'requests':
      return requests(stage, expected);
    case 'connections':
      return connections(stage, expected);
    case 'line':
      return line(stage, expected);
    case 'header':
      return header(stage, expected);
    case 'signatures':
      return signatures(stage, expected);
    case 'timestamp':
      return timestamp(stage, expected);
    case 'data':
      return data(stage, expected);
    case 'body':
      return body(stage, expected);
    case 'interval':
      return interval(stage, expected);
    case 'spread':
      return spread(stage, expected);
    case 'delay':
      return await delay(stage, expected);
    case 'before':
      return before(stage, expected);
    case 'taken':
      return taken(stage, expected);
    case 'closed':
      return await closed(stage, expected);
    case 'delivered':
      return delivered(stage, expected);
    case 'status':
      return await status(stage, expected);
    case 'told':
      return await told(stage, expected);
    case 'secret':
      return secret(stage, expected);
  }
}
