import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** All that differs between two deployments of the stack. */
export interface Stage {
  name: string;
  logRetention: RetentionDays;
  /** What becomes of tables, key and secret when they leave the stack. */
  removalPolicy: RemovalPolicy;
  /** Of the stack. */
  terminationProtection: boolean;
  /** Of the tables. */
  deletionProtection: boolean;
  /**
   * Invocations that each queue may have at once, 2 to 1,000 (MaximumConcurrency of an event source mapping).
   * It bounds the pollers and reserves nothing, so a message is not received only to be throttled.
   */
  maximumConcurrency: Record<'route' | 'deliver' | 'slowDeliver' | 'monitor' | 'bury', number>;
  /**
   * Beyond it, the gateway answers 429 to everybody. What agents ask (events and directives), what operators ask and each
   * open route have a limit of their own, so that none uses up what the others need.
   */
  throttling: Record<'agents' | 'operators' | 'open', { requestsPerSecond: number; burst: number }>;
  /** Requests a second that one key may make, on the average of ten seconds; beyond it, the functions answer 429. */
  keyRequestsPerSecond: number;
  /** The same of all keys of a project together: at most half of what the gateway lets through. */
  projectRequestsPerSecond: number;
  /** Host names that the address guard lets through although they are not public. Empty on AWS. */
  allowedHosts: readonly string[];
  /** The address that e-mail comes from; without it there is no destination of kind `email`. Context `mailFrom`. */
  mailFrom?: string;
  /** Domains that e-mail may go to; everywhere without it. Context `mailTo`, separated by commas. */
  mailTo?: readonly string[];
  /** Recipients of e-mail that one project may have in a day; beyond it notices are withheld. Context `mailRecipientsPerDay`. */
  mailRecipientsPerDay: number;
  /** A name of your own for the API, and its certificate in the same region. Context `domainName`, `certificateArn`. */
  domain?: { name: string; certificateArn: string };
  /** An SNS topic that every alarm is sent to; without one alarms only show. Context `alarmTopic`. */
  alarmTopicArn?: string;
  /** Where your people find docs/runbook.md; alarms lead to its sections. Context `runbookUrl`. */
  runbookUrl?: string;
  /** Days that an event and its deliveries are kept after acceptance, 1 to 365. */
  eventRetentionDays: number;
}

/**
 * `dev` fits into a new account, which has 10 concurrent executions in all: what is busy all the time leaves room for
 * the API, and what is busy only when something is wrong may take it.
 */
const dev: Stage = {
  name: 'dev',
  logRetention: RetentionDays.ONE_WEEK,
  removalPolicy: RemovalPolicy.DESTROY,
  terminationProtection: false,
  deletionProtection: false,
  maximumConcurrency: { route: 2, deliver: 2, slowDeliver: 2, monitor: 2, bury: 2 },
  throttling: {
    agents: { requestsPerSecond: 100, burst: 200 },
    operators: { requestsPerSecond: 100, burst: 200 },
    open: { requestsPerSecond: 10, burst: 20 },
  },
  keyRequestsPerSecond: 50,
  projectRequestsPerSecond: 50,
  allowedHosts: [],
  mailRecipientsPerDay: 1_000,
  eventRetentionDays: 30,
};

const prod: Stage = {
  name: 'prod',
  logRetention: RetentionDays.THREE_MONTHS,
  removalPolicy: RemovalPolicy.RETAIN,
  terminationProtection: true,
  deletionProtection: true,
  maximumConcurrency: { route: 100, deliver: 300, slowDeliver: 100, monitor: 50, bury: 5 },
  throttling: {
    agents: { requestsPerSecond: 2_000, burst: 4_000 },
    operators: { requestsPerSecond: 1_000, burst: 2_000 },
    open: { requestsPerSecond: 50, burst: 100 },
  },
  keyRequestsPerSecond: 500,
  projectRequestsPerSecond: 1_000,
  allowedHosts: [],
  mailRecipientsPerDay: 1_000,
  eventRetentionDays: 30,
};

export const STAGES: readonly Stage[] = [dev, prod];

/** Half of a small slow lane, a quarter of a large one: the endpoints of one project may hang, and others are served. */
export const slowLanePerProject = ({ maximumConcurrency }: Pick<Stage, 'maximumConcurrency'>): number =>
  Math.ceil(maximumConcurrency.slowDeliver / (maximumConcurrency.slowDeliver < 20 ? 2 : 4));

/** The settings of a stage. Throws, naming the known ones, if there is none of that name. */
export function stageNamed(name: string): Stage {
  const stage = STAGES.find((candidate) => candidate.name === name);
  if (!stage)
    throw new Error(`Unknown stage "${name}"; known: ${STAGES.map((known) => known.name).join(', ')}`);
  return checkedStage(stage);
}

/** Throws if a setting is out of its range, naming stage and setting; answers the stage otherwise. */
export function checkedStage(stage: Stage): Stage {
  inRange(stage, 'eventRetentionDays', stage.eventRetentionDays, 1, 365);
  inRange(stage, 'keyRequestsPerSecond', stage.keyRequestsPerSecond, 1, stage.projectRequestsPerSecond);
  const { agents } = stage.throttling;
  inRange(stage, 'projectRequestsPerSecond', stage.projectRequestsPerSecond, 1, agents.requestsPerSecond);
  inRange(stage, 'mailRecipientsPerDay', stage.mailRecipientsPerDay, 1, 10_000_000);
  for (const domain of stage.mailTo ?? []) checkMailDomain(stage, domain);
  if (stage.domain !== undefined) checkDomain(stage, stage.domain);
  if (stage.alarmTopicArn !== undefined && !/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/.test(stage.alarmTopicArn))
    throw new Error(
      `Stage "${stage.name}": alarmTopic is "${stage.alarmTopicArn}", but must be the ARN of an SNS topic`,
    );
  if (stage.runbookUrl !== undefined && !/^https:\/\/[^\s#]+$/.test(stage.runbookUrl))
    throw new Error(
      `Stage "${stage.name}": runbookUrl is "${stage.runbookUrl}", but must be an address with https and without #`,
    );
  for (const [consumer, maximum] of Object.entries(stage.maximumConcurrency)) {
    inRange(stage, `maximumConcurrency.${consumer}`, maximum, 2, 1_000);
  }
  if (stage.mailFrom !== undefined && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(stage.mailFrom))
    throw new Error(`Stage "${stage.name}": mailFrom is "${stage.mailFrom}", but must be an e-mail address`);
  return stage;
}

function checkMailDomain({ name }: Stage, domain: string): void {
  if (!DOMAIN.test(domain))
    throw new Error(
      `Stage "${name}": mailTo has "${domain}", but must be domains such as example.com, separated by commas`,
    );
}

const DOMAIN = /^([a-z0-9-]+\.)+[a-z]{2,}$/;

function checkDomain(stage: Stage, { name, certificateArn }: NonNullable<Stage['domain']>): void {
  if (!DOMAIN.test(name))
    throw new Error(
      `Stage "${stage.name}": domainName is "${name}", but must be a name such as events.example.com`,
    );
  if (!/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/.test(certificateArn))
    throw new Error(
      `Stage "${stage.name}": certificateArn is "${certificateArn}", but must be the ARN of an ACM certificate`,
    );
}

function inRange(stage: Stage, setting: string, value: number, from: number, to: number): void {
  if (Number.isInteger(value) && value >= from && value <= to) return;
  throw new Error(
    `Stage "${stage.name}": ${setting} is ${value}, but must be a whole number from ${from} to ${to}`,
  );
}
