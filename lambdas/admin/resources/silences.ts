import * as z from 'zod';
import { Conflict, InvalidInput, NotFound } from '../../../core/configuration/errors';
import { expressionProblem, matchersOf, sizeOfSilences, type Silence } from '../../../core/notice/silence';
import { silenceWarnings } from '../../../core/notice/silence-matches';
import { PROJECT_LIMITS } from '../../../core/project-limits';
import { isPlain, PLAIN_RULE } from '../../../core/plain-text';
import { newId } from '../admin';
import { id, iso, listOf, time, warnings } from '../fields';
import { endFields, endOf, requireEnd } from '../given-end';
import { route } from '../route';
import { matchesExample, matchesSchema, matchesView, silencedAlert, silenceTargets } from './silence-targets';

const SILENCE_ID = 'sil_01JH7Z0000000000000000000A';
/** Ended ones that are still shown; an older one makes room. All are read together before people are told. */
const MAX_ENDED = 200;
/** Of the expressions of one silence, and of all of a project: each is asked before a notice of an alert is sent. */
const MAX_SIZE = 1_200;
const MAX_TOTAL_SIZE = 5_000;
const MAX_DAYS = 366;
const DAY_MS = 86_400_000;

const matcher = z
  .strictObject({
    name: z.string().min(1).max(128).refine(isPlain, PLAIN_RULE).meta({
      description:
        'A label, a member of the group, or `monitor` (its id or name), `alertname` (the name of the monitor), `severity`',
      example: 'source',
    }),
    op: z.enum(['=', '!=', '=~', '!~']),
    value: z.string().max(300).refine(isPlain, PLAIN_RULE).meta({ example: 'support-bot' }),
  })
  .check(({ value: { op, value }, issues }) => {
    const problem = op === '=~' || op === '!~' ? expressionProblem(value) : undefined;
    if (problem !== undefined)
      issues.push({ code: 'custom', input: value, path: ['value'], message: problem });
  })
  .meta({
    description:
      '`=~` and `!~` match the whole value by a regular expression without references, looking around and `\\b`; ' +
      'what is missing counts as empty',
  });

const fields = {
  id: id('sil', SILENCE_ID),
  matchers: z.array(matcher),
  until: time,
  reason: z.string(),
  actor: z.string(),
  createdAt: time,
  status: z.enum(['active', 'ended']),
};
const silence = z.object(fields).meta({ id: 'Silence' });
const silenceWithMatches = z
  .object({ ...fields, matches: matchesSchema, warnings })
  .meta({ id: 'SilenceWithMatches' });

const newSilence = z
  .strictObject({
    matchers: z.array(matcher).min(1).max(10).optional(),
    alert: z.string().max(256).optional().meta({
      description: 'Instead of `matchers`: an alert, whose monitor and group they are made of',
      example: 'alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE',
    }),
    ...endFields,
    reason: z.string().trim().min(1).max(300).refine(isPlain, PLAIN_RULE).default('Silenced by a person'),
  })
  .check(requireEnd('required'), ({ value, issues }) => {
    const { matchers, alert } = value;
    if ((matchers === undefined) === (alert === undefined))
      issues.push({
        ...{ code: 'custom', input: value, path: ['matchers'] },
        message:
          alert === undefined
            ? 'is required, or "alert" with the id of one'
            : 'must not be given with "alert": both say what is silenced',
      });
  })
  .meta({ id: 'NewSilence' });

const example = {
  id: SILENCE_ID,
  matchers: [{ name: 'source', op: '=', value: 'support-bot' }],
  until: '2026-02-01T12:00:00.000Z',
  reason: 'known, being repaired',
  actor: 'key_01JH7Z0000000000000000000A',
  createdAt: '2026-01-31T12:00:00.000Z',
  status: 'active',
};

const exampleWithMatches = { ...example, matches: matchesExample, warnings: [] };

const view = ({ id: silenceId, matchers, until, reason, actor, createdAt }: Silence, now: number) => ({
  ...{ id: silenceId, matchers, until: iso(until), reason, actor, createdAt: iso(createdAt) },
  status: until > now ? 'active' : 'ended',
});

/** Throws for expressions that are too large, by themselves or with those of the other silences. */
function checkSize(matchers: Silence['matchers'], others: readonly Silence[]): void {
  const size = sizeOfSilences([{ matchers }]);
  if (size > MAX_SIZE) {
    const detail = `must have expressions of at most ${MAX_SIZE} characters and choices together, once their repetitions are written out: these have ${size}`;
    throw new InvalidInput([{ pointer: '/matchers', detail }]);
  }
  if (size > 0 && size + sizeOfSilences(others) > MAX_TOTAL_SIZE)
    throw new Conflict(
      `The expressions of a project's silences have at most ${MAX_TOTAL_SIZE} characters and choices together.`,
    );
}

const params = z.strictObject({ id: id('sil', SILENCE_ID) });

export const silences = [
  route({
    method: 'get',
    path: '/v1/silences',
    scope: 'read',
    tag: 'Silences',
    summary: 'List silences, newest first; those that have ended, for 30 days',
    responses: {
      200: {
        description: 'All of them',
        schema: listOf(silence),
        example: { data: [example], nextCursor: null },
      },
    },
    async handler({ project, now }, admin) {
      const all = await admin.silences.of(project, now);
      return { status: 200, body: { data: all.reverse().map((one) => view(one, now)), nextCursor: null } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/silences',
    scope: 'admin',
    tag: 'Silences',
    summary: 'Tell people nothing about some alerts until then',
    description:
      'Alerts that all matchers match, or `alert` and those of its monitor and group that follow. People (slack, email, ' +
      'pagerduty) are notified of those that still fire at its end; webhooks, logs and what monitors do to agents go on. ' +
      '`matches` shows which open alerts it is about, and `warnings` what in it names nothing that there is.',
    body: newSilence,
    example: { matchers: example.matchers, until: example.until, reason: example.reason },
    responses: {
      201: { description: 'Made', schema: silenceWithMatches, example: exampleWithMatches },
    },
    async handler({ project, body, now, caller }, admin) {
      const until = endOf(body, now, MAX_DAYS * DAY_MS);
      const matchers =
        body.alert === undefined
          ? (body.matchers ?? [])
          : matchersOf(await silencedAlert(admin, project, body.alert, now));
      const seen = await admin.usage.silencesVersion(admin.tables, project);
      const all = await admin.silences.of(project, now);
      const ended = all.filter((one) => one.until <= now);
      if (all.length - ended.length >= PROJECT_LIMITS.silences)
        throw new Conflict(
          `A project may have at most ${PROJECT_LIMITS.silences} silences that have not ended.`,
        );
      checkSize(
        matchers,
        all.filter((one) => one.until > now),
      );
      const made: Silence = {
        ...{ id: newId(admin, 'sil', now), project, matchers, until, reason: body.reason },
        ...{ actor: caller.keyId, createdAt: now },
      };
      const change = { at: now, project, actor: caller.keyId, action: 'silence.create', target: made.id };
      const targets = await silenceTargets(admin, project, now);
      return {
        status: 201,
        body: {
          ...view(made, now),
          ...{ matches: matchesView(matchers, targets), warnings: silenceWarnings(matchers, targets) },
        },
        writes: [
          admin.silences.write(made),
          admin.changes.write(change),
          admin.usage.silencesChange(project, seen),
          ...ended
            .slice(0, -MAX_ENDED)
            .slice(0, 10)
            .map((old) => admin.silences.deletion(old)),
        ],
      };
    },
  }),
  route({
    method: 'get',
    path: '/v1/silences/{id}',
    scope: 'read',
    tag: 'Silences',
    summary: 'Show a silence, and what it matches now',
    params,
    responses: {
      200: { description: 'The silence', schema: silenceWithMatches, example: exampleWithMatches },
    },
    async handler({ project, params: named, now }, admin) {
      const found = (await admin.silences.of(project, now)).find((one) => one.id === named.id);
      if (!found) throw new NotFound('silence');
      const targets = await silenceTargets(admin, project, now);
      const { matchers } = found;
      const body = {
        ...view(found, now),
        ...{ matches: matchesView(matchers, targets), warnings: silenceWarnings(matchers, targets) },
      };
      return { status: 200, body };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/silences/{id}',
    scope: 'admin',
    tag: 'Silences',
    summary: 'End a silence',
    description: 'Within five minutes people are notified of what still fires.',
    params,
    responses: { 204: { description: 'Ended' } },
    async handler({ project, params: named, now, caller }, admin) {
      const found = (await admin.silences.of(project, now)).find((one) => one.id === named.id);
      if (!found) throw new NotFound('silence');
      const change = { at: now, project, actor: caller.keyId, action: 'silence.delete', target: found.id };
      return { status: 204, writes: [admin.silences.deletion(found), admin.changes.write(change)] };
    },
  }),
];
