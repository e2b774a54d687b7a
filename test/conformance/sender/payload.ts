import type { NewEndpoint } from '../../../conformance/protocol';
import type { Flaw } from './flaws';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** The text of an event's data as the sender hands it on: as it is, but for its flaws. */
export function handedOn(data: string, has: (flaw: Flaw) => boolean): string {
  if (has('parsesJson')) return JSON.stringify(JSON.parse(data));
  if (has('composesText')) return data.normalize('NFC');
  if (has('dropsControls')) return data.replaceAll('\\u0001', '');
  if (has('roundsNumbers')) return JSON.stringify(mapped(data, rounded));
  if (has('sortsKeys')) return JSON.stringify(mapped(data, sorted));
  if (has('dropsEmpty')) return JSON.stringify(mapped(data, filled));
  return has('shallow') ? data.replace(/(\[\{"a":){10}.*(\}\]){10}/, '"..."') : data;
}

const mapped = (data: string, map: (value: Json) => Json): unknown =>
  JSON.parse(data, (_, value: Json) => map(value)) as unknown;

const rounded = (value: Json): Json => (typeof value === 'number' ? Math.round(value) : value);

const isObject = (value: Json): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (value: Json): Json =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

const filled = (value: Json): Json =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null)) : value;

export interface Payload {
  body: string;
  headers: Record<string, string>;
}

/** The body and what describes it. */
export function payload(
  { id, type, data }: { id: string; type: string; data: string },
  format: NewEndpoint['format'],
  has: (flaw: Flaw) => boolean,
): Payload {
  const json = has('plainContentType') ? 'text/plain' : 'application/json';
  if (format === 'cloudevents-binary') {
    const attributes = { 'ce-specversion': '1.0', 'ce-id': id, 'ce-source': '/model', 'ce-type': type };
    return { body: data, headers: { 'content-type': json, ...(has('noAttributes') ? {} : attributes) } };
  }
  const cloudEvent = `"specversion":"1.0","id":"${id}","source":"/model",`;
  const structured = format === 'cloudevents-structured';
  const body = `{${structured ? cloudEvent : ''}"type":"${type}","data":${data}}`;
  const contentType = structured && !has('plainCloudEvents') ? 'application/cloudevents+json' : json;
  return { body, headers: { 'content-type': contentType } };
}
