import { USAGE as AUDIT_USAGE } from '../../cli/audit/options';
import { picture } from '../../cli/audit/picture';
import type { Conservation, Stranded } from '../../sdk/api/conservation';
import { longestLine } from '../terminal/longest-line';
import { account } from './account';
import { tocsin } from './run';

const MANY = 12_345_678;
const DELIVERY = `dlv_${'d'.repeat(32)}`;
const EVENT = `evt_${'e'.repeat(26)}`;

const large = (counts: object): Record<string, number> =>
  Object.fromEntries(Object.keys(counts).map((name) => [name, MANY]));

const stranded: Stranded[] = [
  {
    kind: 'deadLetter',
    id: DELIVERY,
    problem: 'letterLeft',
    state: 'delivered',
    event: EVENT,
    subscription: 'sub_1',
    overdueSeconds: 86_400 * 99,
    action: 'replay',
    request: `POST /v1/dead-letters/${DELIVERY}/replay`,
  },
  {
    kind: 'event',
    id: EVENT,
    problem: 'orphan',
    state: 'accepted',
    event: EVENT,
    subscription: null,
    overdueSeconds: 59,
    action: 'repost',
    request: null,
  },
];

it('The account fits into 80 columns with millions of everything, and names all counts, identifiers and remedies', () => {
  const { events, deliveries, ...rest } = account();
  const whole = { ...rest, events: large(events), deliveries: large(deliveries), stranded } as Conservation;
  const drawn = picture(whole);
  expect(longestLine(drawn)).toBeLessThanOrEqual(80);
  for (const { request } of stranded) if (request) expect(drawn).toContain(`\n  ${request}\n`);
  for (const shown of ['12,345,678', DELIVERY, EVENT, 'letterLeft (delivered)', '99 d', 'under its own id'])
    expect(drawn).toContain(shown);
  for (const name of ['queued', 'leased', 'waiting', 'parked', 'held', 'grouped', 'withheld', 'missing'])
    expect(drawn).toMatch(new RegExp(`^${name} +12,345,678`, 'm'));
});

it('The usage of tocsin and of its commands fits into 80 columns', async () => {
  for (const args of [
    ['--help'],
    ...['why', 'pause', 'resume', 'silence', 'spend'].map((name) => [name, '--help']),
  ])
    expect(longestLine((await tocsin(args)).stdout)).toBeLessThanOrEqual(80);
  expect(longestLine(AUDIT_USAGE)).toBeLessThanOrEqual(80);
});

it('In a folder without a local cloud, the error names the file, the flags and the variables within 80 columns', async () => {
  const { code, stderr } = await tocsin(['audit'], { TOCSIN_STATE: '/nowhere' });
  expect(code).toBe(2);
  expect(longestLine(stderr)).toBeLessThanOrEqual(80);
  for (const named of ['/nowhere/local.json', 'npm start', '--url', '--key', 'TOCSIN_URL', 'TOCSIN_KEY'])
    expect(stderr).toContain(named);
});
