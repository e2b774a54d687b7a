import * as z from 'zod';
import type { ZodOpenApiContentObject, ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { INSTALLATION_HEADER } from '../../installation';
import { time } from '../fields';
import { TOCSIN_EVENTS, type TocsinEventType } from './tocsin-events';

const header = (description: string, example?: string): z.ZodOptional<z.ZodString> =>
  z
    .string()
    .optional()
    .meta({ description, ...(example !== undefined && { example }) });

const always = {
  'webhook-id': z.string().meta({
    description:
      'The event’s id: the same in every attempt, replay and subscription. Drop what you have seen',
    example: 'evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21',
  }),
  'webhook-timestamp': z
    .string()
    .regex(/^[0-9]+$/)
    .meta({ description: 'When this attempt began, seconds since 1970', example: '1769860800' }),
  'user-agent': z.string().meta({ description: '`Tocsin/` and the version', example: 'Tocsin/0.1.0' }),
  [INSTALLATION_HEADER]: z.string().meta({
    description: 'Names the sending installation, so that it refuses what it has sent itself',
    example: '5d41402abc4b2a76',
  }),
};

const signatures = {
  'webhook-signature': header(
    'Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
  'x-hub-signature-256': header('Scheme `github`: `sha256=` and hex'),
  'x-github-event': header('Scheme `github`: the event’s type'),
  'x-github-delivery': header('Scheme `github`: the event’s id'),
  'stripe-signature': header('Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>`'),
  'x-keywordsai-signature': header('Scheme `keywordsai`: hex'),
  'x-respan-signature': header('Scheme `keywordsai`: the same'),
};

const inTest = { 'webhook-test': header('`true` for a test, which somebody has asked for', 'true') };

const inTrace = { traceparent: header('W3C Trace Context, if the event was posted in a trace') };

const BINARY = 'Format `cloudevents-binary`: an attribute, percent-encoded';
const binary = Object.fromEntries(
  ['specversion', 'id', 'source', 'type', 'subject', 'time'].map((name) => [`ce-${name}`, header(BINARY)]),
);

/** Each is a component: every webhook has them all. */
const headers = z.object(
  Object.fromEntries(
    Object.entries({ ...always, ...signatures, ...inTest, ...inTrace, ...binary }).map(([name, schema]) => [
      name,
      schema.meta({ ...schema.meta(), param: { id: name } }),
    ]),
  ),
);

const retryAfter = header('Seconds, or a date: it is not sent again before, up to six hours', '120');

const responses: ZodOpenApiResponsesObject = {
  '2XX': { description: 'Delivered. Nothing else is a success' },
  410: { description: 'The subscription is disabled and its owner is notified' },
  413: { description: 'This event is given up at once' },
  default: {
    description: 'It is sent again by the subscription’s schedule',
    headers: z.object({ 'Retry-After': retryAfter }),
  },
};

const attributes = {
  id: z.string(),
  source: z.string(),
  subject: z.string().optional(),
};
/** As its client wrote it, so in any offset. */
const clientTime = z.string().meta({ description: 'RFC 3339', format: 'date-time' });
const type = z.string();
const data = z.unknown().meta({ description: 'As it was posted, byte for byte; `{}` if there was none' });
const extensions = z
  .record(z.string(), z.unknown())
  .optional()
  .meta({ description: 'Extension attributes of an event that was posted as a CloudEvent' });

const webhookEvent = z
  .looseObject({ ...attributes, type, time: clientTime, data, extensions })
  .meta({ id: 'WebhookEvent', description: 'Format `tocsin`' });

const webhookCloudEvent = z
  .looseObject({
    ...{ specversion: z.literal('1.0'), ...attributes, type, time: clientTime },
    ...{ datacontenttype: z.literal('application/json').optional(), data: data.optional() },
  })
  .meta({ id: 'WebhookCloudEvent', description: 'Format `cloudevents-structured`, CloudEvents 1.0' });

const example = {
  ...{ id: 'evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21', type: 'agent.run.failed', source: 'support-bot' },
  ...{ subject: 'run_42', time: '2026-01-31T12:00:00Z', data: { error: { message: 'timeout' } } },
};

const DESCRIPTION =
  'Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least ' +
  'once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header ' +
  '`webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.';

const operation = (name: string, summary: string, content: ZodOpenApiContentObject) => ({
  post: {
    ...{
      operationId: `receive:${name}`,
      tags: ['Webhooks'],
      summary,
      description: DESCRIPTION,
      security: [],
    },
    ...{ requestParams: { header: headers }, requestBody: { required: true, content }, responses },
  },
});

const ofClients = operation('event', 'An event that was posted', {
  'application/json': { schema: webhookEvent, example },
  'application/cloudevents+json': {
    schema: webhookCloudEvent,
    example: { specversion: '1.0', datacontenttype: 'application/json', ...example },
  },
});

const testData = TOCSIN_EVENTS['tocsin.test'].data;
/** What a test event of any other type has besides. */
const testMark = z
  .looseObject({ message: z.string(), test: z.literal(true) })
  .meta({ id: 'TestMark', description: 'Of a test: beside what such an event has' });

function ofTocsin([name, { summary, subject, data: own, example: shown }]: [string, TocsinEventType]) {
  const isAlertOrTest = own === testData || name.startsWith('alert.');
  const members = {
    ...{ id: z.string(), type: z.literal(name), source: z.literal('tocsin') },
    ...{ subject: z.string().meta({ description: subject }), time },
    data: isAlertOrTest ? own : z.union([own, testMark]),
  };
  const event = {
    ...{ id: example.id, type: name, source: 'tocsin', subject: 'support-bot' },
    ...{ time: '2026-01-31T12:00:00.000Z', data: shown },
  };
  return operation(name, summary, {
    'application/json': { schema: z.looseObject(members), example: event },
    'application/cloudevents+json': {
      schema: z.looseObject({ specversion: z.literal('1.0'), ...members }),
      example: { specversion: '1.0', ...event },
    },
  });
}

/** What Tocsin sends to endpoints: events of clients, and its own by their type. */
export const webhooks: ZodOpenApiPathsObject = {
  event: ofClients,
  ...Object.fromEntries(Object.entries(TOCSIN_EVENTS).map((entry) => [entry[0], ofTocsin(entry)])),
};
