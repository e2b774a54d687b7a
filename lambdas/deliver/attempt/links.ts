import { pausedBy } from '../../../core/alert/asked';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import type { Content } from '../../../core/notice/content';
import { linkToken, SILENCE_HOURS, type Link } from '../../../core/notice/link';
import type { NoticeItem, NoticeLinks } from '../../../core/notice/notice';
import { alertOf } from '../../../core/notice/wording';

/** After so long it is better to look first. */
const VALID_MS = 7 * 86_400_000;

/** Who may act by a link, and on what occasion. */
interface LinkOwner {
  /** Of the API, without a slash at the end. */
  publicUrl: string;
  dataKey: Buffer;
  project: string;
  subscription: string;
  notice: string;
  /** When the event was accepted, or the notice was due, epoch ms. */
  sentAt: number;
}

/**
 * A content with links by which its readers may act. They are made for each attempt, always the same, and stored nowhere:
 * what is tried again is the same message, and its links are used once.
 */
export function linked(
  content: Content,
  { project, subscription, event: notice, acceptedAt: sentAt }: DeliveryRow,
  by: Pick<LinkOwner, 'publicUrl' | 'dataKey'>,
): Content {
  const owner = { ...by, project, subscription, notice, sentAt };
  const items = content.items.map((item) => {
    const links = linksOf(item, owner);
    return links ? { ...item, links } : item;
  });
  return { ...content, items };
}

function linksOf({ event }: NoticeItem, owner: LinkOwner): NoticeLinks | undefined {
  const alert = alertOf(event);
  if (alert && event.type === 'alert.firing') {
    if (alert.test) return undefined;
    const link = (what: Pick<Link, 'action' | 'hours'>): string =>
      urlOf(owner, { ...what, target: alert.id });
    return {
      ...(pausedBy(alert.actions).length > 0 && { resume: link({ action: 'resume' }) }),
      acknowledge: link({ action: 'acknowledge' }),
      ...Object.fromEntries(
        SILENCE_HOURS.map((hours) => [`silence${hours}h`, link({ action: 'silence', hours })]),
      ),
    };
  }
  if (event.type !== 'agent.review.requested') return undefined;
  const { review, agent } = (event.data ?? {}) as { review?: unknown; agent?: unknown };
  if (typeof review !== 'string' || typeof agent !== 'string') return undefined;
  const link = (action: Link['action']): string => urlOf(owner, { action, target: review, agent });
  return { approve: link('approve'), deny: link('deny') };
}

function urlOf(
  { publicUrl, dataKey, project, subscription, notice, sentAt }: LinkOwner,
  what: Pick<Link, 'action' | 'target' | 'agent' | 'hours'>,
): string {
  const link = { ...what, project, subscription, notice, until: sentAt + VALID_MS };
  return `${publicUrl}/l/${linkToken(dataKey, link)}`;
}
