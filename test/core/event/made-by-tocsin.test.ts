import { decompress } from '../../../core/event/entry';
import { isMadeByTocsin } from '../../../core/event/limits';
import { tocsinEntry, type TocsinEvent } from '../../../core/event/made-by-tocsin';
import { checkEntry } from '../../../core/event/read-entry';
import { NOW } from './posted';

const FACT: TocsinEvent = {
  project: 'prj_1',
  type: 'endpoint.disabled',
  subject: 'sub_1',
  now: NOW,
  occasion: 'sub_1:4',
  data: { reason: 'gone' },
};

describe('an event that Tocsin makes', () => {
  it('1.5 is the same event if it is made twice, even later: a repeat collapses instead of conflicting', () => {
    const [one, other] = [tocsinEntry(FACT), tocsinEntry({ ...FACT, now: NOW + 5_000 })];
    expect(other).toMatchObject({ id: one.id, contentHash: one.contentHash });
  });

  it('1.5 is another event for another project, type or occasion', () => {
    const all = [
      FACT,
      { ...FACT, project: 'prj_2' },
      { ...FACT, type: 'endpoint.failing' },
      { ...FACT, occasion: 'x' },
    ];
    expect(new Set(all.map((fact) => tocsinEntry(fact).id)).size).toBe(4);
  });

  it('is an entry like any other, with the body that endpoints receive', () => {
    const entry = checkEntry(tocsinEntry(FACT));
    expect(isMadeByTocsin(entry.type)).toBe(true);
    expect(JSON.parse(decompress(entry.z))).toEqual({
      ...{ id: entry.id, type: 'endpoint.disabled', source: 'tocsin', subject: 'sub_1' },
      ...{ time: '2026-03-01T12:00:00.000Z', data: { reason: 'gone' } },
    });
  });
});
