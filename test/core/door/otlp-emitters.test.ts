import type { DoorEvent } from '../../../core/door/door-event';
import { readOtlp } from '../../../core/door/otlp/read-request';
import { toEvents } from '../../../core/door/otlp/to-events';
import { EMITTERS } from '../../emitters/emitters';
import { bytesOf, expectedOf, type Recording, RECORDINGS } from '../../emitters/recordings';

const eventsOf = (recording: Recording, format: 'protobuf' | 'json'): DoorEvent[] => {
  const bytes = bytesOf(recording, format === 'json' ? 'json' : 'pb');
  return toEvents(readOtlp(bytes, format, recording.signal), undefined).events;
};

describe.each(RECORDINGS)('What $name sends as $signal', (recording) => {
  it('gives the expected events as protobuf', () => {
    expect(eventsOf(recording, 'protobuf')).toEqual(expectedOf(recording));
  });

  it('gives the same events as JSON', () => {
    expect(eventsOf(recording, 'json')).toEqual(expectedOf(recording));
  });
});

it('Every recording is of an emitter that the documents name', () => {
  const named = new Set(EMITTERS.flatMap(({ recordings }) => recordings));
  expect([...new Set(RECORDINGS.map(({ name }) => name))].sort()).toEqual([...named].sort());
});
