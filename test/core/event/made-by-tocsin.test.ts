import { newAgent } from '../../../core/agent/agent';
import { agentEvent } from '../../../core/agent/change';
import { decompress } from '../../../core/event/entry';
import { eventId, type ClientIdentity } from '../../../core/event/identity';
import { isMadeByTocsin } from '../../../core/event/limits';
import { tocsinEntry, type TocsinEvent } from '../../../core/event/made-by-tocsin';
import { checkEntry } from '../../../core/event/read-entry';
import { stalledEntry } from '../../../core/monitor/stalled-entry';
import { monitor } from '../monitor/monitor';
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

  it('1.5 has an id that no client can produce, whatever it posts', () => {
    const own = tocsinEntry(FACT).id;
    const forged = [`${FACT.type}:${FACT.occasion}`, JSON.stringify([FACT.type, FACT.occasion])];
    const clients = (id: string): ClientIdentity[] => [
      { kind: 'id', id },
      { kind: 'key', key: id, index: 0 },
      { kind: 'random', random: id, index: 0 },
    ];
    for (const identity of forged.flatMap(clients))
      expect(eventId(FACT.project, 'tocsin', identity)).not.toBe(own);
  });

  it('1.5 is another event for another agent and run, however their names are cut', () => {
    const stalled = (agent: string, run: string) =>
      stalledEntry(monitor({ kind: 'absence' }), { run, agent, startedAt: 0, version: 1 }, 1, NOW).id;
    expect(stalled('a:b', 'c')).not.toBe(stalled('a', 'b:c'));
    const paused = (agent: string) =>
      agentEvent(newAgent('prj_1', agent), 'agent.paused', {}, { actor: 'key_1', reason: 'x', now: NOW }).id;
    expect(paused('a:0')).not.toBe(paused('a'));
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
