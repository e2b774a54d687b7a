import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Permission, Principal } from '../../local/context';
import { CallRecorder, construct, gathered } from './calls';
import { differences } from './differences';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:Tocsin-dev-RouteQueue7EF5468C';
const ingest: Principal = {
  kind: 'role',
  arn: 'arn:aws:iam::000000000000:role/Tocsin-dev-IngestRoleD1E2F3A4',
};
const unknown: Permission = { action: 'sqs:PurgeQueue', resource: QUEUE };
const known: Permission = {
  action: 'events:PutEvents',
  resource: 'arn:aws:events:us-east-1:000000000000:event-bus/TocsindevBusEA82B648',
};

const folder = mkdtempSync(join(tmpdir(), 'tocsin-calls-'));
const before = process.env['TOCSIN_SEEN_CALLS'];
beforeEach(() => delete process.env['TOCSIN_SEEN_CALLS']);
afterAll(() => {
  rmSync(folder, { recursive: true });
  if (before !== undefined) process.env['TOCSIN_SEEN_CALLS'] = before;
});

function finishWith(...asked: Permission[]): () => void {
  const recorder = new CallRecorder();
  for (const permission of asked) recorder.asked(ingest, permission);
  return () => recorder.finish();
}

describe('a stack that stops', () => {
  it('says what it asked for that the record does not have', () => {
    expect(finishWith(known)).not.toThrow();
    expect(finishWith(known, unknown)).toThrow('IngestRole: sqs:PurgeQueue RouteQueue');
  });

  it('says so too where a run gathers, and keeps it', () => {
    process.env['TOCSIN_SEEN_CALLS'] = folder;
    expect(finishWith(unknown)).toThrow('IngestRole: sqs:PurgeQueue RouteQueue');
    expect(finishWith(known)).not.toThrow();
    expect(gathered(folder)).toEqual({ IngestRole: ['events:PutEvents Bus', 'sqs:PurgeQueue RouteQueue'] });
  });
});

test('what is new and what is stale both show', () => {
  const recorded = { IngestRole: ['a Bus', 'b Bus'], SweepRole: ['a Bus'] };
  expect(differences(recorded, { IngestRole: ['b Bus', 'c Bus'] })).toEqual([
    '+ IngestRole: c Bus',
    '- IngestRole: a Bus',
    '- SweepRole: a Bus',
  ]);
  expect(differences(recorded, recorded)).toEqual([]);
});

test.each([
  [QUEUE, 'RouteQueue'],
  ['arn:aws:dynamodb:eu-central-1:1:table/Tocsin-dev-EventsD32975C2/index/due', 'Events/index/due'],
  [
    'arn:aws:events:us-east-1:1:rule/TocsindevBusEA82B648/Tocsin-dev-BusEventsToRoute31AB6C06',
    'BusEventsToRoute',
  ],
])('%s is called %s', (arn, name) => {
  expect(construct(arn)).toBe(name);
});
