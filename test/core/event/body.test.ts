import { withData } from '../../../core/event/body';
import { toEntry } from '../../../core/event/entry';
import { viewOf } from '../../../core/event/read-entry';
import type { AcceptedEvent } from '../../../core/event/event';

const CASES: [string, string][] = [
  ['{"id":"1","data":{ "a":1e400}}', '{"id":"1","data":{ "a":1e400}}'],
  ['{"id":"1","data":null}', '{"id":"1","data":null}'],
  ['{"id":"1"}', '{"id":"1","data":{}}'],
  ['{"id":"1","extensions":{"data":1.0}}', '{"id":"1","data":{},"extensions":{"data":1.0}}'],
];

describe('a body without data', () => {
  it.each(CASES)('%s is shown as %s', (body, shown) => expect(withData(body)).toBe(shown));

  it.each(CASES)('%s is filtered as %s', (body, shown) => {
    const event: AcceptedEvent = {
      ...{ id: '1', project: 'p', type: 'a', source: 'b', time: 0, receivedAt: 0, contentHash: '', body },
    };
    expect(viewOf(toEntry(event))).toEqual(JSON.parse(shown));
  });
});
