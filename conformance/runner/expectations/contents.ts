import { isUtf8 } from 'node:buffer';
import type { ExpectationOf } from '../../format/expectation';
import { fieldsOf, type RecordedRequest } from '../../receiver/record';
import { atPointer, difference, readExactJson } from '../exact-json';
import { actorNamed, selected, type Stage } from '../stage';

export function data(stage: Stage, expected: ExpectationOf<'data'>): string | undefined {
  const requests = selected(stage, expected);
  if (requests.length === 0) return 'no request to look for data in';
  const { dataPointer } = actorNamed(stage, expected.endpoint);
  const wanted = readExactJson(expected.equals);
  const options = { keyOrder: expected.keyOrder ?? false };
  return requests
    .map(({ body }) => {
      const found = readBody(body);
      return typeof found === 'string' ? found : difference(wanted, atPointer(found, dataPointer), options);
    })
    .find((fault) => fault);
}

function readBody(body: Buffer): ReturnType<typeof readExactJson> | string {
  try {
    return readExactJson(body.toString('utf8'));
  } catch (error) {
    return `the body is no JSON: ${(error as Error).message}`;
  }
}

export function body(stage: Stage, { is, ...selection }: ExpectationOf<'body'>): string | undefined {
  const requests = selected(stage, selection);
  const [first] = requests;
  if (!first) return 'no request to look at the body of';
  switch (is) {
    case 'constant':
      return requests.every((each) => each.body.equals(first.body)) ? undefined : 'the body changes';
    case 'utf8':
      return requests.every((each) => isUtf8(each.body)) ? undefined : 'the body is no UTF-8';
    case 'framed':
      return requests.map(framingFault).find((fault) => fault);
  }
}

/** RFC 9112, sections 6.2 and 6.3. */
function framingFault(request: RecordedRequest): string | undefined {
  const lengths = fieldsOf(request, 'content-length');
  const encodings = fieldsOf(request, 'transfer-encoding');
  if (lengths.length + encodings.length !== 1)
    return `the body is framed by ${lengths.length} lengths and ${encodings.length} encodings`;
  return request.body.length === 0 ? 'the body is empty' : undefined;
}
