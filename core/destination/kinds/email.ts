import { shownLinks, type Notice, type NoticeItem } from '../../notice/notice';
import { alertOf, wording, type Wording } from '../../notice/wording';

/** A message as SES takes it (SendEmail, `Content.Simple`). */
export interface Mail {
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

/** More would be read by nobody; the others are counted. */
const MAX_ITEMS = 20;
const COLOURS = { critical: '#b3261e', error: '#c75000', warning: '#8a6d00', info: '#1f5fa8' } as const;
const RESOLVED = '#1b7f3b';

/**
 * The message of a notice. What comes from others is cleaned (core/notice/wording), so that it ends no header, and is
 * escaped in HTML. Every message names its alerts in `References`, by which mail programs put all messages about one into
 * one thread: a message that tells of several together is in the thread of each.
 */
export function email(notice: Notice): Mail {
  const { items, more, repeat, test, id } = notice;
  const shown = items.slice(0, MAX_ITEMS).map((item) => ({ item, words: wording(item.event) }));
  const others = items.length - shown.length + more;
  const first = shown[0]?.words.title ?? 'Tocsin';
  const together = others + shown.length - 1;
  const remarks = [
    ...(others > 0 ? [`and ${others} more`] : []),
    ...(repeat ? [`still firing, told ${repeat} ${repeat === 1 ? 'time' : 'times'} before`] : []),
    ...(test ? ['This is a test.'] : []),
  ];
  return {
    subject: together > 0 ? `${first} (and ${together} more)` : first,
    text: [...shown.map(({ item, words }) => textOf(item, words)), ...remarks].join('\n\n') + '\n',
    html: page(first, [
      ...shown.map(({ item, words }) => htmlOf(item, words)),
      ...remarks.map((remark) => `<p style="color:#555">${escaped(remark)}</p>`),
    ]),
    headers: {
      'X-Tocsin-Notice': headerText(id),
      ...referring(items),
    },
  };
}

/** SES takes headers of 870 characters; 20 alerts are 760. */
function referring(items: readonly NoticeItem[]): { References?: string } {
  const ids = items.slice(0, MAX_ITEMS).flatMap(({ event }) => alertOf(event)?.id ?? []);
  const references = [...new Set(ids)].sort().map((alert) => `<${headerText(alert)}@tocsin>`);
  return references.length === 0 ? {} : { References: references.join(' ') };
}

const textOf = (item: NoticeItem, { title, text, facts }: Wording): string =>
  [
    title,
    ...(text === '' ? [] : [text, '']),
    ...facts.map(([name, value]) => `  ${name}: ${value}`),
    ...shownLinks(item).map(({ label, url }) => `  ${label}: ${url}`),
  ].join('\n');

function htmlOf(item: NoticeItem, { title, text, facts, severity, state }: Wording): string {
  const colour = state === 'resolved' ? RESOLVED : COLOURS[severity];
  const rows = facts.map(
    ([name, value]) =>
      `<tr><td style="color:#555;padding:2px 16px 2px 0">${escaped(name)}</td><td>${escaped(value)}</td></tr>`,
  );
  const said = text === '' ? '' : `<p style="margin:0 0 10px">${escaped(text)}</p>`;
  const buttons = shownLinks(item).map(
    ({ label, url }) =>
      `<a href="${escaped(url)}" style="display:inline-block;margin:8px 8px 0 0;padding:6px 14px;border:1px solid #888;border-radius:4px;color:#222;text-decoration:none">${label}</a>`,
  );
  return (
    `<section style="border-left:4px solid ${colour};padding:2px 0 2px 14px;margin:0 0 24px">` +
    `<h2 style="font-size:17px;margin:0 0 6px">${escaped(title)}</h2>${said}` +
    `<table style="border-collapse:collapse;font-size:14px">${rows.join('')}</table>${buttons.join('')}</section>`
  );
}

const page = (title: string, parts: readonly string[]): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>` +
  `<body style="font-family:system-ui,sans-serif;color:#222;max-width:640px">${parts.join('')}</body></html>`;

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const headerText = (text: string): string => text.replace(/[^\w.-]/g, '').slice(0, 100);
