import * as z from 'zod';
import { UNKNOWN_REASONS } from '../../../core/price/cost';
import type { AlertData } from '../../../core/alert/alert';
import type { TocsinType } from '../../../core/event/tocsin-types';
import { SEVERITIES } from '../../../core/monitor/monitor';
import { time } from '../fields';
import {
  alertFacts,
  alertFactsExample,
  askedExample,
  askedOfAgents,
  mentionedEvents,
  mentionsExample,
} from '../resources/alert-facts';

const nowAndThen = { time: '2026-01-31T12:00:00.000Z', earlier: '2026-01-31T11:50:00.000Z' };
const monitor = z.looseObject({ id: z.string(), name: z.string() });
const severity = z.enum(SEVERITIES);
const monitorExample = { id: 'mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF', name: 'five failures' };

/** Loose, as all that is sent: a receiver must not stumble over a member that a later version adds. */
const alert = z
  .looseObject({
    id: z.string(),
    monitor,
    group: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).meta({
      description: 'What it is about, by the monitor’s `groupBy`',
      example: { source: 'support-bot' },
    }),
    labels: z.record(z.string(), z.string()),
    severity,
    previousSeverity: severity.nullable(),
    status: z.enum(['firing', 'acknowledged', 'resolved']),
    edge: z
      .enum(['fired', 'raised', 'acknowledged', 'resolved'])
      .meta({ description: 'What has just happened' }),
    value: z.number().nullable(),
    threshold: z.number(),
    ...alertFacts,
    window: z.looseObject({ start: time, end: time }),
    events: mentionedEvents,
    actions: askedOfAgents,
    startedAt: time,
    reason: z.string().nullable().meta({ description: 'Why it was resolved', example: 'recovered' }),
    links: z.record(z.string(), z.string()),
    test: z.literal(true).exactOptional().meta({ description: 'A test of who is notified: nothing fires' }),
  })
  .meta({ id: 'AlertData' }) satisfies z.ZodType<AlertData>;

const alertExample = (status: AlertData['status'], edge: AlertData['edge']): AlertData => ({
  ...{ id: 'alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE', monitor: monitorExample, group: { source: 'support-bot' } },
  ...{ labels: {}, severity: 'critical', previousSeverity: null, status, edge, value: 5, threshold: 5 },
  ...{ ...alertFactsExample, events: mentionsExample, actions: askedExample },
  ...{ window: { start: nowAndThen.earlier, end: nowAndThen.time } },
  ...{ startedAt: nowAndThen.time, reason: status === 'resolved' ? 'recovered' : null, links: {} },
});

const subscription = z.looseObject({ id: z.string(), name: z.string(), eventTypes: z.array(z.string()) });
const subscriptionExample = {
  ...{ id: 'sub_01JH7Z0000000000000000000A', name: 'billing', eventTypes: ['agent.run.*'] },
};

const cause = {
  actor: z.string().meta({ description: 'A key, a monitor, a link, or `tocsin`' }),
  reason: z.string(),
};
const causeExample = { actor: monitorExample.id, reason: 'five failures' };
const agent = z.string().meta({ description: '`*` stands for all agents of the project' });
const ofAgent = { agent: 'support-bot', ...causeExample };
const review = 'hold_01KE2M0C8TB5W6X4N3R7ZQ9YAH';

/** An event that Tocsin reports itself, as a webhook brings it. */
export interface TocsinEventType {
  summary: string;
  /** What `subject` names. */
  subject: string;
  data: z.ZodType;
  example: object;
}

const agentState: TocsinEventType['data'] = z.looseObject({ agent, ...cause }).meta({ id: 'AgentStateData' });

/** By type. `POST /v1/subscriptions/{id}/test` may send any of them as a test. */
export const TOCSIN_EVENTS: Record<TocsinType, TocsinEventType> = {
  'alert.firing': {
    ...{ summary: 'An alert fires, or its severity rises', subject: 'The alert', data: alert },
    example: alertExample('firing', 'fired'),
  },
  'alert.acknowledged': {
    ...{ summary: 'Somebody has acknowledged it', subject: 'The alert', data: alert },
    example: alertExample('acknowledged', 'acknowledged'),
  },
  'alert.resolved': {
    ...{ summary: 'An alert is over', subject: 'The alert', data: alert },
    example: alertExample('resolved', 'resolved'),
  },
  'agent.run.stalled': {
    ...{ summary: 'A run has neither completed nor failed in its time', subject: 'The run' },
    data: z
      .looseObject({
        monitor,
        agent: z.string(),
        run: z.string(),
        startedAt: time.nullable(),
        deadlineAt: time,
      })
      .meta({ id: 'AgentRunStalledData' }),
    example: {
      ...{ monitor: monitorExample, agent: 'support-bot', run: 'run_42' },
      ...{ startedAt: nowAndThen.earlier, deadlineAt: nowAndThen.time },
    },
  },
  'agent.paused': {
    ...{ summary: 'An agent is asked to pause', subject: 'The agent', data: agentState, example: ofAgent },
  },
  'agent.resumed': {
    ...{
      summary: 'Nothing pauses the agent any more',
      subject: 'The agent',
      data: agentState,
      example: ofAgent,
    },
  },
  'agent.model.switched': {
    ...{ summary: 'An agent is asked to use another model, or the usual one again', subject: 'The agent' },
    data: z
      .looseObject({
        ...{ agent, from: z.string(), to: z.string() },
        ended: z.boolean().meta({ description: 'True: a switch is over, and this is the way back' }),
        ...cause,
      })
      .meta({ id: 'AgentModelSwitchedData' }),
    example: { ...ofAgent, from: 'gpt-5', to: 'gpt-5-mini', ended: false },
  },
  'agent.review.requested': {
    ...{ summary: 'A person is asked to decide about an agent', subject: 'The agent' },
    data: z
      .looseObject({
        ...{ agent, review: z.string(), pauses: z.boolean(), until: time.nullable() },
        ...{ alert: z.string().optional(), ...cause },
      })
      .meta({ id: 'AgentReviewRequestedData' }),
    example: { ...ofAgent, review, pauses: true, until: null },
  },
  'agent.review.decided': {
    ...{ summary: 'It is decided, or nobody has answered in time', subject: 'The agent' },
    data: z
      .looseObject({ agent, review: z.string(), decision: z.enum(['approved', 'denied']), ...cause })
      .meta({ id: 'AgentReviewDecidedData' }),
    example: { ...ofAgent, review, decision: 'approved' },
  },
  'cost.unknown': {
    ...{ summary: 'What a model costs is not known: told once a day', subject: 'The model' },
    data: z
      .looseObject({
        model: z.string(),
        provider: z.string().nullable(),
        reason: z.enum(UNKNOWN_REASONS),
        day: z.string().meta({ description: 'Of UTC, `2026-01-31`' }),
        monitor: z.object({ id: z.string(), name: z.string() }),
        agent: z.string().optional(),
        advice: z.string().meta({ description: 'What can be done' }),
      })
      .meta({ id: 'CostUnknownData' }),
    example: {
      ...{ model: 'our-own-7b', provider: 'ollama', reason: 'price', day: '2026-01-31' },
      ...{ monitor: { id: 'mon_01JH7Z0000000000000000000A', name: 'daily budget' }, agent: 'support-bot' },
      advice: '`PUT /v1/prices` says what this model costs.',
    },
  },
  'endpoint.failing': {
    ...{ summary: 'An endpoint fails: its deliveries are parked', subject: 'The subscription' },
    data: z
      .looseObject({ subscription, failures: z.number(), failingSince: time.optional() })
      .meta({ id: 'EndpointFailingData' }),
    example: { subscription: subscriptionExample, failures: 10, failingSince: nowAndThen.earlier },
  },
  'endpoint.recovered': {
    ...{ summary: 'It answers again: what was parked follows', subject: 'The subscription' },
    data: z
      .looseObject({ subscription, failingSince: time.optional(), openedAt: time.optional() })
      .meta({ id: 'EndpointRecoveredData' }),
    example: {
      ...{ subscription: subscriptionExample, failingSince: nowAndThen.earlier, openedAt: nowAndThen.time },
    },
  },
  'endpoint.disabled': {
    ...{ summary: 'Nothing is sent to it until somebody enables the subscription' },
    ...{ subject: 'The subscription' },
    data: z
      .looseObject({
        subscription,
        reason: z
          .enum(['gone', 'failing'])
          .meta({ description: 'It has answered 410, or failed for five days' }),
      })
      .meta({ id: 'EndpointDisabledData' }),
    example: { subscription: subscriptionExample, reason: 'gone' },
  },
  'delivery.dead': {
    ...{ summary: 'A delivery was given up', subject: 'The delivery' },
    data: z
      .looseObject({
        ...{ delivery: z.string(), event: z.string(), subscription: z.string() },
        type: z.string().meta({ description: 'Of the event' }),
        ...{ reason: z.string(), attempts: z.number() },
      })
      .meta({ id: 'DeliveryDeadData' }),
    example: {
      ...{ delivery: 'dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a', event: 'evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21' },
      ...{
        subscription: subscriptionExample.id,
        type: 'agent.run.failed',
        reason: 'status 500',
        attempts: 11,
      },
    },
  },
  'tocsin.test': {
    ...{ summary: 'A test event, which somebody asked for', subject: 'The subscription' },
    data: z
      .looseObject({ message: z.string(), subscription: z.string(), test: z.literal(true) })
      .meta({ id: 'TestData' }),
    example: { message: 'This is a test event.', subscription: subscriptionExample.id, test: true },
  },
};
