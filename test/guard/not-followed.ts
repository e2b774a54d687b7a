/** A rule that some resources do not follow: which, and why. */
interface Exception {
  /** Logical ids. */
  resources: RegExp;
  reason: string;
}

/** By the names of AWS Control Tower. Every other resource has to follow them. */
export const NOT_FOLLOWED: Readonly<Record<string, Exception>> = {
  'CT.APIGATEWAY.PR.5': {
    resources: /^Api((GET|HEAD)v1health|GETv1openapijson|GETv1subscriptionsidjwksjson|(GET|POST)ltoken)/,
    reason:
      'Open routes: health, the description of the API, public keys, and links that carry their own proof.',
  },
  'CT.CLOUDWATCH.PR.1': {
    resources: /./,
    reason: 'Alarms have an action as soon as the stage names a topic (context `alarmTopic`).',
  },
  'CT.CLOUDWATCH.PR.2': {
    resources: /Log[0-9A-F]{8}$/,
    reason:
      'Logs hold ids and counts and are kept for a week (dev) or three months (prod); a year costs, and helps nobody.',
  },
  'CT.CLOUDWATCH.PR.3': {
    resources: /Log[0-9A-F]{8}$/,
    reason: 'CloudWatch encrypts logs with a key of its own; they hold no bodies and no secrets.',
  },
  'CT.KMS.PR.3': {
    resources: /^EncryptionKey/,
    reason: 'Its policy names the account alone; no role of the stack may create grants, as test/iam shows.',
  },
  'CT.LAMBDA.PR.2': {
    resources: /Permission[0-9A-F]{8}$|^ApiPOST|^ApiANY/,
    reason:
      'Permissions of the API name its ARN (SourceArn), which has the account in it; the rule wants SourceAccount.',
  },
  'CT.LAMBDA.PR.3': {
    resources: /./,
    reason:
      'Functions have to reach endpoints on the internet; a VPC would need NAT gateways and protect nothing here.',
  },
  'CT.SQS.PR.1': {
    resources: /^DeadQueue/,
    reason: 'It is the end of the line: what cannot be buried stays, and the alarm rings.',
  },
};
