import type { ExpectationOf } from '../../format/expectation';
import { fieldsOf, type RecordedRequest } from '../../receiver/record';
import { actorNamed, headerName, selected, type Stage } from '../stage';

export function line(stage: Stage, expected: ExpectationOf<'line'>): string | undefined {
  const { path } = actorNamed(stage, expected.endpoint);
  const wrong = selected(stage, expected).find(
    ({ method, target, version }) => method !== expected.method || target !== path || version !== 'HTTP/1.1',
  );
  return wrong && `the request line is ${wrong.method} ${wrong.target} ${wrong.version}`;
}

export function header(stage: Stage, expected: ExpectationOf<'header'>): string | undefined {
  const name = headerName(stage, expected.name);
  const requests = selected(stage, expected);
  if (requests.length === 0) return `no request to look for ${name} in`;
  const fields = requests.map((request) => fieldsOf(request, name));
  const { is } = expected;
  if (is === 'absent') return fields.some((each) => each.length > 0) ? `${name} is there` : undefined;
  if (typeof is === 'object' && 'not' in is)
    return fields.flat().includes(is.not) ? `${name} is ${is.not}` : undefined;
  const wrong = fields.find((each) => each.length !== 1);
  if (wrong) return `${name} is there ${wrong.length} times in one request`;
  return ofValues(name, fields.flat(), is);
}

function ofValues(
  name: string,
  values: string[],
  is: Exclude<ExpectationOf<'header'>['is'], 'absent' | { not: string }>,
): string | undefined {
  if (is === 'once') return undefined;
  const different = new Set(values).size;
  if (is === 'constant') return different > 1 ? `${name} changes: ${values.join(', ')}` : undefined;
  if (is === 'new')
    return different < values.length ? `${name} comes again: ${values.join(', ')}` : undefined;
  if ('text' in is) return wrongValue(name, values, (value) => value === is.text, is.text);
  const pattern = new RegExp(is.matching);
  return wrongValue(name, values, (value) => pattern.test(value), `like ${is.matching}`);
}

function wrongValue(
  name: string,
  values: string[],
  right: (value: string) => boolean,
  wanted: string,
): string | undefined {
  const wrong = values.find((value) => !right(value));
  return wrong === undefined ? undefined : `${name} is ${JSON.stringify(wrong)}, not ${wanted}`;
}

export function timestamp(stage: Stage, expected: ExpectationOf<'timestamp'>): string | undefined {
  const requests = selected(stage, expected);
  const faults = requests.map((request) => timestampFault(stage, request, expected.withinSeconds));
  return requests.length === 0 ? 'no request to look for a timestamp in' : faults.find((fault) => fault);
}

function timestampFault(stage: Stage, request: RecordedRequest, within: number): string | undefined {
  const [text = ''] = fieldsOf(request, headerName(stage, '@timestamp'));
  if (!/^\d+$/.test(text)) return `the timestamp ${JSON.stringify(text)} is no whole number`;
  const seconds = Number(text);
  const { earliest, latest } = request.senderAt;
  if (seconds >= earliest / 1_000 - within - 1 && seconds <= latest / 1_000 + within) return undefined;
  return `the timestamp is ${Math.round(seconds - earliest / 1_000)} s off the time of the request`;
}
