import type { Cases } from '../contract';
import { delivered, ENTRY, type Envelope, type EventBridgeWorld, passes, put } from './world';

export const envelopeCases: Cases<EventBridgeWorld> = {
  'the envelope has exactly the documented members': async (world) => {
    const { envelope } = await delivered(world);
    expect(envelope).toEqual({
      version: '0',
      id: expect.any(String) as string,
      'detail-type': ENTRY.DetailType,
      source: ENTRY.Source,
      account: '000000000000',
      time: expect.any(String) as string,
      region: 'us-east-1',
      resources: [],
      detail: { n: 1 },
    });
  },
  'the envelope has the id that PutEvents answered': async (world) => {
    const { envelope, id } = await delivered(world);
    expect(envelope.id).toBe(id);
  },
  'a given Time is in the envelope, to the second': async (world) => {
    const { envelope } = await delivered(world, { Time: new Date('2026-01-02T03:04:05Z') });
    expect(envelope.time).toBe('2026-01-02T03:04:05Z');
  },
  'the default time has seconds and Z': async (world) => {
    const { envelope } = await delivered(world);
    expect(envelope.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  },
  'resources are in the envelope': async (world) => {
    const { envelope } = await delivered(world, { Resources: ['arn:a', 'arn:b'] });
    expect(envelope.resources).toEqual(['arn:a', 'arn:b']);
  },
  'numbers in the detail keep their spelling': async (world) => {
    const { text } = await delivered(world, { Detail: '{"n":1.50,"big":12345678901234567890,"e":1E2}' });
    expect(text.replaceAll(' ', '')).toContain('"detail":{"n":1.50,"big":12345678901234567890,"e":1E2}');
  },
  'text in the detail keeps its characters': async (world) => {
    const { envelope } = await delivered(world, { Detail: JSON.stringify({ x: 'grüße 🔔 "\\/' }) });
    expect(envelope.detail).toEqual({ x: 'grüße 🔔 "\\/' });
  },
};

export const routingCases: Cases<EventBridgeWorld> = {
  'EventBusName may be an ARN': async (world) => {
    const { bus, next } = await world.wire({ source: ['tocsin'] });
    await put(world, [{ ...ENTRY, EventBusName: `arn:aws:events:us-east-1:000000000000:event-bus/${bus}` }]);
    expect(await next()).not.toBe('');
  },
  'an event goes to its own bus only': async (world) => {
    const one = await world.wire({ source: ['tocsin'] });
    const other = await world.wire({ source: ['tocsin'] });
    await put(world, [{ ...ENTRY, EventBusName: one.bus }]);
    expect(await one.next()).not.toBe('');
    expect(await other.waiting()).toEqual([]);
  },
  'each rule that matches sends the event': async (world) => {
    const { bus, next } = await world.wire({ source: ['tocsin'] }, { 'detail-type': [ENTRY.DetailType] });
    await put(world, [{ ...ENTRY, EventBusName: bus }]);
    const ids = [await next(), await next()].map((body) => (JSON.parse(body) as Envelope).id);
    expect(ids[0]).toBe(ids[1]);
  },
  'every entry of a batch arrives': async (world) => {
    const { bus, next } = await world.wire({ source: ['tocsin'] });
    await put(
      world,
      [1, 2, 3].map((n) => ({ ...ENTRY, EventBusName: bus, Detail: JSON.stringify({ n }) })),
    );
    const bodies = [await next(), await next(), await next()];
    expect(bodies.map((body) => (JSON.parse(body) as { detail: { n: number } }).detail.n).sort()).toEqual([
      1, 2, 3,
    ]);
  },
};

const matching = (detail: object, pattern: object, expected: boolean) => async (world: EventBridgeWorld) =>
  expect(await passes(world, detail, pattern)).toBe(expected);

export const matchingCases: Cases<EventBridgeWorld> = {
  'an exact value matches': matching({ a: 'x' }, { a: ['x'] }, true),
  'another value does not': matching({ a: 'y' }, { a: ['x'] }, false),
  'a value in an array matches': matching({ a: ['y', 'x'] }, { a: ['x'] }, true),
  'all fields of a pattern must match': matching({ a: 'x', b: 'y' }, { a: ['x'], b: ['z'] }, false),
  'a nested field matches': matching({ a: { b: 'x' } }, { a: { b: ['x'] } }, true),
  'a prefix matches': matching({ a: 'llm.request' }, { a: [{ prefix: 'llm.' }] }, true),
  'a suffix matches': matching({ a: 'x.png' }, { a: [{ suffix: '.png' }] }, true),
  'a wildcard matches': matching({ a: 'llm.request.failed' }, { a: [{ wildcard: 'llm.*.failed' }] }, true),
  'anything-but refuses its value': matching({ a: 'x' }, { a: [{ 'anything-but': ['x'] }] }, false),
  'anything-but needs the field': matching({ b: 1 }, { a: [{ 'anything-but': ['x'] }] }, false),
  'a numeric range matches': matching({ a: 5 }, { a: [{ numeric: ['>', 1, '<=', 5] }] }, true),
  'a numeric range never takes a string': matching({ a: '5' }, { a: [{ numeric: ['>', 1] }] }, false),
  '1 matches 1.0': matching({ a: 1 }, { a: [1.0] }, true),
  'exists false matches a missing field': matching({ b: 1 }, { a: [{ exists: false }] }, true),
  'exists true is false on an object': matching({ a: { b: 1 } }, { a: [{ exists: true }] }, false),
  'null matches only null': matching({ a: '' }, { a: [null] }, false),
  '$or needs one alternative': matching({ b: 2 }, { $or: [{ a: [1] }, { b: [2] }] }, true),
};
