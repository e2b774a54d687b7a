import { storedBody } from '../../../core/delivery/stored-body';
import { compress } from '../../../core/event/entry';

const Z = compress('{"id":"evt_1","data":{"id":"alt_1"}}');

it('A body is unpacked once, when it is first asked for', () => {
  const body = storedBody('alert.firing', Z);
  expect(body.z).toBe(Z);
  expect(body.telling()).toEqual({ type: 'alert.firing', data: { id: 'alt_1' } });
  expect(body.telling()).toBe(body.telling());
  expect(body.text()).toBe('{"id":"evt_1","data":{"id":"alt_1"}}');
});

it('An event that is none of an alert tells of none', () => {
  expect(storedBody('agent.run.failed', Z).telling()).toBeUndefined();
});

it('A body that is not compressed fails where it is unpacked', () => {
  const body = storedBody('alert.firing', 'nothing');
  expect(() => body.text()).toThrow();
});
