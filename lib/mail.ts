import { EmailIdentity, type IEmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { Stage } from './stage';

/** What e-mail is sent from. SES writes to the address when it is made: its owner has to follow the link. */
export const createMailIdentity = (scope: Construct, { mailFrom }: Stage): IEmailIdentity | undefined =>
  mailFrom === undefined
    ? undefined
    : new EmailIdentity(scope, 'MailIdentity', { identity: Identity.email(mailFrom) });
