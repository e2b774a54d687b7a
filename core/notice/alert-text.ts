import { pausedBy, type AskedOfAgent } from '../alert/asked';
import type { AlertData } from '../alert/alert';

/** Agents, of many, that a sentence names. */
const MAX_NAMED = 3;

/**
 * What happened and what was done about it, in sentences that a phone shows: `5 failures in 10 minutes, last: timeout
 * (run_42). support-bot is paused until somebody resumes it.`
 */
export function alertText({ status, summary, events: [last], actions, reason, edge }: AlertData): string {
  if (status === 'acknowledged') return 'Somebody is looking at it.';
  if (status === 'resolved')
    return [resolvedText(reason), ...(reason === 'resumed' ? [] : stillAsked(actions))]
      .filter((sentence) => sentence !== '')
      .join(' ');
  const happened = last ? `${summary}, last: ${mentioned(last)}.` : `${summary}.`;
  const worse = edge === 'raised' ? ['It has become worse.'] : [];
  return [upperFirst(happened), ...worse, ...actions.reduce(together, []).map(done)].join(' ');
}

const RESOLVED: Record<string, string> = {
  recovered: 'The value is back.',
  noData: 'There is no data any more.',
  windowEnded: 'The period is over.',
  monitorChanged: 'Its monitor was changed, and counts anew.',
  monitorDisabled: 'Its monitor was disabled.',
  monitorDeleted: 'Its monitor was deleted.',
  resumed: 'Somebody has resumed the agent.',
  manual: 'Somebody has resolved it.',
};

const resolvedText = (reason: string | null): string => RESOLVED[reason ?? ''] ?? '';

/** Of a pause that outlives its alert; what a person has resumed or the alert has lifted is over. */
const stillAsked = (actions: readonly AskedOfAgent[]): string[] => {
  const left = actions.filter(({ until }) => until === 'human');
  const names = pausedBy(left);
  return names.length === 0 ? [] : [`${names.slice(0, MAX_NAMED).join(', ')} may still be paused.`];
};

function mentioned({ id, run, error }: AlertData['events'][number]): string {
  const where = run ?? id;
  return error === undefined ? where : `${error} (${where})`;
}

interface Done {
  action: AskedOfAgent;
  agents: string[];
}

/** The same for several agents is one sentence. */
function together(sentences: Done[], action: AskedOfAgent): Done[] {
  const same = ({ agent: _, ...rest }: AskedOfAgent): string => JSON.stringify(rest);
  const known = sentences.find((one) => same(one.action) === same(action));
  if (!known) return [...sentences, { action, agents: [action.agent] }];
  return sentences.map((one) => (one === known ? { ...one, agents: [...one.agents, action.agent] } : one));
}

function done({ action, agents }: Done): string {
  const { kind, from = '', to = '', pauses } = action;
  const many = agents.length > 1 || agents[0] === '*';
  const are = many ? 'are' : 'is';
  const ends = endOf(action.until, many);
  if (kind === 'switchModel')
    return `${named(agents)} ${many ? 'use' : 'uses'} ${to} instead of ${from} ${ends}.`;
  if (kind === 'requestReview' && pauses === false) return `A review of ${named(agents)} is asked for.`;
  if (kind === 'requestReview') return `${named(agents)} ${are} paused until somebody decides the review.`;
  return `${named(agents)} ${are} paused ${ends}.`;
}

function named(agents: readonly string[]): string {
  if (agents.includes('*')) return 'All agents';
  const more = agents.length - MAX_NAMED;
  return `${agents.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function endOf(until: string, many: boolean): string {
  if (until === 'human') return `until somebody resumes ${many ? 'them' : 'it'}`;
  if (until === 'resolved') return 'until this is resolved';
  return `until ${until.slice(0, 16).replace('T', ' ')} UTC`;
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
