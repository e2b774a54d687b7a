import * as z from 'zod';
import { alertKey, usedLinkKey } from '../../../adapters/aws/keys';
import { getRow } from '../../../adapters/aws/read';
import type { Write } from '../../../adapters/aws/transact';
import { rowName } from '../../../core/agent/agent';
import { decided, resumed } from '../../../core/agent/holds';
import type { Alert } from '../../../core/alert/alert';
import { pausedBy } from '../../../core/alert/asked';
import { acknowledged } from '../../../core/alert/decide';
import { ChangedMeanwhile } from '../../../core/configuration/errors';
import { isGenuine, readToken, tokenHash, type Link } from '../../../core/notice/link';
import { matchersOf, type Silence } from '../../../core/notice/silence';
import { clean } from '../../../core/notice/clean';
import { changeAlert } from '../../monitor/change-alert';
import { settleResume } from '../../monitor/settle-resume';
import { finish } from '../../monitor/finish';
import { newId, type Admin } from '../admin';
import { route, type Answer, type Route } from '../route';
import { linkPage } from './link-page';

const page = { 'text/html': z.string() };
const params = z.strictObject({ token: z.string().max(4_096) });
/** Mail programs and click trackers add parameters of their own. */
const query = z.object({});
const HOUR_MS = 3_600_000;
const KEPT_SECONDS = 30 * 86_400;

interface UsedLink {
  usedAt: number;
  usedBy: string;
  action: string;
}

/** A link that may be used, or the page that says why it may not. */
type Looked = { link: Link; what: What } | { page: Answer };

interface What {
  title: string;
  text: string;
  button: string;
  /** Does it. Undefined if there is nothing left to do. */
  act: () => Promise<Write[] | undefined>;
}

const nothing = (status: number, title: string, text: string): { page: Answer } => ({
  page: linkPage(status, { title, text }),
});

/** `GET` shows what would be done, whatever has opened it: a mail scanner changes nothing. `POST` does it, once. */
export const links: Route[] = [
  route({
    method: 'get',
    path: '/l/{token}',
    scope: 'public',
    tag: 'About',
    summary: 'Show what a link in a notice does',
    params,
    query,
    responses: {
      200: { description: 'A page with a button', media: page },
      404: { description: 'No such link', media: page },
      410: { description: 'It has been used or has expired, or there is nothing left to do', media: page },
    },
    async handler({ params: { token }, now }, admin) {
      const looked = await look(token, admin, now);
      return 'page' in looked ? looked.page : linkPage(200, looked.what);
    },
  }),
  route({
    method: 'post',
    path: '/l/{token}',
    scope: 'public',
    tag: 'About',
    summary: 'Do what a link in a notice says, once',
    params,
    query,
    responses: {
      200: { description: 'A page that says what was done', media: page },
      404: { description: 'No such link', media: page },
      409: { description: 'Nothing to do: it was settled meanwhile', media: page },
      410: { description: 'It has been used or has expired, or there is nothing left to do', media: page },
    },
    async handler({ params: { token }, now }, admin) {
      const looked = await look(token, admin, now);
      if ('page' in looked) return looked.page;
      const { link, what } = looked;
      const writes = await what.act();
      if (!writes) return nothing(409, 'Nothing to do', 'This has been settled in the meantime.').page;
      const { title } = what;
      const done = linkPage(200, { title: 'Done', text: `${title}.` });
      return { ...done, writes: [...writes, used(admin, link, token, now)] };
    },
  }),
];

/** Undefined too if its subscription is gone: that is how links which went astray are taken back. */
async function genuine(token: string, admin: Admin, now: number): Promise<Link | undefined> {
  const link = readToken(token, now);
  const key = link && (await admin.dataKeys.get(link.project).catch(() => undefined));
  if (!link || !key || !isGenuine(key, token)) return undefined;
  return (await admin.subscriptions.get(link.project, link.subscription, now)) && link;
}

/** One page for all that is not genuine: it says nothing of what exists. */
async function look(token: string, admin: Admin, now: number): Promise<Looked> {
  const link = await genuine(token, admin, now);
  if (!link) return nothing(404, 'No such link', 'This link is not valid. It may have been cut off.');
  const before = await getRow<UsedLink>(
    admin.tables,
    admin.monitoringTable,
    usedLinkKey(link.notice, tokenHash(token)),
    now,
  );
  if (before) {
    const at = new Date(before.usedAt).toISOString().replace('T', ' ').slice(0, 16);
    return nothing(
      410,
      'This link has been used',
      `Somebody from ${await nameOf(admin, link, before.usedBy, now)} has used it at ${at} UTC.`,
    );
  }
  if (link.until <= now) return nothing(410, 'This link has expired', 'Links may be used for 7 days.');
  const what = await (link.agent === undefined
    ? onAlert(link, admin, now)
    : onReview(link, link.agent, admin, now));
  return what ? { link, what } : nothing(410, 'Nothing to do', 'This has been settled in the meantime.');
}

/** Of the subscription by which it was sent, as people know it. */
const nameOf = async (admin: Admin, { project }: Link, subscription: string, now: number): Promise<string> =>
  clean((await admin.subscriptions.get(project, subscription, now))?.name ?? subscription, 200);

const actorOf = ({ subscription }: Link): string => `link ${subscription}`;

async function onAlert(link: Link, admin: Admin, now: number): Promise<What | undefined> {
  const { tables, monitoringTable } = admin;
  const alert = await getRow<Alert>(tables, monitoringTable, alertKey(link.target), now);
  if (!alert || alert.project !== link.project) return undefined;
  // A pause may outlast its alert: a budget's alert is resolved when its period ends.
  if (link.action === 'resume') return resumption(admin, link, alert, now);
  if (alert.status === 'resolved') return undefined;
  const name = clean([alert.monitor.name, ...Object.values(alert.group).map(String)].join(': '), 200);
  if (link.action === 'silence') {
    const { hours = 1 } = link;
    const span = hours === 1 ? '1 hour' : `${hours} hours`;
    return {
      title: `Silence ${name}`,
      text: `People are told nothing of it for ${span}. Webhooks, and what monitors do to agents, go on.`,
      button: `Silence for ${span}`,
      act: () => Promise.resolve(silence(admin, link, alert, now)),
    };
  }
  if (alert.acknowledgedAt !== undefined) return undefined;
  return {
    title: `Acknowledge ${name}`,
    text: 'Others see that somebody is working on it. It is not repeated and not escalated.',
    button: 'Acknowledge',
    act: () => acknowledge(admin, link, now),
  };
}

/** Undefined if none of the agents that the alert has paused is paused by it any more. */
async function resumption(admin: Admin, link: Link, alert: Alert, now: number): Promise<What | undefined> {
  const { agents } = admin.monitoring;
  const rows = await Promise.all(
    pausedBy(alert.asked).map((agent) => agents.get(alert.project, rowName(agent))),
  );
  const held = rows.filter(({ holds }) => holds.some(({ alert: by }) => by === alert.id));
  if (held.length === 0) return undefined;
  const names = held.map(({ agent }) => clean(agent === '' ? 'all agents' : agent, 100)).join(', ');
  return {
    title: `Resume ${names}`,
    text: 'What pauses it is lifted, the alert is resolved, and what came before counts no more, except in the account of a budget.',
    button: 'Resume',
    async act() {
      const cause = { actor: actorOf(link), reason: 'by a link in a notice', now };
      for (const { agent } of held) {
        await agents.change(alert.project, agent, now, (before) => resumed(before, cause));
        await settleResume(admin.monitoring, await agents.get(alert.project, agent));
      }
      // Each of these changes has recorded itself.
      return [];
    },
  };
}

function silence(admin: Admin, link: Link, alert: Alert, now: number): Write[] {
  const made: Silence = {
    ...{ id: newId(admin, 'sil', now), project: link.project, until: now + (link.hours ?? 1) * HOUR_MS },
    createdAt: now,
    matchers: matchersOf(alert),
    ...{ reason: 'by a link in a notice', actor: actorOf(link) },
  };
  return [admin.silences.write(made), record(admin, link, 'silence.create', made.id, now)];
}

async function acknowledge(admin: Admin, link: Link, now: number): Promise<Write[] | undefined> {
  const { monitoring } = admin;
  const alert = await changeAlert(monitoring, link.target, (row, seen) =>
    acknowledged(row, seen, actorOf(link), now),
  );
  if (!alert) return undefined;
  await finish(monitoring, alert, await monitoring.watches.get(alert.monitor.id, now));
  return [record(admin, link, 'alert.acknowledge', link.target, now)];
}

async function onReview(link: Link, agent: string, admin: Admin, now: number): Promise<What | undefined> {
  const { agents } = admin.monitoring;
  const stored = rowName(agent);
  const open = (await agents.get(link.project, stored)).holds.some(({ id }) => id === link.target);
  if (!open) return undefined;
  const approve = link.action === 'approve';
  const name = clean(agent, 200);
  return {
    title: `${approve ? 'Approve' : 'Deny'}: ${name}`,
    text: approve ? 'The agent goes on.' : 'The agent stays paused until somebody resumes it.',
    button: approve ? 'Approve' : 'Deny',
    async act() {
      const cause = { actor: actorOf(link), reason: 'by a link in a notice', now };
      const done = await agents.change(link.project, stored, now, (before) =>
        decided(before, link.target, approve ? 'approved' : 'denied', cause),
      );
      if (done) await settleResume(admin.monitoring, await agents.get(link.project, stored));
      return done ? [] : undefined;
    },
  };
}

const record = (admin: Admin, link: Link, action: string, target: string, at: number): Write =>
  admin.changes.write({ at, project: link.project, actor: actorOf(link), action, target });

/** Put once: the second to come looks anew, and sees who was first. */
function used(admin: Admin, link: Link, token: string, now: number): Write {
  const row: UsedLink = { usedAt: now, usedBy: link.subscription, action: link.action };
  return {
    item: {
      Put: {
        TableName: admin.monitoringTable,
        Item: {
          ...usedLinkKey(link.notice, tokenHash(token)),
          ...row,
          expiresAt: Math.ceil(now / 1_000) + KEPT_SECONDS,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    otherwise: new ChangedMeanwhile('link'),
  };
}
