import type { Cases } from '../contract';
import { codeOf, ENTRY, errorOf, type EventBridgeWorld, put } from './world';

const MB = 1_048_576;
const FIXED = ENTRY.Source.length + ENTRY.DetailType.length;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A detail of exactly this many bytes. */
const detailOf = (bytes: number): string => JSON.stringify({ x: 'a'.repeat(bytes - '{"x":""}'.length) });

const without = (name: keyof typeof ENTRY) =>
  Object.fromEntries(Object.entries(ENTRY).filter(([key]) => key !== name));

const times = (count: number) => Array.from({ length: count }, () => ENTRY);

export const putEventsCases: Cases<EventBridgeWorld> = {
  'an accepted entry gets an event id': async (world) => {
    const answer = await put(world, [ENTRY]);
    expect(answer.FailedEntryCount).toBe(0);
    expect(answer.Entries?.[0]?.EventId).toMatch(UUID);
  },
  'ten entries are taken, each with its own id': async (world) => {
    const answer = await put(world, times(10));
    expect(new Set(answer.Entries?.map(({ EventId }) => EventId)).size).toBe(10);
  },
  'eleven entries are refused': async (world) => {
    expect(await errorOf(put(world, times(11)))).toBe('ValidationException');
  },
  'no entries are refused': async (world) => {
    expect(await errorOf(put(world, []))).toBe('ValidationException');
  },
  'an entry without Source fails': async (world) => {
    expect(await codeOf(world, without('Source'))).toBe('InvalidArgument');
  },
  'an entry without DetailType fails': async (world) => {
    expect(await codeOf(world, without('DetailType'))).toBe('InvalidArgument');
  },
  'an entry without Detail fails': async (world) => {
    expect(await codeOf(world, without('Detail'))).toBe('InvalidArgument');
  },
  'a Detail that is no JSON fails': async (world) => {
    expect(await codeOf(world, { ...ENTRY, Detail: '{"n":' })).toBe('MalformedDetail');
  },
  'a Detail that is an array fails': async (world) => {
    expect(await codeOf(world, { ...ENTRY, Detail: '[1]' })).toBe('MalformedDetail');
  },
  'a Detail that is a string fails': async (world) => {
    expect(await codeOf(world, { ...ENTRY, Detail: '"x"' })).toBe('MalformedDetail');
  },
  'a Source of AWS itself fails': async (world) => {
    expect(await codeOf(world, { ...ENTRY, Source: 'aws.ec2' })).toBe('NotAuthorizedForSourceException');
  },
  'a bad entry fails alone, in its place': async (world) => {
    const answer = await put(world, [ENTRY, { ...ENTRY, Detail: 'x' }, ENTRY]);
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      undefined,
    ]);
  },
  'entries just under 1 MB are taken': async (world) => {
    expect(await codeOf(world, { ...ENTRY, Detail: detailOf(MB - FIXED - 1) })).toBeUndefined();
  },
  'an entry of 1 MB is refused': async (world) => {
    const Detail = detailOf(MB - FIXED);
    expect(await errorOf(put(world, [{ ...ENTRY, Detail }]))).toBe('ValidationException');
  },
  'the sizes of entries add up': async (world) => {
    const entry = { ...ENTRY, Detail: detailOf(MB / 2) };
    expect(await errorOf(put(world, [entry, entry]))).toBe('ValidationException');
  },
  'size is counted in UTF-8 bytes': async (world) => {
    const Detail = JSON.stringify({ x: 'é'.repeat(MB / 2) });
    expect(await errorOf(put(world, [{ ...ENTRY, Detail }]))).toBe('ValidationException');
  },
  'a given Time counts 14 bytes': async (world) => {
    const Detail = detailOf(MB - FIXED - 14);
    expect(await errorOf(put(world, [{ ...ENTRY, Detail, Time: new Date(0) }]))).toBe('ValidationException');
  },
  'resources count towards the size': async (world) => {
    const Detail = detailOf(MB - FIXED - 3);
    expect(await errorOf(put(world, [{ ...ENTRY, Detail, Resources: ['arn'] }]))).toBe('ValidationException');
  },
  'an event for a bus that does not exist is answered, and dropped': async (world) => {
    const answer = await put(world, [{ ...ENTRY, EventBusName: 'nobody-made-this' }]);
    expect(answer.Entries?.[0]?.EventId).toMatch(UUID);
  },
};
