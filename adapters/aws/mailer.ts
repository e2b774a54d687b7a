import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { isAllowedAddress } from '../../core/destination/mail-domain';
import type { Mail } from '../../core/destination/kinds/email';
import type { PostAnswer } from '../http/exchange';

/** What SES refuses for good: the same request is refused again (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html). */
const PERMANENT = new Set([
  ...['BadRequestException', 'MessageRejected', 'MailFromDomainNotVerifiedException'],
  ...['NotFoundException', 'AccountSuspendedException'],
]);

export type Mailed = PostAnswer & { permanent?: true };

/** Sends through SES. Its client is loaded with the first message: most deliveries need none. */
export class Mailer {
  private client: Promise<SESv2Client> | undefined;

  /** Without an address to send from nothing is sent, and nothing to other domains than `domains`, if there are any. */
  constructor(
    private from: string,
    private domains: readonly string[] = [],
  ) {}

  async send(to: readonly string[], mail: Mail, timeoutMs: number): Promise<Mailed> {
    if (this.from === '') return { error: 'mail_not_set_up', permanent: true };
    if (!to.every((address) => isAllowedAddress(address, this.domains)))
      return { error: 'mail_recipient_not_allowed', permanent: true };
    const { SESv2Client, SendEmailCommand } = await import('@aws-sdk/client-sesv2');
    // Its own retries would not be seen: each attempt is a row's.
    this.client ??= Promise.resolve(new SESv2Client({ maxAttempts: 1 }));
    const client = await this.client;
    const text = (Data: string) => ({ Data, Charset: 'UTF-8' });
    const { subject, text: plain, html, headers } = mail;
    const command = new SendEmailCommand({
      FromEmailAddress: this.from,
      Destination: { ToAddresses: [...to] },
      Content: {
        Simple: {
          Subject: text(subject),
          Body: { Text: text(plain), Html: text(html) },
          Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
        },
      },
    });
    try {
      const { MessageId = '' } = await client.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
      return { status: 200, response: MessageId };
    } catch (error) {
      return refusal(error);
    }
  }
}

function refusal(error: unknown): Mailed {
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  return {
    ...(status !== undefined && { status, response: message }),
    error: name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : `ses_${snake(name)}`,
    ...(PERMANENT.has(name) && { permanent: true }),
  };
}

const snake = (name: string): string =>
  name
    .replace(/Exception$/, '')
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase()
    .slice(0, 60);
