import { LIMITS } from '../../event/limits';
import { problem, type Problem } from '../../problem';
import { isBody, type ReportedEvent } from '../reported';
import { readJson } from '../read-json';
import { logEvent } from './logs';
import { isWebhook, webhookEvent } from './webhook';

/** The body of `generic_api`, as an array, as lines or as one log; or of the alerting webhook. */
export function litellmEvents(text: string, agent?: string): ReportedEvent[] | Problem {
  const entries = readEntries(text);
  if (!Array.isArray(entries)) return entries;
  const strange = entries.findIndex((entry) => !isBody(entry));
  if (strange >= 0) return problem(400, `Entry ${strange} of the body is no JSON object`);
  const read = entries
    .filter(isBody)
    .map((entry) => (isWebhook(entry) ? webhookEvent(entry, agent) : logEvent(entry, agent)));
  const refused = read.find((one) => one !== undefined && 'status' in one);
  return refused ?? read.filter((one): one is ReportedEvent => one !== undefined && 'source' in one);
}

function readEntries(text: string): unknown[] | Problem {
  const whole = readJson(text);
  if (!('value' in whole)) return readLines(text);
  const entries = [whole.value].flat();
  return entries.length > LIMITS.requestEvents ? TOO_MANY : entries;
}

const TOO_MANY = problem(413, `A request may hold at most ${LIMITS.requestEvents} logs`);

/** `log_format: ndjson`. Strings of JSON hold no line feed. */
function readLines(text: string): unknown[] | Problem {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > LIMITS.requestEvents) return TOO_MANY;
  const values = lines.map(readJson).flatMap((line) => ('value' in line ? [line.value] : []));
  return values.length === lines.length && lines.length > 0 ? values : NO_JSON;
}

const NO_JSON = problem(400, 'The body is neither JSON nor one JSON object a line');
