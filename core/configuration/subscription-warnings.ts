import { tellsPeople } from '../destination/destination';
import { meantType } from '../event/tocsin-types';
import type { FieldError } from '../problem';
import { candidatePatterns } from '../subscription/event-type';
import type { Subscription } from '../subscription/subscription';

type Settings = Pick<Subscription, 'eventTypes' | 'destination' | 'filter'>;

/** What an agent posts all day: a message for each of them is more than anybody reads. */
const EVERYDAY = [
  ...['agent.run.started', 'agent.run.completed', 'agent.run.failed'],
  ...['llm.request.completed', 'llm.request.failed', 'tool.call.completed', 'tool.call.failed'],
];

const FOR_PEOPLE = '`alert.*`, `agent.paused`, `agent.resumed` and `agent.review.requested`';

/** What a subscription may have that nobody meant: accepted, since it may be right. */
export const subscriptionWarnings = (subscription: Settings): FieldError[] => [
  ...misspelt(subscription),
  ...everyday(subscription),
];

const misspelt = ({ eventTypes }: Settings): FieldError[] =>
  eventTypes.flatMap((pattern, index) => {
    const meant = meantType(pattern);
    if (meant === undefined) return [];
    const detail = `is no type that Tocsin or its examples know: did you mean ${JSON.stringify(meant)}?`;
    return [{ pointer: `/eventTypes/${index}`, detail }];
  });

/** With a filter it may well be about few of them. */
function everyday({ eventTypes, destination, filter }: Settings): FieldError[] {
  if (!tellsPeople(destination) || filter !== undefined) return [];
  return eventTypes.flatMap((pattern, index) => {
    if (!pattern.endsWith('*')) return [];
    const what = EVERYDAY.find((type) => candidatePatterns(type).includes(pattern));
    if (what === undefined) return [];
    const detail = `would tell people of every run or call of every agent, such as ${what}; for people there are ${FOR_PEOPLE}`;
    return [{ pointer: `/eventTypes/${index}`, detail }];
  });
}
