import { didYouMean } from '../near-name';

const FIELDS = ['type', 'source', 'subject', 'id', 'time', 'data'];

/** What other products call the fields of an event, by their names in lower case and without `_`. */
const HINTS: Readonly<Record<string, string>> = {
  ...named(['agent', 'agentname', 'agentid', 'service'], `the agent's name goes into "source"`),
  ...named(['name'], `the event's name goes into "type", the agent's into "source"`),
  ...named(['event', 'eventtype', 'eventname', 'kind'], `the event's name goes into "type"`),
  ...named(['run', 'runid', 'trace', 'traceid', 'session', 'sessionid'], `the run's id goes into "subject"`),
  ...named(['payload', 'body', 'properties', 'attributes', 'metadata'], 'what it tells goes into "data"'),
  ...named(
    ['timestamp', 'ts', 'date', 'datetime', 'createdat', 'occurredat'],
    'when it happened goes into "time"',
  ),
  ...named(['eventid', 'messageid', 'idempotencykey', 'uuid'], 'what identifies it goes into "id"'),
  ...named(
    ['model', 'provider', 'usage', 'inputtokens', 'outputtokens', 'cost', 'costusd', 'costmicrousd', 'score'],
    'it goes into "data"',
  ),
  ...named(['error', 'message', 'level', 'severity', 'tool'], 'it goes into "data"'),
};

function named(names: string[], hint: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, hint]));
}

/** Where in an event that belongs which was posted under an unknown name at its top, to be put behind the rule. */
export function fieldHint(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[_-]/g, '');
  return Object.hasOwn(HINTS, plain) ? `: ${HINTS[plain]}` : didYouMean(name, FIELDS);
}
