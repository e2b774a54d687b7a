import type { LocalContext } from '../context';
import { type MailRow, sesTables } from './tables';

/** Where the mailbox stands, on the endpoint of the emulated services. */
export const MAILBOX = '/mailbox';

interface Page {
  status: number;
  type: string;
  body: string;
}

/** Nothing of a message runs or loads anything. */
export const MAILBOX_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'self'";

const NEWEST = 200;

/** The pages of the mailbox: its list, a message, its HTML alone; and all as JSON. Undefined for other paths. */
export function mailbox(path: string, local: LocalContext): Page | undefined {
  if (path === MAILBOX) return html('Mailbox', list(local));
  if (path === `${MAILBOX}.json`)
    return { status: 200, type: 'application/json', body: JSON.stringify(mails(local).map(plain)) };
  const [, id, raw] = /^\/mailbox\/([0-9a-f-]{36})(\/html)?$/.exec(path) ?? [];
  if (id === undefined) return undefined;
  const mail = sesTables(local.store).one<MailRow>('SELECT * FROM ses_mails WHERE id = ?', id);
  if (!mail) return { status: 404, type: 'text/plain; charset=utf-8', body: 'There is no such message.\n' };
  if (raw) return { status: 200, type: 'text/html; charset=utf-8', body: mail.html };
  return html(mail.subject, message(mail));
}

const mails = (local: LocalContext): MailRow[] =>
  sesTables(local.store).all<MailRow>(`SELECT * FROM ses_mails ORDER BY at DESC, rowid DESC LIMIT ${NEWEST}`);

const plain = ({ recipients, headers, at, ...mail }: MailRow): object => ({
  ...mail,
  at: new Date(at).toISOString(),
  recipients: JSON.parse(recipients) as unknown,
  headers: JSON.parse(headers) as unknown,
});

function list(local: LocalContext): string {
  const rows = mails(local).map(
    ({ id, at, recipients, subject }) =>
      `<tr><td>${time(at)}</td><td>${escaped(addresses(recipients))}</td><td><a href="${MAILBOX}/${id}">${escaped(subject)}</a></td></tr>`,
  );
  if (rows.length === 0)
    return '<p>No message yet. A subscription with a destination of kind <code>email</code> sends here.</p>';
  return `<table><thead><tr><th>Time</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const message = ({ id, at, sender, recipients, headers, text }: MailRow): string =>
  `<p><a href="${MAILBOX}">All messages</a></p><table>` +
  [
    ['From', sender],
    ['To', addresses(recipients)],
    ['Time', time(at)],
    ...Object.entries(JSON.parse(headers) as object),
  ]
    .map(([name, value]) => `<tr><th>${escaped(String(name))}</th><td>${escaped(String(value))}</td></tr>`)
    .join('') +
  `</table><iframe sandbox src="${MAILBOX}/${id}/html" title="HTML"></iframe><h2>Text</h2><pre>${escaped(text)}</pre>`;

const addresses = (recipients: string): string => (JSON.parse(recipients) as string[]).join(', ');
const time = (at: number): string => new Date(at).toISOString().replace('T', ' ').slice(0, 19);

const STYLE =
  'body{font:15px system-ui,sans-serif;margin:2rem;color:#222}table{border-collapse:collapse}' +
  'td,th{text-align:left;padding:4px 16px 4px 0;vertical-align:top}tbody tr{border-top:1px solid #ddd}' +
  'iframe{width:100%;height:24rem;border:1px solid #ddd;margin-top:1rem}pre{white-space:pre-wrap}';

const html = (title: string, body: string): Page => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><h1>${escaped(title)}</h1>${body}</body></html>`,
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
