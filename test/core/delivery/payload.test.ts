import fc from 'fast-check';
import { payload } from '../../../core/delivery/payload';
import { accept } from '../../../core/event/accept';
import { sliceMembers } from '../../../core/event/raw-json';
import { readRequest } from '../../../core/event/read-request';
import { jsonText } from '../json-text';

const HEAD = '"source":"bot","type":"a"';
const CLOUD_EVENT = { 'content-type': 'application/cloudevents+json' };

/** What ingest stores of a posted text. */
function stored(text: string, headers: Record<string, string> = {}): string {
  const [posted] = readRequest({ headers, body: text }) as Exclude<
    ReturnType<typeof readRequest>,
    { status: number }
  >;
  const acceptance = { project: 'prj_1', receivedAt: 0, identity: { kind: 'id', id: '1' } } as const;
  const event = posted && accept(posted, acceptance, () => []);
  if (!event || 'status' in event) throw new Error(`refused: ${JSON.stringify(event)}`);
  return event.body;
}

const cloudEvent = (extensions: string, data = ',"data":1'): string =>
  stored(`{"specversion":"1.0","id":"1",${HEAD}${extensions}${data}}`, CLOUD_EVENT);

const ID = (JSON.parse(stored(`{${HEAD}}`)) as { id: string }).id;
const ATTRIBUTES = { 'ce-specversion': '1.0', 'ce-id': ID, 'ce-source': 'bot', 'ce-type': 'a' };
const TIME = '1970-01-01T00:00:00.000Z';

describe('tocsin', () => {
  it('is the stored text as it is', () => {
    const body = stored(`{${HEAD},"subject":"run","data":{"n": 1.0}}`);
    expect(payload('tocsin', body)).toEqual({ headers: { 'content-type': 'application/json' }, body });
  });

  it.each([
    ['', ''],
    [',"tracestate":"x"', ',"extensions":{"tracestate":"x"}'],
  ])('has empty data where none was posted%s', (extension, shown) => {
    const body = cloudEvent(extension, '');
    expect(payload('tocsin', body).body).toBe(
      `{"id":"${ID}","type":"a","source":"bot","time":"${TIME}","data":{}${shown}}`,
    );
  });
});

describe('cloudevents-structured', () => {
  it('is a CloudEvents document with the data spliced in', () => {
    const data = '{ "b":9007199254740993, "a":1e400,"b":[ ] }';
    expect(payload('cloudevents-structured', stored(`{${HEAD},"subject":"run 1","data":${data}}`))).toEqual({
      headers: { 'content-type': 'application/cloudevents+json' },
      body:
        `{"specversion":"1.0","id":"${ID}","source":"bot","type":"a","subject":"run 1","time":"${TIME}",` +
        `"datacontenttype":"application/json","data":${data}}`,
    });
  });

  it('keeps extensions at the top, as they were posted, and has no data where none was posted', () => {
    const extensions = ',"traceparent":"00-\\u0061","n":1.0,"odd1":{"a":[]}';
    expect(payload('cloudevents-structured', cloudEvent(extensions, '')).body).toBe(
      `{"specversion":"1.0","id":"${ID}","source":"bot","type":"a","time":"${TIME}"${extensions}}`,
    );
  });
});

describe('cloudevents-binary', () => {
  it('is the data alone, with the attributes as headers', () => {
    const { headers, body } = payload(
      'cloudevents-binary',
      stored(`{${HEAD},"subject":"Euro € \u{1F600} 100%\\"","data":[ 1.0 ]}`),
    );
    expect(body).toBe('[ 1.0 ]');
    expect(headers).toEqual({
      'content-type': 'application/json',
      ...ATTRIBUTES,
      'ce-subject': 'Euro%20%E2%82%AC%20%F0%9F%98%80%20100%25%22',
      'ce-time': TIME,
    });
  });

  it('is an empty body without a content type where no data was posted, null where null was', () => {
    const none = payload('cloudevents-binary', stored(`{${HEAD}}`));
    expect(none).toEqual({ headers: { ...ATTRIBUTES, 'ce-time': TIME }, body: '' });
    const nothing = payload('cloudevents-binary', stored(`{${HEAD},"data":null}`));
    expect(nothing).toMatchObject({ headers: { 'content-type': 'application/json' }, body: 'null' });
  });

  it('has extensions as headers: texts encoded, numbers and booleans as written, null as absent', () => {
    const body = cloudEvent(',"traceparent":"00-\\u0061 b","sequence":12,"sampled":true,"expirytime":null');
    expect(payload('cloudevents-binary', body).headers).toEqual({
      'content-type': 'application/json',
      ...ATTRIBUTES,
      'ce-time': TIME,
      'ce-traceparent': '00-a%20b',
      'ce-sequence': '12',
      'ce-sampled': 'true',
    });
  });

  it.each([
    ['an object', ',"context":{"a":1}'],
    ['half a character', ',"half":"\\ud83d"'],
    ['more than 8 KiB', `,"long":"${'x'.repeat(8_192)}"`],
    ['more than 64 of them', Array.from({ length: 64 }, (_, index) => `,"e${index}":1`).join('')],
  ])('falls back to a structured document, which loses nothing, for %s', (_, extension) => {
    const body = cloudEvent(extension);
    expect(payload('cloudevents-binary', body)).toEqual(payload('cloudevents-structured', body));
  });

  it('falls back to a structured document for a name that no header can have, in a body that has been stored', () => {
    const body = cloudEvent(',"odd":"x"').replace('"odd"', '"odd_Name"');
    expect(payload('cloudevents-binary', body)).toEqual(payload('cloudevents-structured', body));
  });

  it('writes headers that decode to what they were, for any subject', () => {
    const subjects = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 128 })
      .filter((text) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text));
    fc.assert(
      fc.property(subjects, (subject) => {
        const { headers } = payload(
          'cloudevents-binary',
          stored(`{${HEAD},"subject":${JSON.stringify(subject)}}`),
        );
        expect(headers['ce-subject']).toMatch(/^[\x21-\x7e]+$/);
        expect(decodeURIComponent(headers['ce-subject'] ?? '')).toBe(subject);
      }),
    );
  });
});

describe('a source that is no URI reference', () => {
  it.each([
    ['support-bot', 'support-bot'],
    ['/agents/support?x=1#a', '/agents/support?x=1#a'],
    ['urn:uuid:6e8bc430', 'urn:uuid:6e8bc430'],
    ['https://[2001:db8::1]/agents', 'https://[2001:db8::1]/agents'],
    ['a%20b', 'a%20b'],
    ['support bot', 'support%20bot'],
    ['böt', 'b%C3%B6t'],
    ['100%', '100%25'],
    ['a[0]|{b}\\^`"<>', 'a%5B0%5D%7C%7Bb%7D%5C%5E%60%22%3C%3E'],
  ])('%s is written as %s', (source, written) => {
    const body = stored(JSON.stringify({ type: 'a', source }));
    expect(JSON.parse(payload('cloudevents-structured', body).body)).toMatchObject({ source: written });
  });
});

describe('data', () => {
  it('is delivered as the text that was posted, whatever JSON it is, in every format', () => {
    fc.assert(
      fc.property(jsonText(), (data) => {
        const body = stored(`{${HEAD},"data":${data}}`);
        const [tocsin, structured, binary] = [
          payload('tocsin', body).body,
          payload('cloudevents-structured', body).body,
          payload('cloudevents-binary', body).body,
        ];
        expect(sliceMembers(tocsin).get('data')).toBe(data);
        expect(sliceMembers(structured).get('data')).toBe(data);
        expect(binary).toBe(data);
      }),
      { numRuns: 500 },
    );
  });
});
