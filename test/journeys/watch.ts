import type { AlertData } from '../../core/alert/alert';
import type { Directive } from '../../core/agent/directive';
import type { TestCloud } from './cloud';
import type { Receiver } from './receiver';

/** Makes a monitor and answers its id. Throws unless it was made. */
export async function watch(stack: TestCloud, monitor: object): Promise<string> {
  const answer = await stack.admin<{ id: string }>('POST', '/v1/monitors', { name: 'a monitor', ...monitor });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

/** What an agent is told when it asks. */
export async function directiveOf(stack: TestCloud, agent: string): Promise<Directive> {
  const { ingestKey: key } = stack.first;
  return (await stack.request<Directive>('GET', `/v1/agents/${agent}/directive`, { key })).body;
}

/** What an agent is told when it posts; the events are counted by the time that this resolves. */
export async function postAs(stack: TestCloud, agent: string, ...events: object[]): Promise<Directive> {
  const posted = events.map((event) => ({ source: agent, ...event }));
  const answer = await stack.post<{ directives: Directive[] | null }>(posted);
  if (answer.status !== 202) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  const [directive] = answer.body.directives ?? [];
  if (!directive) throw new Error(`There is no directive for ${agent}`);
  await stack.cloud.idle();
  return directive;
}

/** `count` events of a type. */
export const times = (count: number, type: string, more: object = {}): object[] =>
  Array.from({ length: count }, () => ({ type, ...more }));

/** Time passes as it does in life: minute by minute, with its sweeps and what they send. */
export async function minutesPass(stack: TestCloud, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    stack.cloud.clock.advance(60_000);
    await stack.cloud.idle();
  }
}

/** An event about an alert, as an endpoint got it. */
export interface ToldAlert {
  id: string;
  type: string;
  source: string;
  subject: string;
  time: string;
  data: AlertData;
}

/** What an endpoint was told of alerts, each event once, in the order in which they came. */
export function toldOf(receiver: Receiver): ToldAlert[] {
  const events = receiver.requests.map(({ body }) => JSON.parse(body) as ToldAlert);
  return [...new Map(events.toReversed().map((event) => [event.id, event])).values()].toReversed();
}
