import { type Input, ServiceError } from '../context';
import { busName } from './rules';

/** A PutEvents entry, checked. `time` in epoch ms, if given. */
export interface Entry {
  bus: string;
  source: string;
  detailType: string;
  detail: string;
  resources: string[];
  time?: number;
}

const TIME_BYTES = 14;

/** What an entry counts towards the request's size (EventBridge user guide, "Calculating PutEvents entry size"). */
export function entrySize(entry: Input): number {
  const texts = [entry['Source'], entry['DetailType'], entry['Detail'], ...resourcesOf(entry)];
  const bytes = texts.reduce<number>(
    (sum, text) => sum + (typeof text === 'string' ? Buffer.byteLength(text) : 0),
    0,
  );
  return bytes + (entry['Time'] === undefined ? 0 : TIME_BYTES);
}

/** Throws the error that the entry's answer carries: InvalidArgument, NotAuthorizedForSourceException, MalformedDetail. */
export function checkedEntry(entry: Input): Entry {
  const source = required(entry, 'Source');
  const detailType = required(entry, 'DetailType');
  const detail = required(entry, 'Detail');
  if (source.startsWith('aws.')) {
    throw new ServiceError('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  if (!isObject(detail)) throw new ServiceError('MalformedDetail', 'Detail is malformed.');
  const bus = entry['EventBusName'];
  return {
    bus: busName(typeof bus === 'string' ? bus : undefined),
    source,
    detailType,
    detail,
    resources: resourcesOf(entry),
    ...(typeof entry['Time'] === 'number' && { time: entry['Time'] * 1000 }),
  };
}

function required(entry: Input, name: string): string {
  const value = entry[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new ServiceError(
    'InvalidArgument',
    `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  );
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const resourcesOf = (entry: Input): string[] =>
  Array.isArray(entry['Resources']) ? entry['Resources'].map(String) : [];
