/** An e-mail that was sent, headers without those that every message has. */
export interface Mail {
  sender: string;
  recipients: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}
