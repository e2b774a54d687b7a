import { randomUUID } from 'node:crypto';
import { type Action, type Input, type LocalContext, ServiceError } from '../../context';
import { sesTables } from '../tables';

/** https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MAX_RECIPIENTS = 50;
const MAX_BYTES = 40 * 2 ** 20;
const MAX_HEADERS = 15;

interface Text {
  Data?: unknown;
}

interface Sent {
  FromEmailAddress?: unknown;
  Destination?: { ToAddresses?: unknown[]; CcAddresses?: unknown[]; BccAddresses?: unknown[] };
  Content?: { Simple?: Message };
}

interface Message {
  Subject?: Text;
  Body?: { Text?: Text; Html?: Text };
  Headers?: { Name?: unknown; Value?: unknown }[];
}

/** Of `Content` only `Simple`; what it sends is in the mailbox and goes nowhere. */
export const sendEmail: Action = {
  permissions: (input, local) => {
    const from = String((input as Sent).FromEmailAddress);
    return [
      {
        action: 'ses:SendEmail',
        resource: `arn:aws:ses:${local.region}:${local.account}:identity/${from}`,
        context: { 'ses:FromAddress': from },
      },
    ];
  },
  run: (input: Input, local: LocalContext): object => send(input, local),
};

function send(input: Sent, local: LocalContext) {
  const { FromEmailAddress: from, Content: { Simple: simple } = {} } = input;
  if (typeof from !== 'string' || !simple) throw bad('FromEmailAddress and Content.Simple are required here');
  const recipients = checkedRecipients(input.Destination);
  const { subject, text, html, headers } = checkedMessage(simple);
  requireVerified(from, local);
  const id = randomUUID();
  sesTables(local.store).run(
    'INSERT INTO ses_mails (id, at, sender, recipients, subject, text, html, headers) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ...[
      id,
      local.clock.now(),
      from,
      JSON.stringify(recipients),
      subject,
      text,
      html,
      JSON.stringify(headers),
    ],
  );
  return { MessageId: id };
}

function checkedRecipients(destination: Sent['Destination'] = {}): unknown[] {
  const { ToAddresses: to = [], CcAddresses: cc = [], BccAddresses: bcc = [] } = destination;
  const recipients = [...to, ...cc, ...bcc];
  if (recipients.length === 0) throw bad('There are no recipients');
  if (recipients.length > MAX_RECIPIENTS) throw bad(`Recipient count exceeds ${MAX_RECIPIENTS}`);
  for (const one of recipients)
    if (typeof one !== 'string' || !/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(one))
      throw bad(`Illegal address: ${String(one)}`);
  return recipients;
}

function checkedMessage({ Subject, Body = {}, Headers }: Message) {
  const subject = oneLine(textOf(Subject), 'Subject');
  const headers = checkedHeaders(Headers);
  const [text, html] = [textOf(Body.Text), textOf(Body.Html)];
  if (text === '' && html === '') throw bad('The body is empty');
  if (Buffer.byteLength(subject + text + html) > MAX_BYTES) throw bad('Message length is more than 40 MB');
  return { subject, text, html, headers };
}

function checkedHeaders(headers: Message['Headers'] = []): Record<string, unknown> {
  if (headers.length > MAX_HEADERS) throw bad(`More than ${MAX_HEADERS} headers`);
  for (const { Name, Value } of headers) {
    if (typeof Name !== 'string' || !/^[\x21-\x39\x3b-\x7e]{1,126}$/.test(Name))
      throw bad('Illegal header name');
    if (typeof Value !== 'string' || !/^[\x20-\x7e]{1,870}$/.test(Value)) throw bad(`Illegal header ${Name}`);
  }
  return Object.fromEntries(headers.map(({ Name, Value }) => [Name, Value])) as Record<string, unknown>;
}

function requireVerified(from: string, local: LocalContext): void {
  if (sesTables(local.store).one('SELECT name FROM ses_identities WHERE name = ?', from)) return;
  throw new ServiceError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check: ${from}`,
  );
}

const textOf = (text: Text | undefined): string => (typeof text?.Data === 'string' ? text.Data : '');

function oneLine(text: string, name: string): string {
  if (text === '' || /[\r\n]/.test(text)) throw bad(`${name} must be one line of text`);
  return text;
}

const bad = (message: string): ServiceError => new ServiceError('BadRequestException', message);
